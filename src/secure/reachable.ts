// Which addresses may be fetched because a page named them: public ones, and the page's own host. Runs in the worker.
// A page must not make the analyst's browser call on machines of the analyst's own network.

/** Names that lead into a local network, and never to a public site. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/u;

const V4_CLOSED: readonly (readonly [base: number, bits: number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xe0000000, 3],
];

/** Only http(s), without credentials in it; names are judged as they are written: what they resolve to is not known here. */
export function isReachable(url: URL, pageUrl: string): boolean {
  if (!/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  if (URL.canParse(pageUrl) && new URL(pageUrl).hostname === url.hostname) return true;
  return isPublicHost(url.hostname);
}

/** `host` as URL gives it: lower case, numbers in any notation already dotted decimal, IPv6 in brackets. */
export function isPublicHost(host: string): boolean {
  const name = host.replace(/\.$/u, '');
  if (name.startsWith('[')) return isPublicV6(name.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/u.test(name)) return isPublicV4(name);
  return name.includes('.') && !LOCAL_NAME.test(name);
}

function isPublicV4(address: string): boolean {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return !V4_CLOSED.some(([base, bits]) => Math.floor(number / 2 ** (32 - bits)) === base / 2 ** (32 - bits));
}

/** Global unicast without the ranges that carry an IPv4 address inside (Teredo, 6to4) or are for documents. */
function isPublicV6(address: string): boolean {
  const [first = '', second = ''] = address.split(':');
  const high = Number.parseInt(first || '0', 16);
  if (high < 0x2000 || high > 0x3fff || high === 0x2002) return false;
  return !(high === 0x2001 && (second === '' || second === '0' || second === 'db8'));
}
