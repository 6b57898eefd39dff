// The check of a time-stamp authority's reply, loaded when there is one to check. Runs anywhere. Asks no network.
import { hexToBytes } from '@noble/hashes/utils.js';
import { FlagpostError } from '../errors';
import { sha256 } from '../evidence/digest';
import type { CheckStamp } from './stamps';
import type { VerifyOptions } from './verify-bundle';

export function stampCheck({ roots, own, now }: Pick<VerifyOptions, 'roots' | 'own' | 'now'>): CheckStamp {
  return async (reply, signature) => {
    const { checkTimestamp } = await import('../evidence/timestamp');
    const imprint = hexToBytes(await sha256(signature));
    const checked = await checkTimestamp(reply, { imprint, roots: roots ?? own?.roots, now });
    if (checked.ok) return { genTime: checked.facts.genTime, rooted: checked.facts.chain === 'trusted' };
    // another unit has another authority
    const elsewhere = roots === undefined && checked.problems.every((problem) => problem === 'untrusted');
    if (elsewhere && checked.facts !== undefined) return { genTime: checked.facts.genTime, rooted: false };
    throw new FlagpostError('timestamp_wrong', { what: checked.problems.join(', ') });
  };
}
