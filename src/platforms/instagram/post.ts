// What one post on Instagram says: in a feed, opened over a page, on a page of its own, or as a reel. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  all,
  around,
  attr,
  closest,
  contains,
  count,
  known,
  leads,
  media,
  one,
  unique,
  utc,
} from '../reading';
import {
  authorNamed,
  climb,
  commentLink,
  commentRoot,
  handleOf,
  here,
  isPosted,
  type Place,
  pathOf,
  postLinks,
  wordsIn,
} from './parts';
import { servedOf } from './served';
import { mediaIdOf, timeIn } from './shortcode';

/** Elements before the first comment: there is the author, and there are the author's words. */
type Own = (selector: string) => Element[];

/** `isOfPage`: the address bar names this very post, should its own links not do so. */
export function readPost(root: Element, isOfPage: boolean): PostDetails {
  const own = ownOf(root);
  const { place, ...address } = addressIn(root, isOfPage ? here() : undefined);
  const [time] = [...all(root, 'a[href]:not([href*="/c/"]) time[datetime]'), ...own('time[datetime]')];
  const served = place ? servedOf(place.code) : {};
  const author = authorOf(own, place) ?? served.author?.handle;
  const caption = captionIn(own, author);
  const pictures = media(own('img,video').filter(isPosted).flatMap(sourcesOf));
  const mediaId = place && mediaIdOf(place.code);
  const advert = one(root, 'a[href*="/ads/ig_redirect"]');
  const inText = caption ? all(caption, 'a[href]') : [];
  return known<PostDetails>({
    subject: 'post',
    ...address,
    postUrl: place?.url,
    postId: place?.code,
    otherIds: mediaId ? [mediaId] : [],
    author: author === served.author?.handle ? served.author : authorNamed(author),
    ...timeOf(time, mediaId),
    ...(caption ? said(caption, author) : { text: served.text }),
    media: pictures.length > 0 ? pictures : served.media,
    hashtags: unique(inText.map((a) => /^[#＃](\S+)/.exec(displayedText(a))?.[1])),
    links: leads(own('a[href]')).filter((url) => !pathOf(url)),
    engagement: { ...served.engagement, ...countsIn(root) },
    sponsored: advert ? 'yes' : time ? 'no' : 'unknown',
  });
}

function ownOf(root: Element): Own {
  const first = commentLink(root);
  const comment = first && commentRoot(first);
  const before = (el: Element): boolean =>
    !comment || (Node.prototype.compareDocumentPosition.call(el, comment) & 12) === 4;
  return (selector) => all(root, selector).filter(before);
}

interface Address extends Pick<PostDetails, 'postUrlSource' | 'adapterNote'> {
  readonly place?: Place;
}

/** The link around the time; else other links of this very post; else the address bar, if the post is the page's own. */
function addressIn(root: Element, bar: Place | undefined): Address {
  const links = postLinks(root).filter(([, { code }]) => !bar || code === bar.code);
  const timed = links.find(([link]) => one(link, 'time[datetime]'));
  const [, place = bar] = timed ?? links[0] ?? [];
  if (!place) return { adapterNote: 'address_not_on_page' };
  const owner = place.owner ?? links.map(([, each]) => each.owner).find((each) => each);
  const linked = links.length > 0;
  return {
    place: { ...place, owner },
    postUrlSource: linked ? 'permalink_dom' : 'address_bar',
    adapterNote: timed ? undefined : linked ? 'address_from_other_link' : 'address_from_bar',
  };
}

export function timeOf(time: Element | undefined, mediaId: string | undefined): Partial<PostDetails> {
  const postedAt = utc(attr(time, 'datetime'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const derived = timeIn(mediaId);
  return derived
    ? { postedAt: derived, postedAtSource: 'id_derived' }
    : { postedAtText: time && displayedText(time) };
}

/** Whom the address names; else the header's; else the first who is there twice, with picture and name (others are tagged). */
function authorOf(own: Own, place: Place | undefined): string | undefined {
  if (place?.owner) return place.owner;
  const handles = (selector: string): string[] => own(selector).flatMap((link) => handleOf(link) ?? []);
  const [inHeader] = handles('header a[href]');
  const all = handles('a[href]');
  return inHeader ?? all.find((each, at) => all.lastIndexOf(each) > at) ?? all[0];
}

/** The words stand in a heading, or after the author's name where it stands for the second time. */
function captionIn(own: Own, author: string | undefined): Element | undefined {
  const heading = own('h1').find((el) => displayedText(el).toLowerCase() !== author);
  if (heading) return heading;
  const names = own('a[href]').filter(
    (a) => handleOf(a) === author && displayedText(a).toLowerCase() === author,
  );
  const last = names.pop();
  if (!last || names.length === 0)
    return location.pathname.startsWith('/reels/') ? longestWords(own, author) : undefined;
  const row = around(climb(last, (up) => wordsIn(up, author) !== ''));
  const more = !row || one(row, 'video,section,header,form') || names.some((name) => contains(row, name));
  return more ? undefined : row;
}

/** A reel among reels has its author's name once, and words without a mark. */
function longestWords(own: Own, author: string | undefined): Element | undefined {
  const words = own('span[dir="auto"]').filter(
    (el) => !closest(el, 'a,h2,button,time') && wordsIn(el, author),
  );
  return words.sort((a, b) => wordsIn(b, author).length - wordsIn(a, author).length)[0];
}

function said(caption: Element, author: string | undefined): Partial<PostDetails> {
  const text = wordsIn(caption, author);
  const more = /(?:…|\.\.\.)$/.test(text) && one(caption, 'button,[role="button"]');
  return { text, textTruncated: more ? true : undefined };
}

type Source = Parameters<typeof media>[0][number];

/** Pictures in the largest size that the page names; of a video its file, if it has an address, and its poster. */
export function sourcesOf(el: Element): Source[] {
  if (el instanceof HTMLVideoElement)
    return [
      ['video', attr(el, 'src')],
      ['image', attr(el, 'poster')],
    ];
  const sizes = (attr(el, 'srcset') ?? '').split(',').map((each) => each.trim().split(/\s+/));
  const [largest] = sizes.sort((a, b) => Number.parseInt(b[1] ?? '', 10) - Number.parseInt(a[1] ?? '', 10));
  return [['image', largest?.[0] || attr(el, 'src')]];
}

/** Only numbers that stand in links of their own: the others are told apart by words alone. */
function countsIn(root: Element): PostDetails['engagement'] {
  const words = (view: string): string => displayedText(one(root, `a[href$="/${view}/"]`));
  return known({ likes: count(words('liked_by')), replies: count(/\d.*/.exec(words('comments'))?.[0]) });
}
