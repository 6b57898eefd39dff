// Whom the web clients' addresses and marks name. Runs anywhere.

/**
 * A public name, or the number of a channel or large group as t.me/c/ has it, or "group:" or "user:" with a number.
 * Those have numbers of their own, which channels may have too.
 */
export type Peer = string;

/** /a writes channels as -(10^12 + their number); /k writes them like small groups. */
const CHANNELS = 1e12;

/** "@name", "-1001234567890", "-4012345", "1234"; a thread may follow the number. */
export function peerOf(written: string, client: 'a' | 'k'): Peer | undefined {
  const [, name, sign, digits] = /^(?:@([a-z]\w{3,31})|(-?)(\d{1,15})(?:_.*)?)$/i.exec(written) ?? [];
  const number = Number(digits);
  // no person has so high a number: some marks of /a leave out the sign
  if (number > CHANNELS) return `${number - CHANNELS}`;
  if (!number) return name;
  if (!sign) return `user:${number}`;
  return client === 'k' ? `${number}` : `group:${number}`;
}

/** The number of a person. */
export const userOf = (peer: Peer | undefined): string | undefined =>
  peer?.startsWith('user:') ? peer.slice(5) : undefined;

export const isName = (peer: Peer | undefined): peer is string => /^[a-z]\w+$/i.test(peer ?? '');

/** People without a name and small groups have an address in the web clients only. */
export function peerUrl(peer: Peer): string {
  const [number, kind] = peer.split(':').reverse();
  if (!kind) return `https://t.me/${isName(peer) ? peer : `c/${peer}`}`;
  return `https://web.telegram.org/a/#${kind === 'group' ? '-' : ''}${number}`;
}
