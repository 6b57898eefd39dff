// How the form's contents change, begin and end. Pure.
import { type Draft, isWebAddress, type Judgement, type JudgementFields } from '../../flag/judgement';
import { CATEGORY_KEYS, type CategoryKey, categoryOf, type TcoGround } from '../../flag/taxonomy';
import type { JudgeAction } from './keys';

/** What a new judgement takes over from the last one: never the reason, never the conclusion. */
export const STICKY = ['category', 'tcoGrounds', 'severity', 'confidence', 'group'] as const;
export type Sticky = (typeof STICKY)[number];

export function stickyDraft(last: Judgement | undefined): Draft {
  if (last === undefined) return {};
  return Object.fromEntries(STICKY.map((field) => [field, last[field]]));
}

/** Which fields stand as they stood in the last judgement. */
export function asLastTime(draft: Draft, last: Judgement | undefined): ReadonlySet<string> {
  if (last === undefined) return new Set();
  const same = (field: Sticky): boolean =>
    last[field] !== undefined && JSON.stringify(draft[field]) === JSON.stringify(last[field]);
  return new Set(STICKY.filter(same));
}

export function draftOfJudgement(judgement: Judgement): Draft {
  const { schemaVersion: _1, flagId: _2, revision: _3, at: _4, by: _5, salt: _6, ...fields } = judgement;
  return fields;
}

/** The fields of `after` that are not as in `before`; undefined for one that is gone. */
export function changesOf(before: Draft, after: Draft): Draft {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  const changed = fields.filter((field) => JSON.stringify(was.get(field)) !== JSON.stringify(is.get(field)));
  return Object.fromEntries(changed.map((field) => [field, is.get(field)]));
}

export const CONFIDENCES = [25, 50, 75, 100] as const;

export function isTerrorist(category: CategoryKey | undefined): boolean {
  return category !== undefined && categoryOf(category)?.terrorist === true;
}

/** The draft after a key; undefined when the key changes nothing in it. */
export function draftAfter(draft: Draft, action: JudgeAction): Draft | undefined {
  switch (action.do) {
    case 'category': {
      const category = CATEGORY_KEYS[action.n - 1];
      return category === undefined ? undefined : { ...draft, category };
    }
    case 'ground':
      return isTerrorist(draft.category) ? withGround(draft, action.ground) : undefined;
    case 'severity':
      return { ...draft, severity: action.n };
    case 'imminent':
      return { ...draft, imminentThreat: draft.imminentThreat !== true };
    case 'confidence': {
      const next = CONFIDENCES.find((step) => step > (draft.confidence ?? 0)) ?? CONFIDENCES[0];
      return { ...draft, confidence: next };
    }
    case 'conclusion':
      return {
        ...draft,
        exclusionConsidered: { ...draft.exclusionConsidered, conclusion: action.conclusion },
      };
    default:
      return undefined;
  }
}

export function withGround(draft: Draft, ground: TcoGround): Draft {
  const before = draft.tcoGrounds ?? [];
  const after = before.includes(ground) ? before.filter((one) => one !== ground) : [...before, ground];
  return { ...draft, tcoGrounds: after.sort() };
}

/** Adds a phrase to the reason, once. */
export function withPhrase(draft: Draft, phrase: string): Draft {
  const reason = draft.reason ?? '';
  if (reason.includes(phrase)) return draft;
  return { ...draft, reason: reason.trim() === '' ? phrase : `${reason.trimEnd()} ${phrase}` };
}

/** The draft as it is to be judged: no grounds without their category, no empty texts, nothing that has no UTF-8, addresses
 * as browsers write them. */
export function tidied(draft: Draft): Draft {
  const text = (value: string | undefined): string | undefined => value?.trim().toWellFormed() || undefined;
  const { group: _group, notes: _notes, postUrl: _postUrl, ...rest } = draft;
  const group = text(draft.group);
  const notes = text(draft.notes);
  const typed = text(draft.postUrl);
  const postUrl = typed !== undefined && isWebAddress(typed) ? new URL(typed).href : typed;
  return {
    ...rest,
    tcoGrounds: isTerrorist(draft.category) ? (draft.tcoGrounds ?? []) : [],
    ...(group === undefined ? {} : { group }),
    ...(notes === undefined ? {} : { notes }),
    ...(postUrl === undefined ? {} : { postUrl }),
    reason: text(draft.reason) ?? '',
  };
}

export type { JudgementFields };
