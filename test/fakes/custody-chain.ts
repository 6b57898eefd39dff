// Checks a custody log as an outsider would: positions, links and hashes, from the canonical JSON of each event.
import { type CustodyEvent, GENESIS, jcsHash } from '../../src/evidence/custody';

/** Positions at which the chain does not hold. */
export function brokenLinks(events: readonly CustodyEvent[]): number[] {
  return events.flatMap((event, i) => {
    const { hash, ...rest } = event;
    const whole = event.n === i && rest.prev === (events[i - 1]?.hash ?? GENESIS) && hash === jcsHash(rest);
    return whole ? [] : [i];
  });
}
