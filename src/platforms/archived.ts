// What an address of the Wayback Machine names: the page that was kept, and when the archive kept it. Runs anywhere, offline.
// The time is the archive's, never the post's.

export interface Archived {
  /** The copy's own address, without marks of how it is shown. */
  readonly url: string;
  /** Up to 14 digits, "*" for the list of all copies, empty for the latest. */
  readonly stamp: string;
  /** The address of the page that was kept. */
  readonly original: string;
}

const PLACE =
  /^https?:\/\/(?:(?:web|wayback)\.archive\.org\/(?:web\/)?|(?:www\.)?archive\.org\/web\/)(?:(\d{1,14}|\*)[a-z_*]*\/)?(.+)$/i;

export function archivedIn(url: string): Archived | null {
  if (!URL.canParse(url)) return null;
  const at = new URL(url);
  at.username = at.password = '';
  at.hostname = at.hostname.replace(/\.$/, '');
  const [, stamp = '', named = ''] = PLACE.exec(at.href) ?? [];
  const original = whole(named);
  if (!original) return null;
  return { url: `https://web.archive.org/web/${stamp ? `${stamp}/` : ''}${original}`, stamp, original };
}

/** The archive takes addresses without scheme, with one slash where servers fold two, and encoded as one part. */
function whole(named: string): string | undefined {
  // not decodeURIComponent: it throws at a lone %
  const plain = /^https?%3A/i.test(named)
    ? (new URLSearchParams(`u=${named.replaceAll('+', '%2B')}`).get('u') ?? '')
    : named;
  const [, scheme = 'http', rest = ''] = /^(?:(https?):\/+)?(.*)$/is.exec(plain) ?? [];
  const original = `${scheme.toLowerCase()}://${rest}`;
  return /^[\w%.-]+\.\w{2,}(?:[/:?#]|$)/.test(rest) && URL.canParse(original)
    ? new URL(original).href
    : undefined;
}
