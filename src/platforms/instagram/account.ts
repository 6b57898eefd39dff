// Accounts on Instagram: the head of a profile, and names that stand outside of posts. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { asLoaded, meta } from '../head';
import { all, known, one, property } from '../reading';
import { authorNamed, handleIn, handleOf } from './parts';
import { namesIn } from './served';

/** Whose profile this page is. */
export const profileHere = (): string | undefined =>
  location.pathname.startsWith('/stories') ? undefined : handleIn(location.href);

export function readAccount(root: Element): PostDetails {
  const linked = handleOf(root);
  const handle = linked ?? profileHere();
  const isPage = handle !== undefined && handle === profileHere();
  const names = namesIn(String(property(Document, 'title', document)));
  const named = names.handle === handle ? names : namesIn(isPage ? meta('og:title') : undefined);
  const author = authorNamed(handle);
  return known<PostDetails>({
    subject: 'account',
    postUrl: author.profileUrl,
    postUrlSource: linked ? 'permalink_dom' : 'address_bar',
    author: known<typeof author>({
      id: isPage ? idOfPage() : undefined,
      displayName: named.handle === handle ? named.displayName : undefined,
      verified: isPage && one(root, '[aria-label="Verified"]') ? 'yes' : undefined,
      ...author,
    }),
    text: isPage ? aboutOf() : undefined,
  });
}

/** Handles can be changed, the number stays: scripts of the page as it was loaded name it. */
function idOfPage(): string | undefined {
  if (!asLoaded()) return undefined;
  for (const script of all(document, 'script')) {
    const id = /"profilePage_(\d+)"/.exec(`${property(Node, 'textContent', script)}`)?.[1];
    if (id) return id;
  }
  return undefined;
}

/** What the account says of itself, which the description ends with. */
function aboutOf(): string | undefined {
  return asLoaded() ? /:\s["“„«]([\s\S]*)["”“»]\s*$/.exec(meta('description') ?? '')?.[1] : undefined;
}
