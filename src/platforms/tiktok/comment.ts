// A comment or reply under a post on TikTok. It has an id at most, and no address of its own. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, count, known, media, one, unique } from '../reading';
import { here, LIKES, mark, nameIn, WORDS, WRITER } from './parts';
import { statedComment, timeIn } from './stated';

const ID = /^\d{15,20}$/;

export function readComment(root: Element): PostDetails {
  const words = one(root, WORDS);
  const id = idOf(root);
  const says = id ? statedComment(id) : {};
  const postedAt = id && !says.postedAt ? timeIn(id) : undefined;
  const post = here()?.id;
  const [handle] = unique(
    all(root, 'a[href]')
      .filter((a) => !closest(a, WORDS))
      .map(nameIn),
  );
  return known<PostDetails>({
    subject: 'post',
    postId: id,
    parentPostId: one(root, mark('comment-level-2')) ? parentOf(root) : post,
    threadId: post,
    author: known({
      handle,
      displayName: displayedText(one(root, WRITER)),
      profileUrl: handle && `https://www.tiktok.com/@${encodeURIComponent(handle)}`,
    }),
    postedAt,
    postedAtSource: postedAt ? 'id_derived' : undefined,
    ...says,
    postedAtText: says.postedAt ? undefined : displayedText(one(root, '[data-e2e^="comment-time-"]')),
    text: displayedText(words),
    media: media(
      (words ? all(words, 'img:not([alt]),img[alt=""]') : []).map((img) => ['image', attr(img, 'src')]),
    ),
    engagement: known({ likes: count(displayedText(one(root, LIKES))) }),
    adapterNote: 'address_not_on_page',
  });
}

/** Older pages have the comment's id as that of an element, newer ones in data of it. */
function idOf(root: Element): string | undefined {
  const marked = [root, ...all(root, '[id],[data-comment-id],[data-cid]'), around(root)];
  const ids = marked.flatMap((el) => ['data-comment-id', 'data-cid', 'id'].map((name) => attr(el, name)));
  return ids.find((id) => ID.test(id ?? '')) ?? undefined;
}

/** A reply stands in the thread of the comment that it is under. */
function parentOf(root: Element): string | undefined {
  let thread: Element | null = root;
  while (thread && !one(thread, mark('comment-level-1'))) thread = around(thread);
  const first = thread && one(thread, mark('comment-level-1'));
  const comment = first && closest(first, '[id],[data-comment-id],[data-cid]');
  return comment ? idOf(comment) : undefined;
}
