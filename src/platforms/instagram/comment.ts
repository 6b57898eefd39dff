// What one comment on Instagram says. Its address names the post that it stands under. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { all, attr, closest, known, matches, one } from '../reading';
import { authorNamed, commentLink, commentRoot, handleOf, placeOf, wordsIn } from './parts';
import { timeOf } from './post';

/** The comment that the innermost of these elements is in, if any. */
export function commentAround(path: readonly Element[]): Element | undefined {
  for (const el of path) {
    if (matches(el, 'main,body')) return undefined;
    const link = commentLink(el);
    const root = link && commentRoot(link);
    if (root) return path.includes(root) ? root : undefined;
  }
  return undefined;
}

export function isComment(root: Element): boolean {
  const link = commentLink(root);
  return link !== undefined && commentRoot(link) === root;
}

export function readComment(root: Element): PostDetails {
  const place = placeOf(attr(commentLink(root), 'href'));
  const author = all(root, 'a[href]')
    .map(handleOf)
    .find((handle) => handle);
  return known<PostDetails>({
    subject: 'post',
    postUrl: place?.url,
    postUrlSource: 'permalink_dom',
    postId: place?.reply ?? place?.comment,
    parentPostId: place?.reply ? place.comment : place?.code,
    threadId: place?.code,
    author: authorNamed(author),
    ...timeOf(one(root, 'time') ?? undefined, undefined),
    text: textIn(root, author),
    sponsored: 'no',
  });
}

/** Texts have a direction of their own; where none is marked so, all words but name, time and buttons are the text. */
function textIn(root: Element, author: string | undefined): string {
  const marked = all(root, 'span[dir="auto"],h1[dir="auto"]').filter(
    (el) => !closest(el, 'a,button,[role="button"],time,h2,h3') && !one(el, '[dir="auto"]'),
  );
  return marked.map((el) => wordsIn(el, author)).find((text) => text) ?? wordsIn(root, author);
}
