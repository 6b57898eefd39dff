// What one post of a blog says. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, canonical } from '../head';
import { lines } from '../hosted';
import type { Address } from '../platform';
import { all, attr, contains, count, httpUrl, known, leads, media, one, unique, utc } from '../reading';
import { authorOf, channelOf, inThisBlog, ownOf, postIdOf } from './parts';

const LINKS =
  'a.timestamp-link[href],.post-timestamp a[href],.post-title a[href],a[itemprop~="url"],a[rel~="bookmark"],h1 a[href],h2 a[href],h3 a[href]';
const TITLE = '.post-title,[itemprop~="headline"],h1,h2,h3';
const BODY =
  '[itemprop~="articleBody"],[itemprop~="description articleBody"],.post-body,.entry-content,.snippet-item,.post-snippet';
const TIME = 'abbr.published[title],time.published[datetime],[itemprop~="datePublished"],time[datetime]';
const COUNT = '.comment-link,.num_comments,a[href$="#comments"],a[href*="#comment"]';

export function readPost(post: Element, alone: boolean): PostDetails {
  const own = ownOf(post);
  const [body] = own(BODY);
  // the body may carry any mark
  const beside: Own = (selector) => own(selector).filter((el) => !body || !contains(body, el));
  const { address, ...source } = addressOf(beside, alone);
  const links = body ? all(body, 'a[href]').slice(0, 200) : [];
  return known<PostDetails>({
    subject: 'post',
    postUrl: address?.url,
    ...source,
    postId: postIdOf(post),
    author: authorOf(beside),
    channel: channelOf(post),
    ...timeOf(beside),
    text: lines(displayedText(beside(TITLE)[0]), displayedText(body)),
    textTruncated: isCut(own, body),
    media: media([
      ...links.flatMap(largest),
      ...(body ? all(body, 'img,video,audio').slice(0, 100).map(sourceOf) : []),
    ]),
    links: leads(links).filter((url) => !isPicture(url)),
    hashtags: unique(beside('.post-labels a,a[rel~="tag"]').map((a) => displayedText(a))),
    engagement: known({ replies: count(displayedText(own(COUNT)[0])) }),
  });
}

type Where = Pick<PostDetails, 'postUrlSource' | 'adapterNote'> & { readonly address?: Address };

/** The post's own links; the page's address only if the page is of this one post. */
function addressOf(beside: Own, alone: boolean): Where {
  const linked = beside(LINKS)
    .map((a) => inThisBlog(attr(a, 'href')))
    .find((each) => each?.subject === 'post');
  const here = inThisBlog(location.href);
  if (linked) return { address: linked, postUrlSource: 'permalink_dom' };
  if (!alone || here?.subject !== 'post') return { adapterNote: 'address_not_on_page' };
  const stated = asLoaded() ? inThisBlog(canonical()) : undefined;
  return stated?.subject === 'post'
    ? { address: stated, postUrlSource: 'link_canonical' }
    : { address: here, postUrlSource: 'address_bar' };
}

type Own = ReturnType<typeof ownOf>;

function timeOf(own: Own): Partial<PostDetails> {
  const [time] = own(TIME);
  const stated = ['datetime', 'title', 'content'].map((name) => attr(time, name));
  const postedAt = stated.map((each) => utc(each)).find((each) => each);
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  return known<Partial<PostDetails>>({
    postedAtText: displayedText(time ?? own('.post-timestamp,.timestamp-link')[0]),
  });
}

/** Lists show the beginning and a link to the rest. */
function isCut(own: Own, body: Element | undefined): true | undefined {
  return own('.jump-link a,.snippet-item,.post-snippet')[0] || !body ? true : undefined;
}

type Source = Parameters<typeof media>[0][number];

const isPicture = (url: string): boolean => /\.(?:bp\.blogspot|googleusercontent)\.com\//.test(url);

/** Pictures lead to themselves in a larger size. */
function largest(link: Element): Source[] {
  const url = httpUrl(attr(link, 'href')) ?? '';
  return one(link, 'img') && isPicture(url) ? [['image', original(url)]] : [];
}

/** The size is a part of the path (/s320/, /w640-h480/) or its end (=w640): s0 is the original's. */
const original = (url: string): string =>
  isPicture(url)
    ? url.replace(/\/(?:s|w)\d+(?:-[^/]*)?(?=\/[^/]+$)/, '/s0').replace(/=(?:s|w)\d+[^=/]*$/, '=s0')
    : url;

function sourceOf(el: Element): Source {
  if (el instanceof HTMLImageElement) return ['image', original(httpUrl(attr(el, 'src')) ?? '')];
  return [
    el instanceof HTMLVideoElement ? 'video' : 'audio',
    attr(el, 'src') ?? attr(one(el, 'source'), 'src'),
  ];
}
