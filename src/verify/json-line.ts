// A record of a bundle as it stands in its line. Runs anywhere. It must be written as Flagpost writes: one reading only.
import { jcsHash } from '../evidence/custody';
import type { Findings } from './findings';
import type { Where } from './report';

/** A name that gets lost when a record is copied: no digest would hold what stands there. As a name only, never in a text. */
const LOST_NAME = '"__proto__":';

/** The value; undefined with a finding when the line is no JSON, or could be read in another way (a name twice, blanks). */
export function parseLine(text: string, where: Where, findings: Findings): unknown {
  let value: unknown;
  let written: string;
  try {
    value = JSON.parse(text);
    written = JSON.stringify(value);
  } catch (error) {
    // no JSON; or nested so deep that the engine gives up, with an error of its own
    if (!(error instanceof Error)) throw error;
    findings.add('line_malformed', where);
    return undefined;
  }
  if (written !== text || text.includes(LOST_NAME)) findings.add('line_altered', where);
  return value;
}

/** SHA-256 of the canonical JSON; undefined for what has none (a lone surrogate). */
export function recordHash(value: unknown): string | undefined {
  try {
    return jcsHash(value);
  } catch {
    // the library throws errors of several kinds: whatever it was, there is no such digest
    return undefined;
  }
}
