// The video that a page is of: a watch page, a short, an embedded player, a page as served. Runs in the page.
// Head and inline data are of the first video that was loaded: they count only where they name this one.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, known, matches, media, one, unique } from '../reading';
import {
  ACTIVE,
  asChannel,
  channelIn,
  here,
  is,
  isVideo,
  linksOf,
  numberIn,
  SHORT,
  textOf,
  thumbnailed,
} from './parts';
import { statedOf } from './stated';

const TITLE = '#title h1,h1.title,[class*="video-information-title"]';
const OWNER = '#owner,ytm-slim-owner-renderer,.ytp-title-channel';
const OWNER_OF_SHORT = 'yt-reel-channel-bar-view-model,ytd-channel-name';
const ABOUT = '[id$="snippet-text"],ytm-expandable-video-description-body-renderer';
const LIKES = 'like-button-view-model [aria-label],#like-button [aria-label]';

/** The element around the video says its id; the address bar may be ahead of it. Of all shorts it names the one that plays. */
function idOf(root: Element): Partial<PostDetails> {
  const bar = here();
  const other = is(root, SHORT) && !isActive(root);
  const marked = other ? thumbnailed(root) : attr(root, 'video-id');
  if (marked) return { postId: marked, postUrlSource: 'permalink_dom' };
  if (other || !isVideo(bar)) return { adapterNote: 'address_not_on_page' };
  const adapterNote = is(root, /^ytd-watch/) ? 'address_from_bar' : '';
  return { postId: bar?.id, postUrlSource: 'address_bar', adapterNote };
}

function isActive(short: Element): boolean {
  const marked = one(document, ACTIVE);
  return marked ? marked === short : one(short, 'video') !== null;
}

export function readVideo(root: Element): PostDetails {
  const which = idOf(root);
  const id = which.postId ?? '';
  const says = statedOf(id);
  const short = is(root, SHORT);
  const owner = one(root, short ? OWNER_OF_SHORT : OWNER);
  const author = { ...says.author, ...channelIn(owner ? all(owner, 'a[href]') : []) };
  const full = one(root, '#expanded');
  const about = displayedText(full) ? full : one(root, ABOUT);
  const title = textOf(root, short ? 'h1,h2' : TITLE) || says.title || textOf(root, 'a.ytp-title-link');
  return known<PostDetails>({
    subject: 'post',
    postUrl: id && `https://www.youtube.com/watch?v=${id}`,
    ...which,
    author,
    channel: asChannel(author),
    postedAt: says.time,
    postedAtSource: says.time ? 'inline_data' : undefined,
    postedAtText: says.time ? '' : textOf(root, '#info > span:nth-of-type(3)'),
    text: [title, displayedText(about, { asWritten: true }) || says.about]
      .filter((part) => part)
      .join('\n\n'),
    textTruncated:
      (about ? about !== full && matches(about, '[id]') : says.about?.endsWith('...')) || undefined,
    ...linksOf(about, id),
    media: media([['image', says.picture]]),
    engagement: known({
      views: says.views,
      likes: unique(all(root, LIKES).map((el) => numberIn(attr(el, 'aria-label'))))[0],
      replies: numberIn(textOf(root, 'ytd-comments-header-renderer #count')),
    }),
  });
}
