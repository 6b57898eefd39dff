// One flag at the door: its shape, its capture's digest, and the canonical texts that are stored. Runs in node. Pure.
// A flag that fails becomes a rejected result with a reason; it never touches the others of its batch.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { sha256Text } from '../evidence/digest';
import { Sha256, type WireArtefact, WireFlag } from '../wire/batch';
import type { FlagResult } from '../wire/receipt';
import { problemDetails } from './problem';

export interface CheckedFlag {
  readonly flagId: string;
  readonly revision: number;
  readonly captureSha256: string;
  /** Canonical JSON of the capture as it came: its SHA-256 is captureSha256. */
  readonly capture: string;
  readonly judgement: string;
  /** Of capture and judgement together: two flags of one revision are the same when these are. */
  readonly contentSha256: string;
  readonly dedupeKeys: readonly string[];
  readonly artefacts: readonly WireArtefact[];
}

export type Incoming =
  | { readonly ok: true; readonly flag: CheckedFlag }
  | { readonly ok: false; readonly result: FlagResult };

const ISSUES_SHOWN = 10;
const ID_SHOWN = 100;
const MEDIA_TYPE = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*(?:; ?charset=[\w-]+)?$/iu;
const Named = z.object({ flagId: z.string(), capture: z.unknown() });

export function rejected(flagId: string, code: string, detail: string): FlagResult {
  return { flagId, status: 'rejected', problem: problemDetails(code, 422, detail.slice(0, 5000)) };
}

/** Canonical JSON, or undefined for what has none: lone surrogates, or nesting too deep to walk. */
function canonical(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    // canonicalize throws plain errors only for such values; there is nothing to tell apart
    return undefined;
  }
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  const shown = issues.slice(0, ISSUES_SHOWN).map((issue) => {
    const path = issue.path.map(String).join('.').slice(0, 200);
    return `${path === '' ? 'flag' : path} (${issue.code})`;
  });
  const more = issues.length > ISSUES_SHOWN ? `, and ${issues.length - ISSUES_SHOWN} more` : '';
  return `These fields are missing or wrong: ${shown.join(', ')}${more}.`;
}

/** The type goes into a header later, so anything that is not plainly one becomes bytes without a meaning. */
function plain(artefact: WireArtefact): WireArtefact {
  const known = MEDIA_TYPE.test(artefact.mediaType);
  return { ...artefact, mediaType: known ? artefact.mediaType : 'application/octet-stream' };
}

export function checkFlag(raw: unknown): Incoming {
  const named = z.safeParse(Named, raw);
  const flagId = named.success ? named.data.flagId.slice(0, ID_SHOWN) : '';
  const refuse = (code: string, detail: string): Incoming => ({
    ok: false,
    result: rejected(flagId, code, detail),
  });

  const parsed = z.safeParse(WireFlag, raw);
  if (!named.success || !parsed.success) {
    return refuse('flag_malformed', describe(parsed.success ? [] : parsed.error.issues));
  }
  const { judgement, captureSha256, artefacts } = parsed.data;
  const { dedupeKeys } = parsed.data.capture;
  if (!dedupeKeys.every((key) => z.safeParse(Sha256, key).success)) {
    return refuse('dedupe_key_malformed', 'A dedupe key of the capture is not a SHA-256 in lower-case hex.');
  }
  // the capture as it came, with fields a newer extension may have added: the digest covers them too
  const capture = canonical(named.data.capture);
  const judged = canonical(judgement);
  if (capture === undefined || judged === undefined) {
    return refuse('not_canonical', 'The flag has no canonical JSON (RFC 8785): its text is not well-formed.');
  }
  if (sha256Text(capture) !== captureSha256) {
    return refuse(
      'capture_digest',
      'The capture does not match captureSha256: it changed after it was hashed.',
    );
  }
  return {
    ok: true,
    flag: {
      flagId: parsed.data.flagId,
      revision: judgement.revision,
      captureSha256,
      capture,
      judgement: judged,
      contentSha256: sha256Text(`${captureSha256}\n${judged}`),
      dedupeKeys: [...new Set(dedupeKeys)],
      artefacts: artefacts.map(plain),
    },
  };
}
