// What one post on Bluesky says: the clicked one, or the one quoted in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta } from '../head';
import {
  all,
  around,
  attr,
  closest,
  count,
  httpUrl,
  known,
  leads,
  matches,
  media,
  one,
  property,
  unique,
  utc,
} from '../reading';
import {
  authorOf,
  handleOf,
  type Link,
  linkOf,
  linkTo,
  type Own,
  ownOf,
  postLinks,
  quoteIn,
  TEXT,
  timeIn,
} from './parts';

export function readPost(root: Element, outer?: Element): PostDetails {
  const quote = quoteIn(root);
  const own = ownOf(root, quote);
  const author = authorOf(own, handleOf(root) ?? linkOf(postLinks(root)[0])?.who);
  const names = [author.handle, author.id];
  const { link, element, ...address } = addressOf(
    own,
    names,
    outer === undefined && !matches(root, '[role="link"]'),
  );
  const who = link && (link.who.startsWith('did:') && author.handle ? author.handle : link.who);
  return known<PostDetails>({
    subject: 'post',
    ...said(own),
    ...timeOf(link, element),
    ...address,
    author,
    postUrl: link && `https://bsky.app/profile/${who}/post/${link.rkey}`,
    postId: link?.rkey,
    parentPostId: outer && linkOf(ownPostLinks(ownOf(outer, root), [handleOf(outer)])[0])?.rkey,
    engagement: outer ? undefined : countsOf(own),
    quoted: quote && quotedIn(quote),
    contextNote: outer ? undefined : contextOf(root, author.handle),
  });
}

interface Address extends Pick<PostDetails, 'postUrlSource' | 'adapterNote'> {
  readonly link?: Link;
  readonly element?: Element;
}

function ownPostLinks(own: Own, names: readonly (string | undefined)[]): Element[] {
  return own('a[href*="/post/"]').filter((a) => {
    const link = linkOf(a);
    return link?.rkey && names.includes(link.who) && !closest(a, TEXT);
  });
}

/** The link around the time; an opened post has links to its likes and quotes instead, or only the address bar. */
function addressOf(own: Own, names: readonly (string | undefined)[], opened: boolean): Address {
  const links = ownPostLinks(own, names);
  const bar = linkTo(location.href);
  // a card may lead to another post of the same author
  const element = (opened ? links.find((a) => linkOf(a)?.rkey === bar?.rkey) : undefined) ?? links[0];
  const link = linkOf(element);
  if (element && link) {
    const note = link.view ? { adapterNote: 'address_from_other_link' } : {};
    return { link, element, postUrlSource: 'permalink_dom', ...note };
  }
  if (opened && bar?.rkey && names.includes(bar.who))
    return { link: bar, postUrlSource: 'address_bar', adapterNote: 'address_from_bar' };
  return { adapterNote: 'address_not_on_page' };
}

/** What the outer post and a quote have alike. */
export function said(own: Own): Partial<PostDetails> {
  const [text] = own(TEXT);
  const links = own('a[href]');
  const isTag = (a: Element): boolean => (attr(a, 'href') ?? '').includes('/hashtag/');
  const elsewhere = links.filter((a) => {
    const url = httpUrl(attr(a, 'href'));
    return url && new URL(url).host !== location.host && new URL(url).host !== 'bsky.app';
  });
  return {
    text: displayedText(text, { asWritten: true }),
    language: attr(text, 'lang') || undefined,
    languageSource: attr(text, 'lang') ? 'page' : undefined,
    media: media(own('img[src*="/img/feed_"],video').flatMap(sourcesOf)),
    links: leads(elsewhere),
    hashtags: unique(links.filter(isTag).map((a) => displayedText(a).replace(/^[#＃]/, ''))),
  };
}

type Source = Parameters<typeof media>[0][number];

/** Pictures in full size, not those of link previews; of a video its list of streams, which lies beside its poster. */
function sourcesOf(el: Element): Source[] {
  if (el instanceof HTMLVideoElement) {
    const poster = attr(el, 'poster') ?? '';
    const stream = /^https:\/\/video\.(?:cdn\.)?bsky\.app\/watch\/.+\/thumbnail\.jpg/.test(poster)
      ? poster.replace(/thumbnail\.jpg.*/, 'playlist.m3u8')
      : undefined;
    return [
      ['video', stream ?? attr(el, 'src') ?? attr(one(el, 'source'), 'src')],
      ['image', poster],
    ];
  }
  const url = httpUrl(attr(closest(el, 'a[href]'), 'href'));
  if (url && new URL(url).host !== location.host) return [];
  return [['image', (attr(el, 'src') ?? '').replace('/img/feed_thumbnail/', '/img/feed_fullsize/')]];
}

/** Nowhere a time that a machine could read: from the head if it is this post's, else from the id. */
export function timeOf(link: Link | undefined, element: Element | undefined): Partial<PostDetails> {
  const shown = attr(element, 'data-tooltip') ?? attr(element, 'aria-label') ?? undefined;
  const postedAtText = link?.view ? undefined : shown;
  const stated = utc(meta('article:published_time') ?? meta('twitter:value1'));
  if (stated && link && asLoaded() && linkTo(meta('og:url'))?.rkey === link.rkey)
    return { postedAt: stated, postedAtSource: 'inline_data', postedAtText };
  const ms = link?.rkey === undefined ? undefined : timeIn(link.rkey);
  if (ms) return { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived', postedAtText };
  return { postedAtText };
}

function countsOf(own: Own): PostDetails['engagement'] {
  const shown = (name: string): number | undefined => count(displayedText(own(`[data-testid="${name}"]`)[0]));
  const exact = (name: string): number | undefined => {
    const label = attr(own(`[data-testid="${name}"]`)[0], 'aria-label') ?? '';
    return count(/\d[^()]*/.exec(label)?.[0].replace(/[^\d٠-٩.,'’\s].*$/, ''));
  };
  return known({
    likes: exact('likeBtn') ?? shown('likeCount-expanded') ?? shown('likeCount'),
    shares: shown('repostCount-expanded') ?? shown('repostCount'),
    replies: exact('replyBtn'),
  });
}

function quotedIn(quote: Element): Quoted {
  const { postUrl, postId, author, text } = readPost(quote, quote);
  return known<Quoted>({ relation: 'quote', postUrl, postId, author, text });
}

/** What stands above the author's picture: "Reposted by", "Pinned". */
function contextOf(root: Element, handle: string | undefined): string | undefined {
  const avatar = all(root, 'a[href]').find((a) => linkOf(a)?.who === handle && one(a, 'img'));
  let top = avatar;
  while (top && around(top) !== root) top = around(top) ?? undefined;
  const words: string[] = [];
  for (
    let before: unknown = top && property(Element, 'previousElementSibling', top);
    before instanceof Element;
  ) {
    words.unshift(displayedText(before));
    before = property(Element, 'previousElementSibling', before);
  }
  return words.join(' ').trim();
}
