// A video on Rumble: the one that a page or player is of, or one in a list. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, canonical } from '../head';
import { all, attr, count, httpUrl, known, leads, matches, media, one, unique, utc } from '../reading';
import { type VideoObject, videoObject } from '../video-object';
import { addressOf } from './address';
import { channelLink, here, leadOf, videosIn } from './parts';

type Author = NonNullable<PostDetails['author']>;

function authorBy(link: Element | null | undefined, name: Element | null): Author {
  const lead = leadOf(link);
  const verified = link && one(link, '[class*="verif" i]') ? ('yes' as const) : undefined;
  return known<Author>({
    handle: lead ? lead.url.split('/').at(-1) : undefined,
    displayName: displayedText(name) || displayedText(link),
    profileUrl: lead?.url,
    verified,
  });
}

const asChannel = ({ displayName, profileUrl }: Author): PostDetails['channel'] =>
  profileUrl?.includes('/c/') ? known({ name: displayName, url: profileUrl }) : undefined;

export function readVideo(root: Element): PostDetails {
  const address = here();
  const stated = videoObject((url) => addressOf(url)?.id === address?.id);
  const link =
    channelLink(root, 'a[rel~="author"],a.media-by--a') ?? channelLink(root, '[class*="media-by"] a');
  const author = authorBy(link, one(root, '.media-heading-name'));
  const about = all(root, '.media-description');
  return known<PostDetails>({
    subject: 'post',
    postUrl: address?.url,
    postUrlSource: address ? 'address_bar' : undefined,
    postId: address?.url.includes('/embed/') ? `embed/${address.id}` : address?.id,
    otherIds: otherIds(address?.id, stated),
    author,
    channel: asChannel(author),
    postedAt: stated?.postedAt,
    postedAtSource: stated?.postedAt ? 'inline_data' : undefined,
    postedAtText: stated?.postedAt
      ? undefined
      : displayedText(one(root, '[class*="stream-time"],.media-published')),
    text: unique([
      displayedText(one(root, 'h1')) || stated?.name,
      ...(about.length > 0 ? about.map((el) => displayedText(el)) : [stated?.description]),
    ])
      .filter((text) => text)
      .join('\n\n'),
    links: leads(about.flatMap((el) => all(el, 'a[href^="http"]'))).filter((url) => !addressOf(url)),
    media: media([
      ['image', stated?.picture],
      ...all(root, 'video[src]').map((video) => ['video', attr(video, 'src')] as const),
    ]),
    engagement: known({
      views: stated?.views ?? count(displayedText(one(root, '.media-description-info-views'))),
      likes: count(
        displayedText(one(root, '.rumbles-vote-pill .rumbles-up-votes,[data-type="1"] .rumbles-up-votes')),
      ),
      replies: count(displayedText(one(root, '#video-comments .comment-count,.comments-count'))),
    }),
    adapterNote: address ? undefined : 'address_not_on_page',
  });
}

/** The page and its player, where the page states both; the number that votes are counted by. */
function otherIds(id: string | undefined, stated: VideoObject | undefined): string[] {
  const player = stated?.addresses
    .map((url) => addressOf(url))
    .find((address) => address?.url.includes('/embed/'));
  const page = asLoaded() && here()?.url.includes('/embed/') ? addressOf(canonical() ?? '') : null;
  const number = attr(one(document, '.rumbles-vote[data-type="1"][data-id]'), 'data-id');
  return unique([player ? `embed/${player.id}` : undefined, page?.id, number ?? undefined]).filter(
    (other) => other !== id,
  );
}

/** The channel that the card names; without one, that of the channel's own page. */
function authorOfCard(root: Element): Author {
  const author = authorBy(channelLink(root), one(root, '.channel__name,[class*="by-name"]'));
  const page = here();
  if (author.profileUrl || !page || page.subject === 'post') return author;
  return { handle: page.url.split('/').at(-1), profileUrl: page.url };
}

export function readCard(root: Element): PostDetails {
  const [id] = videosIn(root);
  const links = matches(root, 'a') ? [root] : all(root, 'a[href]');
  const lead = links.map(leadOf).find((address) => address?.id === id);
  const time = one(root, 'time[datetime]');
  const postedAt = utc(attr(time, 'datetime'));
  const title = one(root, '[class*="title"]:is(h1,h2,h3,h4),h3,[class*="title"]');
  const author = authorOfCard(root);
  const number = (matches(root, '[data-video-id]') ? root : one(root, '[data-video-id]')) ?? null;
  return known<PostDetails>({
    subject: 'post',
    postUrl: lead?.url,
    postUrlSource: lead ? 'permalink_dom' : undefined,
    postId: id,
    otherIds: unique([attr(number, 'data-video-id') ?? undefined]),
    author,
    channel: asChannel(author),
    postedAt,
    postedAtSource: postedAt ? 'element' : undefined,
    postedAtText: postedAt ? undefined : displayedText(time),
    text: displayedText(title) || (attr(title, 'title') ?? ''),
    media: media([['image', httpUrl(attr(one(root, 'img'), 'src'))]]),
    engagement: known({
      views: count(attr(one(root, '[data-views]'), 'data-views')),
      replies: count(attr(one(root, '[class*="comments"][title]'), 'title')),
    }),
  });
}
