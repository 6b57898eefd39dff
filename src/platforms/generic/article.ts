// What a post says, on any page. Runs in the page. Posts inside it (comments, replies, cards) are not it.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  all,
  around,
  attr,
  closest,
  contains,
  httpUrl,
  known,
  leads,
  matches,
  media,
  one,
  property,
  utc,
} from '../reading';
import { isComment, type Marks, numberOf, upwards } from './marks';
import { isThisPage } from './page-address';
import { type Own, permalinkOf } from './permalink';
import { isStatedAsOne, isStatedList, statedArticle } from './stated';

const PUBLISHED = '[itemprop~="datePublished"],[itemprop~="dateCreated"],.dt-published,time[pubdate]';
const SHOWN = '[data-time],[data-timestamp],.time-ago,.postdate';
/** The surest first. */
const AUTHOR = [
  '[itemprop~="author"] [itemprop~="name"]',
  '[itemprop~="author"],[itemprop~="creator"],[rel~="author"],.p-author',
];
const NAMED = ['.username,.fn,[data-user-card]', '[class*="author" i] a,.poster a', '.author,cite'];
const TEXT =
  '[itemprop~="text"],.bbWrapper,.cooked,.comment-content,[data-role="commentContent"],.post-message,[id^="post_message_"],.post_body,.postbody .content,.e-content';
const MOST = 100;

export function readArticle(root: Element, marks: Marks): PostDetails {
  const inner = marks.inside(root);
  const own: Own = (selector) => all(root, selector).filter((el) => isOwn(el, root, inner));
  const main = isMain(root, marks);
  const number = numberOf(root);
  const small = isComment(root) || (number !== undefined && !main);
  const texts = small || matches(root, '.h-entry') ? own(TEXT) : [];
  const text = texts.length === 1 ? texts[0] : undefined;
  const within: Own = text ? (selector) => all(text, selector) : own;
  // what it is stands beside its words, which may carry any mark
  const beside: Own = text ? (selector) => own(selector).filter((el) => !contains(text, el)) : own;
  return known<PostDetails>({
    subject: 'post',
    ...(main && statedArticle()),
    ...permalinkOf(root, beside, main, small),
    postId: number,
    ...timeIn(timeOf(beside, small)),
    ...authorIn(root, beside, small),
    text: displayedText(text ?? root, { without: (el) => inner.has(el) }),
    ...languageOf(root),
    media: media(within('img,video,audio').slice(0, MOST).flatMap(sourcesOf)),
    links: leads(within('a[href]').slice(0, MOST)),
  });
}

function isOwn(el: Element, root: Element, inner: ReadonlySet<Element>): boolean {
  let up: Element | null = inner.size > 0 ? el : root;
  while (up && up !== root && !inner.has(up)) up = around(up);
  return up === root;
}

/** The posts that stand in no other, without comments: a page is of one thing when there is one. */
export function postsOfPage({ posts }: Marks): Element[] {
  return posts(true).filter((post) => !isComment(post));
}

/**
 * What the page says of itself is said of this article: it has the page's only main heading, or stands alone on a page
 * that says it is one article's. Standing alone is not enough: so does the one post that a feed has loaded.
 */
export function isMain(article: Element, marks: Marks): boolean {
  if (closest(article, '[role="feed"]') || isStatedList()) return false;
  const roots = postsOfPage(marks);
  if (!roots.includes(article)) return false;
  const [heading, second] = all(document, 'h1');
  const headed = heading && !second && marks.postOn(upwards(heading)) === article && !leadsElsewhere(heading);
  // of a thread a page may have loaded one post
  return headed || (roots.length === 1 && !numberOf(article) && isStatedAsOne());
}

/** As the headings of a list do. */
function leadsElsewhere(heading: Element): boolean {
  return leads([closest(heading, 'a') ?? heading, ...all(heading, 'a')]).some((url) => !isThisPage(url));
}

/** Of a forum's post or a comment the first time is its own; of other articles only one that is marked, linked or alone. */
function timeOf(own: Own, small: boolean): Element | undefined {
  const times = own('time').filter((time) => !closest(time, 'blockquote'));
  const linked = times.find((time) => closest(time, 'a[href]'));
  const marked = own(PUBLISHED)[0] ?? linked ?? (times.length === 1 || small ? times[0] : undefined);
  return marked ?? (small ? own(SHOWN)[0] : undefined);
}

function timeIn(time: Element | undefined): Partial<PostDetails> {
  const stated = attr(time, 'datetime') ?? attr(time, 'content') ?? attr(time, 'title');
  const [, epoch] =
    /^(\d{10})(?:\d{3})?$/.exec(attr(time, 'data-time') ?? attr(time, 'data-timestamp') ?? '') ?? [];
  const postedAt = utc(stated) ?? (epoch && new Date(Number(epoch) * 1000).toISOString());
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const postedAtText = displayedText(time) || stated;
  return postedAtText ? { postedAtText } : {};
}

function authorIn(root: Element, own: Own, small: boolean): Partial<PostDetails> {
  const said = (selector: string): Element | undefined =>
    own(selector).find(
      (el) => (displayedText(el) || attr(el, 'content')) && !closest(el, `blockquote,${TEXT}`),
    );
  const author = [...AUTHOR, ...(small ? NAMED : [])].map(said).find((el) => el);
  const displayName = attr(root, 'data-author') ?? (displayedText(author) || (attr(author, 'content') ?? ''));
  const link = author && (closest(author, 'a') ?? one(author, 'a'));
  const profileUrl = httpUrl(attr(link, 'href'));
  return displayName || profileUrl ? { author: known({ displayName, profileUrl }) } : {};
}

export function languageOf(el: Element): Partial<PostDetails> {
  const language = attr(closest(el, '[lang]'), 'lang') ?? '';
  return /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(language) ? { language, languageSource: 'page' } : {};
}

type Source = Parameters<typeof media>[0][number];

export function sourcesOf(el: Element): Source[] {
  if (el instanceof HTMLImageElement)
    return [['image', String(property(HTMLImageElement, 'currentSrc', el)) || attr(el, 'src')]];
  const source =
    String(property(HTMLMediaElement, 'currentSrc', el)) || attr(el, 'src') || attr(one(el, 'source'), 'src');
  return [
    [el instanceof HTMLVideoElement ? 'video' : 'audio', source],
    ['image', attr(el, 'poster')],
  ];
}
