// What an article says, on any page. Runs in the page. Articles inside it (comments, cards) are not it.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  all,
  around,
  attr,
  closest,
  httpUrl,
  known,
  leads,
  matches,
  media,
  one,
  property,
  utc,
} from '../reading';
import { isThisPage, pageAddress } from './page-address';
import { isStatedAsOne, isStatedList, statedArticle } from './stated';

const ELEMENTS = 'article,[role="article"]';
const COMMENTS = '[itemtype$="/Comment"]';
const MARKED = '[itemtype*="Article"],[itemtype*="Posting"],.hentry,.h-entry';
const PERMALINK = '[rel~="bookmark"],a.u-url,a[itemprop~="url"]';
const PUBLISHED = '[itemprop~="datePublished"],.dt-published,time[pubdate]';
const AUTHOR = '[itemprop~="author"] [itemprop~="name"],[itemprop~="author"],[rel~="author"],.p-author';
const MOST = 100;

/** Pages with elements of their own for articles often mark them once more inside: then only the elements count. */
export function articleMark(): string {
  return `${ELEMENTS},${COMMENTS}${one(document, ELEMENTS) ? '' : `,${MARKED}`}`;
}

export function readArticle(root: Element): PostDetails {
  const mark = articleMark();
  const own = (selector: string): Element[] => all(root, selector).filter((el) => closest(el, mark) === root);
  const main = isMain(root, mark);
  const times = own('time');
  const linked = times.find((time) => closest(time, 'a[href]'));
  const [permalink] = leads(linked ? [closest(linked, 'a') ?? linked] : own(PERMALINK));
  const address = permalink
    ? ({ postUrl: permalink, postUrlSource: 'permalink_dom' } as const)
    : main
      ? pageAddress()
      : { adapterNote: 'address_not_on_page' };
  return known<PostDetails>({
    subject: 'post',
    ...(main && statedArticle()),
    ...address,
    ...timeIn(own(PUBLISHED)[0] ?? linked ?? (times.length === 1 ? times[0] : undefined)),
    ...authorIn(own(AUTHOR)[0]),
    text: displayedText(root, { without: (el) => matches(el, mark) }),
    ...languageOf(root),
    media: media(own('img,video,audio').slice(0, MOST).flatMap(sourcesOf)),
    links: leads(own('a[href]').slice(0, MOST)),
  });
}

/** Those that stand in no other. */
export function outermost(mark: string): Element[] {
  return all(document, mark).filter((el) => {
    const up = around(el);
    return !up || !closest(up, mark);
  });
}

/**
 * What the page says of itself is said of this article: it has the page's only main heading, or stands alone on a page
 * that says it is one article's. Standing alone is not enough: so does the one post that a feed has loaded.
 */
function isMain(article: Element, mark: string): boolean {
  const roots = outermost(mark);
  if (!roots.includes(article) || closest(article, '[role="feed"]') || isStatedList()) return false;
  const [heading, second] = all(document, 'h1');
  const headed = heading && !second && closest(heading, mark) === article && !leadsElsewhere(heading);
  return headed || (roots.length === 1 && isStatedAsOne());
}

/** As the headings of a list do. */
function leadsElsewhere(heading: Element): boolean {
  return leads([closest(heading, 'a') ?? heading, ...all(heading, 'a')]).some((url) => !isThisPage(url));
}

function timeIn(time: Element | undefined): Partial<PostDetails> {
  const stated = attr(time, 'datetime') ?? attr(time, 'content');
  const postedAt = utc(stated);
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const postedAtText = displayedText(time) || stated;
  return postedAtText ? { postedAtText } : {};
}

function authorIn(author: Element | undefined): Partial<PostDetails> {
  if (!author) return {};
  const link = closest(author, 'a') ?? one(author, 'a');
  const displayName = displayedText(author) || (attr(author, 'content') ?? '');
  return { author: known({ displayName, profileUrl: httpUrl(attr(link, 'href')) }) };
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
