// A post's links out of redirectors, with those kept as they stood that were changed. Runs in the worker.
import type { PostDetails } from '../flag/post';
import { unwrap } from '../platforms/redirectors';

/** What a reader says of raw links is not heard: only what was unwrapped here is one. */
export function unwrapLinks({ rawLinks: _unheard, ...post }: PostDetails): PostDetails {
  const raw = new Set<string>();
  const lead = (link: string): string => {
    const target = unwrap(link);
    if (target !== link) raw.add(link);
    return target;
  };
  const links = post.links && [...new Set(post.links.map(lead))];
  // the link under the pointer is what was flagged; any other permalink is the platform's own
  const postUrl = post.postUrlSource === 'context_link' && post.postUrl ? lead(post.postUrl) : post.postUrl;
  return {
    ...post,
    ...(links ? { links } : {}),
    ...(postUrl ? { postUrl } : {}),
    ...(raw.size > 0 ? { rawLinks: [...raw] } : {}),
  };
}
