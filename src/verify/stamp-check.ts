// The check of a time-stamp authority's reply, loaded when there is one to check. Runs anywhere. Asks no network.
import { hexToBytes } from '@noble/hashes/utils.js';
import { FlagpostError } from '../errors';
import { sha256 } from '../evidence/digest';
import type { CheckStamp } from './stamps';

export function stampCheck(roots: string | undefined, now: number): CheckStamp {
  return async (reply, signature) => {
    const { checkTimestamp } = await import('../evidence/timestamp');
    const imprint = hexToBytes(await sha256(signature));
    const checked = await checkTimestamp(reply, { imprint, roots, now });
    if (!checked.ok) throw new FlagpostError('timestamp_wrong', { what: checked.problems.join(', ') });
    return { genTime: checked.facts.genTime, rooted: checked.facts.chain === 'trusted' };
  };
}
