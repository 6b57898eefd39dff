// The sentences of a report, for the screen and for the command alike: keys of public/_locales, filled in. Runs anywhere.
import type { Anchor, Check, Finding, FindingCode, Limit, Report, Where } from './report';

/** Why something could not be read as a bundle: `what` of bundle_unreadable. */
export const REFUSALS = [
  'no_zip',
  'no_bag',
  'path',
  'twice',
  'link',
  'encrypted',
  'bomb',
  'damaged',
] as const;
export type Refusal = (typeof REFUSALS)[number];

const PLACES = ['seal', 'flag', 'artefact', 'event', 'path', 'line'] as const;

export type WordKey =
  | `verify_${FindingCode}`
  | `verify_limit_${Limit['code']}`
  | `verify_at_${(typeof PLACES)[number]}`
  | `verify_check_${Check}`
  | `verify_outcome_${Finding['outcome']}`
  | `verify_verdict_${Report['verdict']}`
  | `verify_refused_${Refusal}`
  | `verify_anchor_${Anchor['kind']}`
  | 'verify_of'
  | 'verify_anchors'
  | 'verify_not_proven';

/** Looks a sentence up and fills $1, $2 ... in. */
export type Say = (key: WordKey, ...params: readonly (string | number)[]) => string;

export function findingWords(say: Say, { code, params }: Finding): string {
  return say(`verify_${code}`, ...params);
}

/** "flag 3, data/flags.ndjson, line 2"; empty when the finding is about the bundle as a whole. */
export function placeWords(say: Say, where: Where): string {
  const parts = PLACES.flatMap((place) => {
    const value = where[place];
    // an identifier says little where there is a number
    return value === undefined ? [] : say(`verify_at_${place}`, String(value));
  });
  const known =
    where.flag === undefined && where.flagId !== undefined ? [say('verify_at_flag', where.flagId)] : [];
  return [...known, ...parts].join(', ');
}

export function limitWords(say: Say, { code, params }: Limit): string {
  return say(`verify_limit_${code}`, ...params);
}

export function anchorWords(say: Say, { kind, at, event }: Anchor): string {
  return say(`verify_anchor_${kind}`, at, String(event));
}

export function refusalWords(say: Say, what: unknown): string {
  const known = REFUSALS.find((one) => one === what) ?? 'damaged';
  return say(`verify_refused_${known}`);
}

/** What failed first, then what somebody should look at, what could not be checked, and what holds. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ outcome }: Finding): number =>
    (['failed', 'warning', 'not_checkable', 'passed'] as const).indexOf(outcome);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}
