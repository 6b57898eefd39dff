// Finds what is meant on BitChute: a comment, a video in a list, the video of a page or player, a channel.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { listed } from '../listed';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, known, matches, one } from '../reading';
import { readComment } from './comment';
import { COMMENT, here, leadOf, NAVIGATION, videosIn } from './parts';
import { readCard, readVideo } from './video';

const CARD = '#video-card,.video-card,.video-result-container,.channel-videos-container,.playlist-video';

type Root = Pick<Found, 'subject' | 'root'>;

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, `${COMMENT},${CARD},video`));
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const path = at?.path ?? [];
  const found = itemIn(path) ?? ofPage(path);
  return found && { ...found, via: at?.via ?? 'page', target: at?.target };
}

function itemIn(path: readonly Element[]): Root | undefined {
  const marked =
    path.find((el) => matches(el, COMMENT)) ?? path.find((el) => matches(el, CARD) && videosIn(el)[0]);
  const root = marked ?? listed(path, videosIn, (el) => matches(el, 'body') || one(el, 'video,h1') !== null);
  return root && { subject: 'post', root };
}

function ofPage(path: readonly Element[]): Root | null {
  if (path.some((el) => matches(el, NAVIGATION))) return null;
  const address = here();
  const body = one(document, 'body');
  if (address?.subject === 'post') return body && { subject: 'post', root: body };
  const link = path.find((el) => matches(el, 'a[href]') && leadOf(el));
  const lead = leadOf(link);
  if (link && lead && lead.subject !== 'post') return { subject: lead.subject, root: link };
  // the head of a channel has no mark: it is what stands outside of its videos
  const outside = !path[0] || videosIn(path[0]).length === 0;
  return address && body && outside ? { subject: address.subject, root: body } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, COMMENT)) return readComment(root);
  if (subject === 'post') return matches(root, 'body') ? readVideo(root) : readCard(root);
  const link = matches(root, 'a') ? leadOf(root) : null;
  const address = link ?? here();
  const name = displayedText(link ? root : one(root, '#channel-title,.channel-banner .name,.text-h4,h1'));
  const handle = address?.url.split('/').at(-1);
  return known<PostDetails>({
    subject,
    postUrl: address?.url,
    postUrlSource: link ? 'context_link' : 'address_bar',
    ...(subject === 'channel' && { channel: known({ id: handle, name, url: address?.url }) }),
    author: known({ handle, displayName: name, profileUrl: address?.url }),
    text: link ? '' : displayedText(one(root, '#channel-description,.bc-description'), { asWritten: true }),
  });
}

export const platform: Platform = { platform: 'bitchute', find, read };
