// A video on BitChute: the one that a page or player is of, or one in a list. Runs in the page.
// The new site says no exact time; the old one does, in words that name their zone.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, canonical, meta } from '../head';
import { all, attr, closest, count, known, leads, matches, media, one } from '../reading';
import { addressOf } from './address';
import { COMMENT, here, leadOf, NAVIGATION, timeIn, videosIn } from './parts';

type Author = NonNullable<PostDetails['author']>;

/** The channel that is linked there; of a whole page the first that stands in no list. */
function channelIn(root: Element): Author {
  const inList = (link: Element): boolean =>
    !matches(root, 'body')
      ? false
      : closest(link, `#video-card,.video-card,.video-result-container,${NAVIGATION},${COMMENT}`) !== null;
  const links = all(root, 'a[href*="/channel/"]').filter(
    (link) => leadOf(link)?.subject === 'channel' && !inList(link),
  );
  const url = leadOf(links[0])?.url;
  const named = links.filter((link) => leadOf(link)?.url === url).map((link) => displayedText(link));
  return known<Author>({
    handle: url?.split('/').at(-1),
    displayName: named.find((text) => text),
    profileUrl: url,
  });
}

const asChannel = ({ handle, displayName, profileUrl }: Author): PostDetails['channel'] =>
  known({ id: handle, name: displayName, url: profileUrl });

export function readVideo(root: Element): PostDetails {
  const address = here();
  const author = channelIn(root);
  const served = [canonical(), meta('og:url')].some((url) => addressOf(url ?? '')?.id === address?.id);
  const says = (key: string): string | undefined => (asLoaded() && served ? meta(key) : undefined);
  const published = displayedText(one(root, '.video-publish-date,.text-subtitle1 > span'));
  const postedAt = timeIn(published);
  const about = one(root, '#video-description .full,#video-description,.bc-description');
  return known<PostDetails>({
    subject: 'post',
    postUrl: address?.url,
    postUrlSource: address ? 'address_bar' : undefined,
    postId: address?.id,
    author,
    channel: asChannel(author),
    postedAt,
    postedAtSource: postedAt ? 'element' : undefined,
    postedAtText: postedAt ? undefined : published,
    text: [
      titleIn(root) || says('og:title'),
      displayedText(about, { asWritten: true }) || says('og:description'),
    ]
      .filter((part) => part)
      .join('\n\n'),
    links: leads(about ? all(about, 'a[href^="http"]') : []).filter((url) => !addressOf(url)),
    media: media([
      ...all(root, 'video source[src],video[src]').map((video) => ['video', attr(video, 'src')] as const),
      ['image', attr(one(root, 'video[poster]'), 'poster') ?? says('og:image')],
    ]),
    engagement: known({
      views: count(displayedText(one(root, '#video-view-count,.text-subtitle1'))),
      likes: count(displayedText(one(root, '#video-like-count'))),
      replies: count(displayedText(one(root, '#comments-container .count .value'))),
    }),
    adapterNote: address ? undefined : 'address_not_on_page',
  });
}

/** The title stands in no card. */
function titleIn(root: Element): string {
  const titles = all(root, 'h1,.bc-text-break:not(.bc-description)');
  const own = titles.find(
    (el) => !closest(el, `#video-card,.video-card,a,${NAVIGATION},${COMMENT}`) && displayedText(el),
  );
  return displayedText(own);
}

export function readCard(root: Element): PostDetails {
  const [id] = videosIn(root);
  const author = channelIn(root);
  const title = one(
    root,
    '.video-card-title,.video-result-title,.channel-videos-title,.bc-text-break,.q-item__label',
  );
  const image = one(root, 'img[data-src],img');
  const postedAtText = displayedText(one(root, '.video-card-published,.q-item__label--caption'));
  return known<PostDetails>({
    subject: 'post',
    postUrl: id && `https://www.bitchute.com/video/${id}`,
    postUrlSource: id ? 'permalink_dom' : undefined,
    postId: id,
    author,
    channel: asChannel(author),
    postedAtText,
    text: displayedText(title),
    media: media([['image', attr(image, 'data-src') ?? attr(image, 'src')]]),
    engagement: known({
      views: count(
        displayedText(one(root, '.video-views,.q-chip .text-caption,.absolute-bottom-left .text-caption')),
      ),
    }),
  });
}
