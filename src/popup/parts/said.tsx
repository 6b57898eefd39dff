// A sentence that outlives the screen on which it came about: shown and read out on the next, gone with that. Runs in the UI.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';

const said = signal('');

export function say(words: string): void {
  said.value = words;
}

export function Said(): JSX.Element {
  return (
    <p class={said.value === '' ? 'visually-hidden' : 'said'} role="status" data-testid="said">
      {said.value}
    </p>
  );
}
