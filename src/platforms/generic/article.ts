// What an article says, on any page. Runs in the page. Articles inside it (comments, cards) are not it.
import type { PostDetails } from '../../flag/post';
import { displayedText, LONGEST_TEXT } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, known, matches, one, utc } from '../reading';
import { pageAddress } from './page-address';
import { statedArticle } from './stated';

export const ARTICLE =
  'article,[role="article"],[itemtype*="Article"],[itemtype*="Posting"],[itemtype$="/Comment"],.hentry,.h-entry';
const PERMALINK =
  'a[rel~="bookmark"][href],a.u-url[href],a[itemprop~="url"][href],link[itemprop~="url"][href]';
const PUBLISHED = '[itemprop~="datePublished"],.dt-published,time.published,time[pubdate]';
const AUTHOR = '[itemprop~="author"] [itemprop~="name"],[itemprop~="author"],[rel~="author"],.p-author';
const MOST = 100;

export function articles(): Element[] {
  return all(document, ARTICLE).filter((el) => wholeOf(el) === el);
}

/** Some pages mark one article twice, a wrapper and its content: the wrapper is the article. */
export function wholeOf(article: Element): Element {
  const up = around(article);
  const outer = up && closest(up, ARTICLE);
  if (!outer || sortOf(outer) === sortOf(article) || /Comment$/.test(attr(article, 'itemtype') ?? ''))
    return article;
  return one(outer, ARTICLE) === article && all(outer, ARTICLE).length === 1 ? wholeOf(outer) : article;
}

const sortOf = (el: Element): string => (matches(el, 'article,[role="article"]') ? 'element' : 'class');

type Own = (selector: string) => Element[];

export function readArticle(root: Element): PostDetails {
  const own: Own = (selector) => all(root, selector).filter((el) => ownerOf(el) === root);
  const main = isMain(root);
  const stated = main ? statedArticle() : {};
  const link = linkIn(own);
  const address = link.url
    ? ({ postUrl: link.url, postUrlSource: 'permalink_dom' } as const)
    : main
      ? pageAddress()
      : {};
  const inner = all(root, ARTICLE).length > 0;
  const text = displayedText(root, {
    without: inner ? (el) => matches(el, ARTICLE) && wholeOf(el) !== root : undefined,
  });
  const links = own('a[href]')
    .slice(0, MOST)
    .map((a) => httpUrl(attr(a, 'href')));
  const notes = [
    address.postUrl ? '' : 'One of several articles on the page, without an address of its own.',
    text.length < LONGEST_TEXT ? '' : 'The text was cut.',
  ];
  return known<PostDetails>({
    subject: 'post',
    ...stated,
    ...address,
    ...(timeIn(own, link.time) ?? {}),
    author: authorIn(own) ?? stated.author,
    text,
    ...languageOf(root),
    media: own('img,video,audio').slice(0, MOST).flatMap(mediaOf),
    links: [...new Set(links.filter((url) => url !== undefined))],
    adapterNote: notes.filter((note) => note !== '').join(' '),
  });
}

/** The article that an element belongs to. */
function ownerOf(el: Element): Element | null {
  const nearest = closest(el, ARTICLE);
  return nearest && wholeOf(nearest);
}

/** The page's one article, or the one with its only main heading: what the page says of itself is said of it. */
export function isMain(article: Element): boolean {
  const up = around(article);
  if (up && closest(up, ARTICLE)) return false;
  const others = articles().filter((other) => other !== article && !contains(article, other));
  const [heading, second] = all(document, 'h1');
  return others.length === 0 || (heading !== undefined && !second && ownerOf(heading) === article);
}

/** An address that stands in the article and is marked as its own, and the time that it is around. */
function linkIn(own: Own): { url?: string | undefined; time?: Element | undefined } {
  for (const time of own('time')) {
    const url = httpUrl(attr(closest(time, 'a'), 'href'));
    if (url) return { url, time };
  }
  const [link] = own(PERMALINK);
  return { url: httpUrl(attr(link, 'href')) };
}

function timeIn(own: Own, linked: Element | undefined): Partial<PostDetails> | undefined {
  const times = own('time');
  const time = linked ?? own(PUBLISHED)[0] ?? (times.length === 1 ? times[0] : undefined);
  const postedAt = utc(attr(time, 'datetime') ?? attr(time, 'content'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const shown = displayedText(time) || (attr(time, 'datetime') ?? attr(time, 'content'));
  return shown ? { postedAtText: shown.slice(0, 200) } : undefined;
}

function authorIn(own: Own): PostDetails['author'] | undefined {
  const [author] = own(AUTHOR);
  if (!author) return undefined;
  const displayName = displayedText(author) || attr(author, 'content');
  const link = closest(author, 'a') ?? one(author, 'a');
  return known({ displayName: displayName?.slice(0, 300), profileUrl: httpUrl(attr(link, 'href')) });
}

export function languageOf(el: Element): Pick<PostDetails, 'language' | 'languageSource'> {
  const language = attr(closest(el, '[lang]'), 'lang') ?? '';
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(language) ? { language, languageSource: 'page' } : {};
}

/** The largest form that the element itself names. */
export function mediaOf(el: Element): NonNullable<PostDetails['media']> {
  const kind = el instanceof HTMLVideoElement ? 'video' : el instanceof HTMLAudioElement ? 'audio' : 'image';
  const inner = kind === 'image' ? null : one(el, 'source[src]');
  const url = httpUrl(largestOf(attr(el, 'srcset')) ?? attr(el, 'src') ?? attr(inner, 'src'));
  const poster = httpUrl(attr(el, 'poster'));
  return [
    ...(url ? [{ url, kind } as const] : []),
    ...(poster ? [{ url: poster, kind: 'image' } as const] : []),
  ];
}

function largestOf(srcset: string | null): string | undefined {
  const sizes = (srcset ?? '')
    .slice(0, 20_000)
    .split(/,\s+/)
    .map((each) => each.trim().split(/\s+/));
  return (
    sizes.sort(([, a], [, b]) => Number.parseFloat(b ?? '0') - Number.parseFloat(a ?? '0'))[0]?.[0] ||
    undefined
  );
}
