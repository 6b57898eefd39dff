// The analyst's judgement of a flag: revisioned, never overwritten; and the half-filled form before it.
import * as z from 'zod/mini';
import { SUBJECTS } from './post';
import { CATEGORY_KEYS, categoryOf, EXCLUSION_CONCLUSIONS, LAWFUL_PURPOSES, TCO_GROUNDS } from './taxonomy';

export const REASON_MIN = 20;
export const REASON_MAX = 5000;
export const NOTES_MAX = 5000;
export const GROUP_MAX = 200;
export const URL_MAX = 2000;

const purposes = Object.fromEntries(LAWFUL_PURPOSES.map((p) => [p, z.optional(z.boolean())])) as Record<
  (typeof LAWFUL_PURPOSES)[number],
  z.ZodMiniOptional<z.ZodMiniBoolean>
>;

/** A whole web address that carries nobody's user name or password. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

const fields = {
  /** What is flagged, where the reader took it for something else: the capture keeps what was read. */
  subject: z.optional(z.enum(SUBJECTS)),
  /** The subject's own address in the analyst's word, where the reader found none or a wrong one. */
  postUrl: z.optional(z.string().check(z.maxLength(URL_MAX), z.refine(isWebAddress))),
  category: z.enum(CATEGORY_KEYS),
  /** TCO Art. 2(7); non-empty when the category is terrorist content. */
  tcoGrounds: z.array(z.enum(TCO_GROUNDS)),
  /** 1 (minor) to 5 (worst). */
  severity: z.int().check(z.minimum(1), z.maximum(5)),
  imminentThreat: z.boolean(),
  /** 0 to 100, as in STIX. */
  confidence: z.int().check(z.minimum(0), z.maximum(100)),
  /** The group the content belongs to or is made for. */
  group: z.optional(z.string().check(z.maxLength(GROUP_MAX))),
  reason: z.string().check(z.minLength(REASON_MIN), z.maxLength(REASON_MAX)),
  /** TCO Art. 1(3): which lawful purposes were considered, and what came of it. */
  exclusionConsidered: z.object({ ...purposes, conclusion: z.enum(EXCLUSION_CONCLUSIONS) }),
  /** Internal; never in a notice, never in a partner export, never sent. */
  notes: z.optional(z.string().check(z.maxLength(NOTES_MAX))),
};

export const JudgementFields = z.object(fields);
export type JudgementFields = z.infer<typeof JudgementFields>;

/** The form as far as it is filled; whatever is in it survives everything. */
export const Draft = z.object({
  subject: z.optional(z.enum(SUBJECTS)),
  postUrl: z.optional(z.string()),
  category: z.optional(z.enum(CATEGORY_KEYS)),
  tcoGrounds: z.optional(z.array(z.enum(TCO_GROUNDS))),
  severity: z.optional(z.number()),
  imminentThreat: z.optional(z.boolean()),
  confidence: z.optional(z.number()),
  group: z.optional(z.string()),
  reason: z.optional(z.string()),
  exclusionConsidered: z.optional(
    z.object({ ...purposes, conclusion: z.optional(z.enum(EXCLUSION_CONCLUSIONS)) }),
  ),
  notes: z.optional(z.string()),
});
export type Draft = z.infer<typeof Draft>;

export const Judgement = z.object({
  schemaVersion: z.literal(1),
  flagId: z.string(),
  /** From 1; each change is a new revision. */
  revision: z.number(),
  at: z.string(),
  by: z.string(),
  /** Random. Its digest stands in the proofs that partners get: without this they could try names until one fits. */
  salt: z.optional(z.string()),
  ...fields,
});
export type Judgement = z.infer<typeof Judgement>;

export type DraftField = keyof JudgementFields;
export type JudgementResult =
  | { readonly ok: true; readonly fields: JudgementFields }
  | { readonly ok: false; readonly missing: readonly DraftField[] };

/** Whether a draft is complete enough to be queued, and if not, which fields are missing or wrong. */
export function judge(draft: Draft): JudgementResult {
  const grounds = draft.tcoGrounds ?? [];
  const filled = { ...draft, imminentThreat: draft.imminentThreat ?? false, tcoGrounds: grounds };
  const parsed = z.safeParse(JudgementFields, filled);
  const missing = new Set<DraftField>();
  if (!parsed.success) {
    for (const issue of parsed.error.issues) missing.add(String(issue.path[0]) as DraftField);
  }
  const terrorist = draft.category !== undefined && categoryOf(draft.category)?.terrorist === true;
  if (terrorist && grounds.length === 0) missing.add('tcoGrounds');
  if (parsed.success && missing.size === 0) return { ok: true, fields: parsed.data };
  return { ok: false, missing: [...missing] };
}
