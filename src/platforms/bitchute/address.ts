// What an address of BitChute names. Runs anywhere, offline. Ids differ in capitals.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|old|m)\.)?bitchute\.com$/;
const LISTS: Readonly<Record<string, Address['subject']>> = {
  channel: 'channel',
  profile: 'account',
  playlist: 'website',
  hashtag: 'website',
};

export function addressOf(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  const [kind = '', first = '', second = ''] = at?.segments ?? [];
  const video = /^(?:video|embed)$/.test(kind)
    ? first
    : kind === 'torrent'
      ? second.replace(/\.\w+$/, '')
      : '';
  if (/^[\w-]{6,20}$/.test(video)) return bitchute('post', `video/${video}`, [video]);
  const subject = Object.hasOwn(LISTS, kind) ? LISTS[kind] : undefined;
  if (!subject || !/^[\w.-]{1,100}$/.test(first)) return null;
  return bitchute(subject, `${kind}/${first}`, [kind, kind === 'hashtag' ? first.toLowerCase() : first]);
}

const bitchute = (subject: Address['subject'], path: string, ids: readonly string[]): Address =>
  named('bitchute', subject, `https://www.bitchute.com/${path}`, ids);

/** A comment has an id, and no address. */
export function identitiesOf(post: PostDetails): Identity[] {
  if (post.subject !== 'post') return [];
  return identitiesOfIds('bitchute', post, post.threadId ? ['comment'] : []);
}
