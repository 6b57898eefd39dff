// A video or photo post: in a feed, in a grid, on a page of its own, opened over another page, embedded. Runs in the page.
// The v2t-* texts of a feed are of its first video and no words of the post: they are not read.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, count, known, matches, media, one, unique } from '../reading';
import { here, mark, nameIn, postIn, postsIn, type Which } from './parts';
import { statedPost, timeIn } from './stated';

const WORDS = mark('browse-video-desc', 'video-desc', 'search-card-video-caption', 'user-post-item-desc');
const PERSON = mark(
  'browse-username',
  'browse-user-avatar',
  'video-author-avatar',
  'video-author-uniqueid',
  'search-card-user-unique-id',
  'search-card-user-link',
);
const NICKNAME = mark('browser-nickname', 'video-author-nickname');

/** What stands in it is the page's own post, whatever else its links lead to. */
const OF_PAGE = mark('browse-video-desc', 'browse-username', 'comment-input');

/** The post that a root is of: the page's, if that stands there, else what it holds. */
export function whichOf(root: Element): Which | undefined {
  const page = here();
  const held = postsIn(root);
  const ofPage =
    matches(root, 'body,[role="dialog"]') || one(root, OF_PAGE) || held.some(({ id }) => id === page?.id);
  return page && ofPage ? page : held[0];
}

export function readPost(root: Element): PostDetails {
  const which = whichOf(root);
  const { author: stated, ...says } = which ? statedPost(which.id) : {};
  const [displayName, postedAtText] = nicknameIn(root);
  const handle = which?.name ?? stated?.handle ?? writerIn(root);
  const postedAt = which && !says.postedAt ? timeIn(which.id) : undefined;
  const words = one(root, WORDS);
  return known<PostDetails>({
    subject: 'post',
    ...addressOf(root, which, handle),
    author: known({
      displayName,
      ...stated,
      handle,
      profileUrl: handle && `https://www.tiktok.com/@${encodeURIComponent(handle)}`,
    }),
    postedAt,
    postedAtSource: postedAt ? 'id_derived' : undefined,
    ...says,
    postedAtText: says.postedAt ? undefined : postedAtText,
    text: displayedText(words) || says.text || captionIn(root),
    hashtags: unique(
      (words ? all(words, 'a[href*="/tag/"]') : []).map((a) => displayedText(a).replace(/^[#＃]/, '')),
    ),
    media: [...media(mediaIn(root, which?.id)), ...(says.media ?? [])],
    engagement: known({ ...countsIn(root), ...says.engagement }),
  });
}

/** An address without a name leads to the same post. */
function addressOf(
  root: Element,
  which: Which | undefined,
  handle: string | undefined,
): Partial<PostDetails> {
  if (!which) return { adapterNote: 'address_not_on_page' };
  const linked = one(root, `a[href*="/${which.id}"]`) !== null;
  const bar = here()?.id === which.id;
  return {
    postUrl: `https://www.tiktok.com/@${encodeURIComponent(handle ?? '')}/${which.kind}/${which.id}`,
    postUrlSource: bar && !linked ? 'address_bar' : 'permalink_dom',
    postId: which.id,
    adapterNote: linked || bar ? undefined : 'address_from_id',
  };
}

/** By its marks; without any, the only account that is linked outside of the words. */
function writerIn(root: Element): string | undefined {
  const marked = all(root, PERSON).map((el) => nameIn(closest(el, 'a[href]') ?? one(el, 'a[href]')));
  const linked = unique(
    all(root, 'a[href]')
      .filter((a) => !closest(a, WORDS))
      .map(nameIn),
  );
  return unique(marked)[0] ?? (linked.length === 1 ? linked[0] : undefined);
}

/** "Name · 2d ago": the time is the last part. */
function nicknameIn(root: Element): readonly (string | undefined)[] {
  const parts = displayedText(one(root, NICKNAME)).split(/\s*·\s*/);
  const time = parts.length > 1 ? parts.pop() : undefined;
  return [parts.join(' · '), time];
}

/** In grids the words are those of the picture. */
function captionIn(root: Element): string {
  const image = matches(root, 'body,[role="dialog"]')
    ? null
    : one(root, 'picture img[alt],a img[alt],img[alt]');
  return attr(image, 'alt') ?? '';
}

type Source = Parameters<typeof media>[0][number];

/** Players, posters and pictures; not those of people, of comments, or of other posts that a page offers. */
function mediaIn(root: Element, id: string | undefined): Source[] {
  const others = '[class*="Comment"],[class*="Avatar" i]';
  const own = (el: Element): boolean => {
    const link = closest(el, 'a[href]');
    return !closest(el, others) && (!link || postIn(attr(link, 'href'))?.id === id);
  };
  const found = all(root, 'video,img').filter(own).slice(0, 40);
  return found.flatMap((el): Source[] => {
    if (el instanceof HTMLVideoElement) return [['video', attr(el, 'src') ?? attr(one(el, 'source'), 'src')]];
    const src = attr(el, 'src') ?? '';
    return /photomode|tos-[\w-]+-p-/.test(src) ? [['image', src]] : [];
  });
}

function countsIn(root: Element): NonNullable<PostDetails['engagement']> {
  const at = (...names: string[]): number | undefined => count(displayedText(one(root, mark(...names))));
  return known({
    views: at('video-views'),
    likes: at('like-count', 'browse-like-count'),
    shares: at('share-count', 'browse-share-count'),
    replies: at('comment-count', 'browse-comment-count'),
  });
}
