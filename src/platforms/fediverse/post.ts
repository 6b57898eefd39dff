// What one post says on a server of the fediverse, whichever software drew it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, attr, closest, httpUrl, known, leads, matches, media, one, unique, utc } from '../reading';
import { entryOf } from './address';

export const POST =
  '.Status,.status-el,[data-testid="status"],article.status,.post-listing,.comment-node,.timeline-status-component,.status-card-component,.wall-item-container,my-video-watch,.h-entry,article:has(a[href*="/notes/"])';
const TEXT =
  '.StatusBody .text,.StatusContent .text,.status-content,.e-content,.read-more-component,.caption,[data-markup],.md-div,.wall-item-body,.video-info-description,my-video-description';
const TITLE = '.post-title,.video-info-name,h1';
const PERSON =
  /^\/(?:@|users\/|u\/|a\/|c\/|video-channels\/|accounts\/|profile\/)([\w.-]+)(?:@([\w.:-]+))?\/?$/;

type Own = (selector: string) => Element[];

/** The elements of a post that are in no post inside it. */
export function ownOf(root: Element): Own {
  const inner = new Set<Element | null>(all(root, POST));
  return (selector) => all(root, selector).filter((el) => !inner.has(closest(el, POST)));
}

const entry = (link: Element): Address | undefined => entryOf(httpUrl(attr(link, 'href')));

/** Around its time before any other; what the text links to is not its own. */
export function linkOf(own: Own): { link: Element; address: Address } | undefined {
  const links = [...own('a[href]:has(time)'), ...own('a.u-url,a.status-link,a.timeago'), ...own('a[href]')];
  for (const link of links) {
    const address = closest(link, TEXT) ? undefined : entry(link);
    if (address && new URL(address.url).host === location.host) return { link, address };
  }
  return undefined;
}

export function readPost(root: Element): PostDetails {
  const own = ownOf(root);
  const linked = linkOf(own);
  const [timed] = own('a[href]:has(time)');
  const elsewhere = linked ? undefined : originOf(timed);
  const here = entryOf(location.href);
  // on the page of one post that post is the one without a link to itself
  const address = linked?.address ?? (all(document, POST).length === 1 ? here : undefined);
  const [inner] = all(root, POST);
  return known<PostDetails>({
    subject: 'post',
    ...said(own, root),
    ...timeOf(own),
    author: authorOf(own),
    postUrl: elsewhere ?? address?.url,
    postUrlSource: elsewhere || linked ? 'permalink_dom' : address && 'address_bar',
    postId: elsewhere ? undefined : address?.id,
    quoted: inner && !matches(root, '.comment-node') ? quotedIn(inner) : undefined,
    adapterNote: elsewhere || linked ? undefined : address ? 'address_from_bar' : 'address_not_on_page',
  });
}

/** Of a copy the time may lead to the post on its own server: that is its address. */
function originOf(timed: Element | undefined): string | undefined {
  const url = httpUrl(attr(timed, 'href'));
  return url && new URL(url).host !== location.host ? url : undefined;
}

export function personOf(link: Element | undefined): { handle: string; url: string } | undefined {
  const url = httpUrl(attr(link, 'href'));
  const { host, pathname } = new URL(url ?? 'http://none/');
  const [, user, at] = PERSON.exec(pathname.replace(/%40/g, '@')) ?? [];
  return url && user ? { handle: `${user}@${at ?? host}`, url } : undefined;
}

function authorOf(own: Own): NonNullable<PostDetails['author']> {
  const links = own('a[href]').filter((a) => personOf(a) && !closest(a, TEXT));
  const { handle, url } = personOf(links[0]) ?? {};
  const theirs = links.filter((a) => personOf(a)?.url === url);
  const same = theirs.map((a) => displayedText(one(a, 'bdi,[class*="displayname" i]') ?? a));
  // Pleroma's own numbers for accounts of other servers are no names: there the shown one is, which stands after what
  // its owner is called
  const shown = theirs.map((a) => /^@?([\w.-]+@[\w-]+(?:\.[\w-]+)+)$/.exec(displayedText(a))?.[1]);
  return known({
    handle: /^A\w{17}@/.test(handle ?? '') ? shown.findLast(Boolean) : handle,
    displayName: same.find((name) => name !== '' && !name.startsWith('@')),
    profileUrl: url,
  });
}

/** By its mark; else all that is neither head nor foot, which is where hashed classes leave the text. */
function said(own: Own, root: Element): Partial<PostDetails> {
  const [title] = own(TITLE);
  const text = own(TEXT).find((el) => displayedText(el) !== '');
  const apart = `header,footer,nav,button,time,${POST},[class*="avatar" i],[class*="username" i]`;
  const rest = text
    ? ''
    : displayedText(root, { without: (el) => matches(el, apart) || personOf(el) !== undefined });
  const links = text ? all(text, 'a[href]') : own('a[href]').filter((a) => !closest(a, 'header,footer'));
  const isTag = (a: Element): boolean =>
    /\/(?:tags?|tag|hashtag|discover\/tags)\//.test(attr(a, 'href') ?? '');
  const noPicture =
    '.emoji,[class*="emoji" i],[class*="avatar" i],[class*="avatar" i] *,header *,footer *,.u-photo *';
  const pictures = own('img').filter(
    (img) => !matches(img, noPicture) && !personOf(closest(img, 'a') ?? undefined),
  );
  return {
    text: unique([displayedText(title), displayedText(text) || rest])
      .filter((part) => part !== '')
      .join('\n'),
    language: attr(text, 'lang') || undefined,
    languageSource: attr(text, 'lang') ? 'page' : undefined,
    media: media([
      ...pictures.map((img): Parameters<typeof media>[0][number] => ['image', large(img)]),
      ...own('video').map((el): Parameters<typeof media>[0][number] => ['video', attr(el, 'src')]),
    ]),
    links: leads(links.filter((a) => !isTag(a) && !personOf(a) && !entry(a))).filter(
      (url) => new URL(url).host !== location.host,
    ),
    hashtags: unique(links.filter(isTag).map((a) => displayedText(a).replace(/^#/, ''))),
  };
}

/** A picture in a link to a picture is a small one of it. */
function large(img: Element): string | null {
  const href = attr(closest(img, 'a[href]'), 'href');
  return href && /\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)/i.test(href) ? href : attr(img, 'src');
}

function timeOf(own: Own): Partial<PostDetails> {
  const [time] = own('time');
  const postedAt = utc(attr(time, 'datetime')) ?? utc(attr(time, 'title'));
  const postedAtText = attr(time, 'title') || displayedText(time) || undefined;
  return postedAt ? { postedAt, postedAtSource: 'element' } : { postedAtText };
}

function quotedIn(root: Element): Quoted {
  const { postUrl, postId, author, text } = readPost(root);
  return known<Quoted>({ relation: 'quote', postUrl, postId, author, text });
}
