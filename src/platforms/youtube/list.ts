// A video, playlist or channel in a list, and the head of a channel's or playlist's page. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, canonical } from '../head';
import { listed } from '../listed';
import { all, attr, count, known, media, one, unique } from '../reading';
import {
  asChannel,
  byLead,
  channelIn,
  here,
  is,
  isVideo,
  type Lead,
  leadIn,
  leadOf,
  textOf,
  thumbnailed,
  WATCH,
} from './parts';

const TITLE = '#video-title,h3,h4';
const BESIDE = /watch-next|^ytd-playlist-panel/;

/** What the card leads to: a playlist is one that has a page of its own; a mix is made anew for everybody. */
export function leadOfCard(card: Element): Lead | undefined {
  const leads = all(card, 'a[href]').map(leadIn);
  if (is(card, /channel/)) return leads.find((lead) => lead?.subject === 'channel');
  const id = thumbnailed(card);
  return (
    leads.find((lead) => lead?.subject === 'website' && !/=RD/.test(lead.url)) ??
    leads.find(isVideo) ??
    // links of adverts lead to a counter first
    (id ? leadOf(`/watch?v=${id}`) : undefined)
  );
}

export function readCard(card: Element): PostDetails {
  const { subject = 'post', url, id } = leadOfCard(card) ?? {};
  const author = authorOf(card);
  const [views, time] = lineOf(card);
  const title = one(card, TITLE);
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: url ? 'permalink_dom' : undefined,
    postId: id,
    author,
    channel: asChannel(author),
    text:
      subject === 'channel'
        ? textOf(card, '#description')
        : displayedText(title) || (attr(title, 'title') ?? ''),
    postedAtText: time,
    engagement: known({ views: time ? count(views) : undefined }),
    // what follows the "?" asks for a smaller copy
    media: media([['image', attr(one(card, 'img[src*=".ytimg.com/vi"]'), 'src')?.replace(/\?.*/, '')]]),
    sponsored: one(card, '[class*="ad-badge" i],[href*="/aclk?"],[href*="/pagead/"]') ? 'yes' : undefined,
  });
}

/** The channel that the card names; without one, that of the channel's own list of videos. */
function authorOf(card: Element): NonNullable<PostDetails['author']> {
  const author = channelIn(all(card, 'a[href]'), one(card, '#channel-title #text,ytd-channel-name #text'));
  if (author.profileUrl) return author;
  if (/\/(?:videos|shorts|streams)\/?$/.test(location.pathname)) return byLead(here());
  return known({ displayName: author.displayName ?? nameAbove(card) });
}

const linesOf = (card: Element): Element[] =>
  all(card, '#metadata-line,[class*="metadata-row"],[class*="MetadataRow"]');

function partsOf(line: Element | undefined): string[] {
  const parts = line ? all(line, 'span').map((part) => displayedText(part)) : [];
  return unique(parts.filter((text) => /[\p{L}\p{N}]/u.test(text)));
}

/** "12K views", "3 days ago": the last line, where it has two parts. */
function lineOf(card: Element): readonly (string | undefined)[] {
  const parts = partsOf(linesOf(card).at(-1));
  return parts.length === 2 ? parts : [];
}

/** A channel that is named and not linked, as beside a video: alone in the line above. */
function nameAbove(card: Element): string | undefined {
  const parts = lineOf(card).length > 0 ? partsOf(linesOf(card).at(-2)) : [];
  return parts.length === 1 ? parts[0] : undefined;
}

const VIDEOS = 'a[href*="/watch?v="],a[href*="/shorts/"]';

/** A card by another name. Words about the page's own video may link to others: they are no list. */
export function unnamedCard(path: readonly Element[]): Element | undefined {
  if (path.some((el) => is(el, WATCH)) && !path.some((el) => is(el, BESIDE))) return undefined;
  return listed(path, (el) => all(el, VIDEOS).map((a) => leadIn(a)?.id));
}

/** The page's own channel or playlist: it is in the address bar, and the head of a page as loaded has its other name. */
export function readHead(head: Element): PostDetails {
  const { subject = 'website', url, id } = here() ?? {};
  const channel = subject === 'channel';
  const other = channel && asLoaded() ? leadOf(canonical()) : undefined;
  const name = textOf(head, 'h1,ytd-channel-name');
  const own = { ...(other?.subject === subject && byLead(other)), ...byLead(here(), name) };
  const author = channel ? own : channelIn(all(head, 'a[href]'));
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'address_bar',
    postId: id,
    otherIds: unique([channel ? author.id : undefined]).filter((each) => each !== id),
    author,
    channel: channel ? asChannel(author) : undefined,
    text: channel ? textOf(head, 'yt-description-preview-view-model') : name,
  });
}
