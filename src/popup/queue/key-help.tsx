// The queue's keys in one line. Pure.
import type { JSX } from 'preact';
import { Key } from '../parts/field';
import { type MessageKey, t } from '../t';

const HELP: readonly (readonly [readonly string[], MessageKey])[] = [
  [['J', 'K'], 'queue_key_move'],
  [['↵'], 'queue_key_open'],
  [['D'], 'queue_key_discard'],
  [['Z'], 'queue_key_undo'],
  [['/'], 'queue_key_filter'],
];

export function KeyHelp(): JSX.Element {
  return (
    <p class="key-help" aria-hidden="true">
      {HELP.map(([keys, words]) => (
        <span key={words}>
          {keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}{' '}
          {t(words)}
        </span>
      ))}
    </p>
  );
}
