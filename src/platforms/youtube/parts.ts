// What elements of YouTube's pages are by their names, and what its links and labels say. Runs in the page.
import type { PostDetails, Subject } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, count, httpUrl, known, leads, one, property, unique } from '../reading';

/** A comment, a community post, a message of a live chat. */
export const WRITTEN =
  /^yt.*-(?:comment|post)-(?:renderer|view-model)$|^yt-live-chat-.*(?:message|sticker|item)-renderer$/;
/** Such names tell these apart. */
export const COMMENT = /comment/;
export const COMMUNITY = /-post-/;
export const CHAT = /chat/;
/** A video, playlist, film, advert or channel in a list. */
export const CARD =
  /^yt.*-(?:(?:rich|reel|responsive-list)-item-renderer|(?:grid|slim)-media|lockup-view-model(?:-v2)?|ad-slot-renderer|video-preview|(?:video|movie|playlist|radio|channel|video-(?:card|with-context|lockup))-renderer)$/;
/** The head of a channel or playlist. */
export const HEAD =
  /^yt.*-(?:(?:page|tabbed|playlist)-(?:page-)?header-(?:renderer|view-model)|tabbed-page-header|playlist-sidebar-renderer)$/;
export const SHORT = /-reel-(?:video|player)-renderer$/;
/** Of the shorts below one another, the one that plays. */
export const ACTIVE = 'ytd-shorts [is-active]';
export const WATCH = /^yt[dm]-watch(?:-flexy|-grid)?$/;

export const is = (el: Element, names: RegExp): boolean =>
  names.test(`${property(Element, 'localName', el)}`);

/** What a link leads to. `id` of a channel is its id, its handle, or nothing. */
export interface Lead {
  readonly subject: Subject;
  readonly url: string;
  readonly id?: string | undefined;
}

const HOST = /^https?:\/\/(?:[\w-]+\.)?youtube(?:-nocookie)?\.com(?=\/)/;
const VIDEO = /^\/(?:(?:watch)?\?(?:.*&)?v=|(?:shorts|live|embed)\/)([\w-]{11})(?![\w-])/;
const POST = /^\/(?:post\/|.*[?&]lb=)([\w-]{20,})/;
const OTHER =
  /^\/(?:(playlist\?)(?:.*&)?(list=[\w-]+)|(@[^/?#]+|channel\/(UC[\w-]{22})(?![\w-])|(?:c|user)\/[^/?#]+))/;

/** The address is the one that address.ts gives; what is asked here is only what such pages link to. */
export function leadOf(href: string | null | undefined): Lead | undefined {
  const path = httpUrl(href)?.replace(HOST, '') ?? '';
  const to = (subject: Subject, page: string, id?: string): Lead => ({
    subject,
    url: `https://www.youtube.com/${page}`,
    id,
  });
  const [, comment] = /[?&]lc=([\w-]{10,}(?:\.[\w-]+)?)/.exec(path) ?? [];
  const [, post] = POST.exec(path) ?? [];
  const [, video] = VIDEO.exec(path) ?? [];
  const page = post ? `post/${post}?` : `watch?v=${video}&`;
  if (post || video)
    return to('post', comment ? `${page}lc=${comment}` : page.slice(0, -1), comment ?? post ?? video);
  const [, playlist, list, name, id] = OTHER.exec(path) ?? [];
  if (playlist) return to('website', `${playlist}${list}`);
  return name ? to('channel', name, id ?? decoded(name)) : undefined;
}

/** A handle in its own letters; other names are no ids. */
const decoded = (name: string): string | undefined =>
  name.startsWith('@') ? (new URLSearchParams(`=${name}`).get('') ?? name) : undefined;

export const leadIn = (link: Element): Lead | undefined => leadOf(attr(link, 'href'));
export const here = (): Lead | undefined => leadOf(location.href);
export const isVideo = (lead: Lead | undefined): boolean => lead?.id?.length === 11;

type Author = NonNullable<PostDetails['author']>;

/** A channel by what leads to it. */
export function byLead(lead: Lead | undefined, displayName?: string): Author {
  const handle = lead?.id?.startsWith('@') ? lead.id.slice(1) : undefined;
  return known<Author>({ id: handle ? undefined : lead?.id, handle, displayName, profileUrl: lead?.url });
}

/** The first channel that is linked there, by the name that is shown with it. */
export function channelIn(links: readonly Element[], name?: Element | null): Author {
  const link = links.find((each) => leadIn(each)?.subject === 'channel');
  const lead = link && leadIn(link);
  const named = links.filter((each) => lead && leadIn(each)?.url === lead.url);
  return byLead(
    lead,
    [name, ...named].map((el) => displayedText(el)).find((text) => text),
  );
}

export const asChannel = ({ id, displayName, profileUrl }: Author): PostDetails['channel'] =>
  known({ id, name: displayName, url: profileUrl });

/** The only number of a label in any language: "like this video along with 12,345 other people". */
export const numberIn = (label: string | null | undefined): number | undefined =>
  count(/^\P{Nd}*(\p{Nd}[\p{Nd}.,'’\s]*\P{Nd}*)$/u.exec(label ?? '')?.[1]);

export const textOf = (root: Element, selector: string): string => displayedText(one(root, selector));

/** Links as they stand; hashtags, and times within the same video, are no links. */
export function linksOf(
  text: Element | null | undefined,
  id?: string,
): Pick<PostDetails, 'links' | 'hashtags'> {
  const links = text ? all(text, 'a[href]') : [];
  const tags = links.filter((a) => attr(a, 'href')?.includes('/hashtag/'));
  return {
    hashtags: unique(tags.map((a) => displayedText(a).replace(/^[#＃]/, ''))),
    links: leads(links.filter((a) => !tags.includes(a) && !(id && leadIn(a)?.id === id))),
  };
}

/** The id of the video whose thumbnail stands there. */
export function thumbnailed(root: Element): string | undefined {
  const image = one(root, 'img[src*=".ytimg.com/vi"],[style*=".ytimg.com/vi"]');
  return /\/vi(?:_webp)?\/([\w-]{11})\//.exec(`${attr(image, 'src')} ${attr(image, 'style')}`)?.[1];
}
