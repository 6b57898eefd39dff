// The check of a time-stamp authority's reply, loaded when there is one to check. Runs anywhere.
import { FlagpostError } from '../errors';
import type { CheckStamp } from './stamps';

export function stampCheck(_roots: string | undefined, _now: number): CheckStamp {
  return async () => {
    throw new FlagpostError('timestamp_wrong', { what: 'unchecked' });
  };
}
