// A record of a bundle as it stands in its line. Runs anywhere. It must be written as Flagpost writes: one reading only.
import { jcsHash } from '../evidence/custody';
import type { Findings } from './findings';
import type { Where } from './report';

/** The value; undefined with a finding when the line is no JSON, or could be read in another way (a name twice, blanks). */
export function parseLine(text: string, where: Where, findings: Findings): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    findings.add('line_malformed', where);
    return undefined;
  }
  if (JSON.stringify(value) !== text) findings.add('line_altered', where);
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
