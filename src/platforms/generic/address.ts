// Any http(s) address, when no platform knows it better. Runs anywhere, offline.

import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { normalizeUrl } from './normalize-url';

/** No native identity: the address itself is all that there is. */
export function addressOf(url: string): Address | null {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return null;
  return { platform: 'other', subject: 'website', url: normalizeUrl(url), identities: [] };
}

/**
 * Of a thing without an address of its own: the page and what sets it apart there, so that two posts of one feed are not
 * taken for one. Empty for a page as a whole.
 */
export function identitiesOf(post: PostDetails, pageUrl: string): Identity[] {
  if (post.postUrl || post.subject === 'website') return [];
  const [media] = post.media ?? [];
  const mark = post.text?.slice(0, 500) ?? media?.url;
  if (post.subject === 'media' && media)
    return [{ platform: 'other', subject: 'media', ids: [normalizeUrl(media.url)] }];
  if (!mark && !post.postId) return [];
  // the same few words are said by many: who said them is a part of which post it is
  const { profileUrl, displayName } = post.author ?? {};
  const who = profileUrl ?? displayName;
  const number = post.postId && `#${post.postId}`;
  const ids = [normalizeUrl(pageUrl), number, mark, who].filter((id) => id !== undefined);
  return [{ platform: 'other', subject: post.subject, ids }];
}
