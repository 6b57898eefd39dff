// What the head of a page of Instagram says of its post or account, as it was served: all there is for who is not logged in.
// Believed only while the page is still the one that was loaded, and only of that very post. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { asLoaded, canonical, meta } from '../head';
import { count, known, media } from '../reading';
import { authorNamed, placeOf } from './parts';

/** Name and handle as in "Name (@handle) • …", whatever the language. */
export function namesIn(title: string | undefined): {
  displayName?: string | undefined;
  handle?: string | undefined;
} {
  const [, displayName, handle] = /^(?:\(\d+\+?\) )?(.*?) ?\(@([\w.]{1,30})\)/.exec(title ?? '') ?? [];
  return handle ? { displayName, handle: handle.toLowerCase() } : {};
}

export function servedOf(code: string): Partial<PostDetails> {
  const stated = placeOf(meta('og:url') ?? canonical() ?? null);
  if (stated?.code !== code || !asLoaded()) return {};
  const { displayName, handle } = namesIn(meta('twitter:title'));
  const about = meta('og:description') ?? '';
  const [, likes, replies] = /^(\S+) [^,]*, (\S+) /.exec(about) ?? [];
  return {
    author: known<NonNullable<PostDetails['author']>>({
      id: meta('instapp:owner_user_id'),
      displayName,
      ...authorNamed(handle),
    }),
    // "5 likes, 1 comments - handle on May 8, 2021: "words". ": the day has no zone, and the name no quotation marks
    text: /:\s["“„«]([\s\S]*)["”“»]\.?\s*$/.exec(about)?.[1],
    media: media([
      ['video', meta('og:video')],
      ['image', meta('og:image')],
    ]),
    engagement: known({ likes: count(likes), replies: count(replies) }),
  };
}
