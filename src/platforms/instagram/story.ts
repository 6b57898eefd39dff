// Stories on Instagram: the viewer shows one, the address bar names it. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { all, around, contains, known, matches, media, one } from '../reading';
import { authorNamed, climb, handleOf, inInstagram, isPosted } from './parts';
import { sourcesOf, timeOf } from './post';

/** The user, or "highlights"; and the number. */
const PATH = /^\/stories\/([\w.]+)\/(\d{1,19})(?=\/|$)/;
const HIGHLIGHTS = 'highlights';
const shown = (): string[] => PATH.exec(location.pathname.toLowerCase())?.slice(1) ?? [];

export const isStory = (): boolean => PATH.test(location.pathname);

/** Around the name whose story the address bar names, up to the picture; not what waits beside it. */
export function storyRoot(path: readonly Element[] = []): Element | null {
  const [user] = shown();
  const named = (handle: string | undefined): boolean => (user === HIGHLIGHTS ? !!handle : handle === user);
  const name = all(document, 'a[href]').find((a) => named(handleOf(a)));
  const viewer = name && climb(name, isViewer);
  const root = viewer ? around(viewer) : one(document, 'body');
  const [target] = path;
  if (!root || !target || contains(root, target) || contains(target, root)) return root;
  // another story beside it has a picture of its own
  const beside = path.findLast((el) => !contains(el, root));
  return beside && one(beside, 'img,video') ? null : root;
}

const isViewer = (el: Element): boolean =>
  matches(el, 'body') || (one(el, 'time') !== null && all(el, 'img,video').some(isPosted));

export function readStory(root: Element): PostDetails {
  const [user = '', id] = shown();
  const listed = user === HIGHLIGHTS;
  const names = all(root, 'a[href]').map(handleOf);
  return known<PostDetails>({
    subject: 'post',
    postUrl: inInstagram(`stories/${user}/${id}`),
    postUrlSource: 'address_bar',
    postId: listed ? undefined : id,
    // the address names the list, and the page no story in it
    threadId: listed ? id : undefined,
    author: authorNamed(listed ? names.find((name) => name) : user),
    ...timeOf(one(root, 'time[datetime]') ?? undefined, listed ? undefined : id),
    media: media(all(root, 'img,video').filter(isPosted).flatMap(sourcesOf)),
    sponsored: 'unknown',
  });
}
