// What an address of Mastodon names, on whatever host. Runs anywhere, offline.
// Hosts are not known here, so only shapes that no one else has are taken: /@user/<id>, /@user@host/<id> and
// /users/<user>/statuses/<id>, where the id holds a time at which there was Mastodon. Such ids have 17 or 18 digits;
// Lemon8 has the first shape too, with 19. Truth Social, Threads, TikTok, Medium and YouTube have others.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named } from '../web-address';

const NOT_MASTODON =
  /(?:^|\.)(?:truthsocial\.com|threads\.(?:net|com)|tiktok\.com|lemon8-app\.com|medium\.com|youtube\.com)$/;
const SHAPES = [
  /^\/(?:(?:deck|web)\/)?@(?<acct>[\w.-]+(?:@[\w.-]+(?::\d+)?)?)\/(?<id>\d{1,20})(?=\/|$)/u,
  /^\/users\/(?<acct>[\w.-]+)\/statuses\/(?<id>\d{1,20})(?=\/|$)/u,
  /^\/ap\/users\/\d+\/statuses\/(?<id>\d{1,20})(?=\/|$)/u,
  /^\/(?:web\/|deck\/)?statuses\/(?<id>\d{1,20})(?=\/|$)/u,
];

export interface Status {
  /** With its port, as addresses have it. */
  readonly host: string;
  /** user, or user@host for the copy of a remote post; missing where the address does not say. */
  readonly acct: string | undefined;
  readonly id: string;
}

/** The post that an address on a host of Mastodon names. */
export function statusOf(url: string | null | undefined): Status | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol)) return undefined;
  const path = pathname.replace(/%40/gi, '@');
  for (const shape of SHAPES) {
    const { acct, id } = shape.exec(path)?.groups ?? {};
    if (id) return { host: host.replace(/\.$/, ''), acct, id };
  }
  return undefined;
}

export function statusUrl({ host, acct, id }: Status): string {
  return `https://${host}/${acct ? `@${acct}` : 'web/statuses'}/${id}`;
}

/** Ids since 2016 hold the time in ms. */
export function timeIn(id: string): number | undefined {
  const ms = Number(BigInt(id) >> 16n);
  return ms > 1_450_000_000_000 && ms < 4_000_000_000_000 ? ms : undefined;
}

export function addressOf(url: string): Address | null {
  const status = statusOf(url);
  // without a name the shape could be anyone's
  if (!status?.acct || !timeIn(status.id) || NOT_MASTODON.test(status.host)) return null;
  return named('mastodon', 'post', statusUrl(status), [status.host, status.id]);
}

/** The same id on another host is another post. Where the origin of a copy is known it has that identity too. */
export function identitiesOf({ subject, postId, postUrl, otherIds = [], author }: PostDetails): Identity[] {
  const of = (...ids: string[]): Identity => ({ platform: 'mastodon', subject, ids });
  if (subject === 'account') return author?.handle ? [of(author.handle.toLowerCase())] : [];
  const host = postUrl && URL.canParse(postUrl) ? new URL(postUrl).host : undefined;
  const origins = otherIds.map((origin) => {
    const status = statusOf(origin);
    return status ? of(status.host, status.id) : of('uri', origin);
  });
  return [...(host && postId ? [of(host, postId)] : []), ...origins];
}
