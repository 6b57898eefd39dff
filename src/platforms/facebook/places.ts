// Posts, comments and accounts in the paths of Facebook. Small: the page's reader and address.ts share it. Runs anywhere.
// Ids of posts, photos, videos and comments are numbers of one space, whatever page they stand under; a pfbid… is another
// name of the same post, which only the network can turn into its number.

export interface Place {
  /** Canonical, without the host. */
  readonly path: string;
  readonly id: string;
  readonly comment?: string | undefined;
  readonly reply?: string | undefined;
  /** The number of the post, when the address itself gives it beside another name. */
  readonly number?: string | undefined;
}

/** Numbers older than these were given anew under every post. */
const SMALLEST_OF_ALL = 14;

const ID = /(pfbid\w+|\d+)$/.source;
const POST = new RegExp(`^((?:groups/)?[^/]+)/(?:posts|permalink)/(?:[^/]+/)?${ID}`);
const MEDIUM = /^(?!groups\/)([^/]+)\/(photos|videos)\/(?:[^/]+\/)*(\d+)$|^reels?\/(\d+)$/;
const GROUP = /^groups\/[^/]+/;

type Params = URLSearchParams;

/** `path` without slashes at its ends, decoded. */
export function placeIn(path: string, params: Params): Place | undefined {
  const [at, id] = found(path, params) ?? [];
  if (!at || !id) return undefined;
  const [comment, number] = commentIn(params.get('comment_id'));
  const [reply] = commentIn(params.get('reply_comment_id'));
  const query =
    comment &&
    `${at.includes('?') ? '&' : '?'}comment_id=${comment}${reply ? `&reply_comment_id=${reply}` : ''}`;
  return { path: at + (query ?? ''), id, comment, reply, number };
}

function found(path: string, params: Params): [string, string] | undefined {
  const param = (name: string): string | undefined => new RegExp(`^${ID}`).exec(params.get(name) ?? '')?.[1];
  const [, holder, post] = POST.exec(path) ?? [];
  const [, owner, kind, number, reel] = MEDIUM.exec(path) ?? [];
  const story = post ?? param('story_fbid') ?? param('multi_permalinks');
  const place = holder ?? /^\d+/.exec(params.get('id') ?? '')?.[0] ?? GROUP.exec(path)?.[0];
  if (story && place) return [under(place, story), story];
  if (number && kind === 'videos') return [`${owner}/videos/${number}/`, number];
  const photo = number ?? (/photo/.test(path) && param('fbid'));
  if (photo) return [`photo/?fbid=${photo}`, photo];
  const watched = /^(?:watch|video)/.test(path) && param('v');
  return reel ? [`reel/${reel}/`, reel] : watched ? [`watch/?v=${watched}`, watched] : undefined;
}

/** A post in a group, or under a page or person, by number or by name. */
export const under = (holder: string, id: string): string =>
  GROUP.test(holder)
    ? `${holder}/posts/${id}/`
    : /^\d+$/.test(holder)
      ? `permalink.php?story_fbid=${id}&id=${holder}`
      : `${holder}/posts/${id}`;

/** The number of a comment, and that of its post: in base 64 both are named. */
function commentIn(value: string | null): (string | undefined)[] {
  if (!value || /^\d+$/.test(value)) return value ? [value] : [];
  const [, post, id] = /^comment:(\d+)_(\d+)$/.exec(decoded(value)) ?? [];
  return [id, post];
}

/** The text of base64; empty when it is none. */
export function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return ''; // anything may stand in an address
  }
}

/** What a comment is known by: its number, within its post where numbers are small. */
export const commentIds = (id: string, post: string): string[] =>
  id.length < SMALLEST_OF_ALL ? ['comment', post, id] : ['comment', id];

/** Of the pages that are no accounts those that lists of links have; address.ts knows them all. */
const ACCOUNT =
  /^(?!(?:watch|reel|photo|groups|events|help|marketplace)(?:\/|$)|.*\.php)([\w.]{2,})(?:\/(?:about|photos|videos|reels)\w*)?$/;
const NUMBERED = /^(?:groups\/[^/]+\/user|p[^/]+\/[^/]+)\/(\d+)$|^(?:p\/)?[^/]*-(\d{6,})$/;

/** A person or page: the number, or else the name that stands for it. */
export function accountIn(path: string, params: Params): string | undefined {
  if (path === 'profile.php') return /^\d+$/.exec(params.get('id') ?? '')?.[0];
  const [, number, last] = NUMBERED.exec(path) ?? [];
  return number ?? last ?? ACCOUNT.exec(path)?.[1];
}

export const accountPath = (account: string): string =>
  /^\d+$/.test(account) ? `profile.php?id=${account}` : account;

/** A group's own page, whichever tab of it. */
export const groupIn = (path: string): string | undefined =>
  /^groups\/(?!feed$)([^/]+)(?:\/(?!user\/)[a-z_]+)?$/.exec(path)?.[1];
