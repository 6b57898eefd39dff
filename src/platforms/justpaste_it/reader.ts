// Pastes and accounts on JustPaste.it. Runs in the page. A paste is the page: whatever is clicked in it is the paste.
// The site's markup is not known from real pages: addresses, headings, common marks of articles and the head are relied on.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta } from '../head';
import { fileOf, findPage, lastPart, lines, pageOf, readAccount, statedName } from '../hosted';
import type { Found, From, Platform } from '../platform';
import { all, attr, closest, count, known, leads, media, one, utc } from '../reading';
import { addressOf } from './address';

const CONTENT =
  '#articleContent,[itemprop="articleBody"],.articleContent,.article-content,article,main,[role="main"]';
const TITLE = '[itemprop="headline"],.articleTitle,.article-title,main h1,h1';
const AUTHOR = 'a[rel~="author"],[itemprop="author"] a,.articleAuthor a,a[href*="/u/"]';
const VIEWS = '[itemprop="interactionCount"],[data-views],.viewsCount,.articleViews,[class*="views" i]';

function find(from: From): Found | null {
  const here = addressOf(location.href);
  if (!here || (from.kind === 'hint' && from.linkUrl)) return null;
  return findPage(from, here.subject);
}

function read({ root, subject }: Found): PostDetails {
  const address = fileOf(root, { addressOf });
  if (!address) return { subject };
  if (subject === 'account') return readAccount(address);
  const content = one(document, CONTENT);
  const links = content ? all(content, 'a[href]').slice(0, 200) : [];
  return known<PostDetails>({
    ...pageOf(address, lines(displayedText(one(document, TITLE)) || statedName(), displayedText(content))),
    author: authorIn(content),
    ...timeIn(),
    media: media((content ? all(content, 'img,video') : []).slice(0, 100).map(sourceOf)),
    links: leads(links),
    engagement: known({ views: viewsIn() }),
  });
}

/** Who wrote stands beside the text; accounts linked in the text are not meant. */
function authorIn(content: Element | null): PostDetails['author'] {
  const link = all(document, AUTHOR).find((a) => !(content && closest(a, 'p,blockquote,li')));
  const address = addressOf(leads(link ? [link] : [])[0] ?? '');
  if (address?.subject !== 'account') return undefined;
  return known({ handle: lastPart(address.url), displayName: displayedText(link), profileUrl: address.url });
}

function timeIn(): Partial<PostDetails> {
  const time = one(document, 'time[datetime],[itemprop="datePublished"]');
  const inElement = utc(attr(time, 'datetime') ?? attr(time, 'content'));
  if (inElement) return { postedAt: inElement, postedAtSource: 'element' };
  const stated = asLoaded() ? utc(meta('article:published_time')) : undefined;
  if (stated) return { postedAt: stated, postedAtSource: 'inline_data' };
  return known<Partial<PostDetails>>({ postedAtText: displayedText(time) });
}

function viewsIn(): number | undefined {
  const el = one(document, VIEWS);
  return count(attr(el, 'data-views') ?? attr(el, 'content') ?? displayedText(el));
}

function sourceOf(el: Element): Parameters<typeof media>[0][number] {
  const source = attr(el, 'data-src') ?? attr(el, 'src') ?? attr(one(el, 'source'), 'src');
  return [el instanceof HTMLVideoElement ? 'video' : 'image', source];
}

export const platform: Platform = { platform: 'justpaste_it', find, read };
