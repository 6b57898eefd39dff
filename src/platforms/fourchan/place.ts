// Where on a board an address leads: site, board, thread and post. Runs anywhere, offline. Post numbers are per board.

export interface BoardPlace {
  /** The site, one name for its several hosts. */
  readonly site: string;
  readonly board: string;
  readonly thread: string;
  /** The thread's own number for its first post. */
  readonly post: string;
  readonly url: string;
  /** Only boards have addresses like this. */
  readonly certain: boolean;
}

const THREAD =
  /^((?:\/[^/]+)*)\/(?!manage\/)([^/]+)\/(?:manage\/)?(res|thread)\/(\d{1,12})(?:[+-]50)?(\.x?html?)?(?:\/[^/]*)?$/;
const FOURCHAN = /^(?:boards\.)?4chan(?:nel)?\.org\.?$/;

export const siteOf = (hostname: string): string =>
  FOURCHAN.test(hostname) ? '4chan.org' : hostname.replace(/^www\.|\.$/g, '');

export function placeOf(address: string, base?: string): BoardPlace | null {
  if (!URL.canParse(address, base)) return null;
  const { protocol, hostname, port, pathname, hash } = new URL(address, base);
  const [, before, board = '', kind, thread = '', ending = ''] = THREAD.exec(pathname) ?? [];
  if (!/^https?:$/.test(protocol) || !thread) return null;
  const post = /^#(?:pc?|q|post-?|reply_|i)?(\d{1,12})$/.exec(hash)?.[1] ?? thread;
  const site = siteOf(hostname);
  // hidden services have no certificates
  const scheme = hostname.endsWith('.onion') ? protocol : 'https:';
  const url =
    site === '4chan.org'
      ? `https://boards.4chan.org/${board}/thread/${thread}#p${post}`
      : `${scheme}//${hostname.replace(/\.$/, '')}${port && `:${port}`}${before}/${board}/${kind}/${thread}${ending}#${post}`;
  const isShort = !before && board.length <= 12 && (kind === 'res' || ending !== '');
  const certain = site === '4chan.org' || isShort || (kind === 'res' && ending !== '');
  return { site, board: named(board), thread, post, url, certain };
}

/** Some boards have names in other letters. */
export function named(board: string): string {
  try {
    return decodeURIComponent(board);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return board; // a lone % is a character like others
  }
}
