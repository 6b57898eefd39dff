// A video or other claim on Odysee: the one that a page or player is of, or one in a list. Runs in the page.
// Short and full ids are both kept where the page states both.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta } from '../head';
import { all, attr, closest, count, known, leads, matches, media, one, unique } from '../reading';
import { type VideoObject, videoObject } from '../video-object';
import { addressOf } from './address';
import { CARD, COMMENT, channelLinks, claimsIn, handleOf, here, type Lead, leadOf } from './parts';

type Author = NonNullable<PostDetails['author']>;

/** A channel by its address, under the fullest name that is shown with it. */
function authorOf(channel: Lead | undefined, links: readonly Element[]): Author {
  const shown = links.filter((link) => leadOf(link)?.url === channel?.url).map((link) => displayedText(link));
  const id = channel?.identities[0]?.ids.at(-1);
  return known<Author>({
    id: /^[0-9a-f]{40}$/.exec(id ?? '')?.[0],
    handle: channel && handleOf(channel),
    displayName: shown.find((text) => text),
    profileUrl: channel?.url,
  });
}

const asChannel = ({ id, displayName, profileUrl }: Author): PostDetails['channel'] =>
  known({ id, name: displayName, url: profileUrl });

/** The page's own: what stands in a comment or in a list of others is not read. */
export function readClaim(root: Element): PostDetails {
  const address = here();
  const url = address?.url;
  const stated = videoObject((each) => addressOf(each)?.url === url);
  const own = (selector: string): Element | undefined =>
    all(root, selector).find((el) => !closest(el, COMMENT) && !inOthers(el));
  const channel = addressOf(url?.replace(/\/[^/]+$/, '') ?? '');
  const author = authorOf(channel?.subject === 'channel' ? channel : undefined, channelLinks(root));
  const about = own('.file__description,.mediaInfo__description,[class*="description"]');
  return known<PostDetails>({
    subject: 'post',
    postUrl: url,
    postUrlSource: url ? 'address_bar' : undefined,
    postId: fullId(stated) ?? (url && idIn(url)),
    author,
    channel: asChannel(author),
    ...timeOf(url, stated, own('.file__viewdate .date_time,.date_time,time')),
    text: [
      displayedText(own('h1')) || stated?.name,
      displayedText(about, { asWritten: true }) || stated?.description,
    ]
      .filter((part) => part)
      .join('\n\n'),
    links: leads(about ? all(about, 'a[href^="http"]') : []).filter((each) => !addressOf(each)),
    hashtags: unique(all(root, 'a.tag,.tags a').map((tag) => displayedText(tag).replace(/^#/, ''))),
    media: media([
      ...all(root, 'video[src],video source[src]').map((video) => ['video', attr(video, 'src')] as const),
      ['image', stated?.picture],
    ]),
    engagement: known({
      views:
        stated?.views ?? count(displayedText(own('.file__viewdate [aria-label],.media__subtitle--centered'))),
    }),
    adapterNote: address ? undefined : 'address_not_on_page',
  });
}

const inOthers = (el: Element): boolean => closest(el, `${CARD},.card--related`) !== null;

/** The whole id; where an address has its beginning only, that with its name. */
function idIn(url: string): string {
  const claim = decodeURIComponent(url.split('/').at(-1) ?? '');
  return /:([0-9a-f]{40})$/.exec(claim)?.[1] ?? claim;
}

/** Addresses of players and files have the whole id. */
function fullId(stated: VideoObject | undefined): string | undefined {
  const found = stated?.addresses.map((url) => /\/([0-9a-f]{40})(?:\/|$)/.exec(url)?.[1]);
  return found?.find((id) => id);
}

function timeOf(
  url: string | undefined,
  stated: VideoObject | undefined,
  shown: Element | undefined,
): Partial<PostDetails> {
  const head =
    asLoaded() && addressOf(meta('og:url') ?? '')?.url === url ? meta('og:video:release_date') : undefined;
  const released = head && /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(head) ? new Date(head) : undefined;
  const postedAt =
    stated?.postedAt ?? (released && !Number.isNaN(released.getTime()) ? released.toISOString() : undefined);
  return postedAt ? { postedAt, postedAtSource: 'inline_data' } : { postedAtText: displayedText(shown) };
}

export function readCard(root: Element): PostDetails {
  const [url] = claimsIn(root);
  const address = addressOf(url ?? '');
  const links = channelLinks(root);
  const author = authorOf(leadOf(links[0]), links);
  const isChannel = !address;
  const title = one(root, '.claim-preview__title,.claim-tile__title,h2');
  return known<PostDetails>({
    subject: isChannel ? 'channel' : 'post',
    postUrl: url ?? author.profileUrl,
    postUrlSource: 'permalink_dom',
    postId: url ? idIn(url) : author.id,
    author,
    channel: asChannel(author),
    postedAtText: displayedText(one(root, '.date_time,time')),
    text: displayedText(title) || (attr(title, 'title') ?? ''),
    media: isChannel || matches(root, COMMENT) ? [] : media([['image', attr(one(root, 'img'), 'src')]]),
    engagement: known({ views: count(attr(one(root, '.view_count[aria-label]'), 'aria-label')) }),
  });
}
