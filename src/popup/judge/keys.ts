// Which key does what in the form. Letters and digits act outside of text fields, Alt and the key everywhere.
// Digits go by their place on the keyboard: layouts that want Shift for them have them all the same. Pure.
import { EXCLUSION_CONCLUSIONS, TCO_GROUNDS } from '../../flag/taxonomy';

type Conclusion = (typeof EXCLUSION_CONCLUSIONS)[number];

export type JudgeAction =
  | { readonly do: 'category' | 'severity' | 'phrase'; readonly n: number }
  | { readonly do: 'ground'; readonly ground: (typeof TCO_GROUNDS)[number] }
  | { readonly do: 'conclusion'; readonly conclusion: Conclusion }
  | { readonly do: 'focus'; readonly field: 'subject' | 'group' | 'reason' | 'purpose' | 'notes' }
  | { readonly do: 'imminent' | 'confidence' | 'reveal' | 'evidence' | 'save' | 'leave' };

export const CONCLUSION_KEYS: Readonly<Record<Conclusion, string>> = {
  not_excluded: 'n',
  excluded: 'x',
  unsure: 'u',
};

const LETTERS: Readonly<Record<string, JudgeAction>> = {
  ...Object.fromEntries(TCO_GROUNDS.map((ground) => [ground, { do: 'ground', ground }])),
  ...Object.fromEntries(
    EXCLUSION_CONCLUSIONS.map((conclusion) => [
      CONCLUSION_KEYS[conclusion],
      { do: 'conclusion', conclusion },
    ]),
  ),
  i: { do: 'imminent' },
  f: { do: 'confidence' },
  s: { do: 'focus', field: 'subject' },
  g: { do: 'focus', field: 'group' },
  r: { do: 'focus', field: 'reason' },
  l: { do: 'focus', field: 'purpose' },
  o: { do: 'focus', field: 'notes' },
  v: { do: 'reveal' },
  m: { do: 'evidence' },
};

/** Digits from this one on insert phrases. */
export const FIRST_PHRASE_KEY = 7;

export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function judgeAction(press: Press, typing: boolean): JudgeAction | undefined {
  if (press.key === 'Escape') return { do: 'leave' };
  const control = press.ctrlKey || press.metaKey;
  if (press.key === 'Enter' && control) return { do: 'save' };
  // Ctrl with Alt is AltGr on some layouts: a character, not a command
  if (control || (typing && !press.altKey)) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(press.code)?.[1];
  if (digit !== undefined) return digitAction(Number(digit), press.shiftKey);
  // with Alt some layouts give another character, so the place on the keyboard counts
  const letter = press.altKey ? press.code.replace(/^Key/u, '') : press.key;
  return letter.length === 1 && !press.shiftKey ? LETTERS[letter.toLowerCase()] : undefined;
}

function digitAction(n: number, shift: boolean): JudgeAction | undefined {
  if (shift) return n <= 5 ? { do: 'severity', n } : undefined;
  return n < FIRST_PHRASE_KEY ? { do: 'category', n } : { do: 'phrase', n: n - FIRST_PHRASE_KEY };
}
