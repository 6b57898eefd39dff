// Finds what is meant on Rumble: a comment, a video in a list, the video of a page or player, a channel.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { listed } from '../listed';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, known, matches, one } from '../reading';
import { readComment } from './comment';
import { COMMENT, HEAD, here, leadOf, NAVIGATION, videosIn } from './parts';
import { readCard, readVideo } from './video';

const CARD = '.videostream[data-video-id],article.video-item,.video-listing-entry,.mediaList-item';

type Root = Pick<Found, 'subject' | 'root'>;

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, `${COMMENT},${CARD},h1,#videoPlayer`));
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const path = at?.path ?? [];
  const found = itemIn(path) ?? ofPage(path);
  return found && { ...found, via: at?.via ?? 'page', target: at?.target };
}

function itemIn(path: readonly Element[]): Root | undefined {
  const marked =
    path.find((el) => matches(el, COMMENT)) ?? path.find((el) => matches(el, CARD) && videosIn(el)[0]);
  const root = marked ?? listed(path, videosIn, (el) => matches(el, 'h1,body') || one(el, 'h1') !== null);
  return root && { subject: 'post', root };
}

function ofPage(path: readonly Element[]): Root | null {
  if (path.some((el) => matches(el, NAVIGATION) && !matches(el, HEAD))) return null;
  const address = here();
  const body = one(document, 'body');
  if (address?.subject === 'post') return body && { subject: 'post', root: body };
  const link = path.find((el) => matches(el, 'a[href]') && leadOf(el));
  const lead = leadOf(link);
  if (link && lead && lead.subject !== 'post') return { subject: lead.subject, root: link };
  const head = path.find((el) => matches(el, HEAD)) ?? (path.length === 0 ? body : null);
  return head && address ? { subject: address.subject, root: head } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, COMMENT)) return readComment(root);
  if (subject === 'post') return matches(root, 'body') ? readVideo(root) : readCard(root);
  const link = matches(root, 'a') ? leadOf(root) : null;
  const address = link ?? here();
  const name = displayedText(link ? root : one(root, 'h1'));
  const handle = address?.url.split('/').at(-1);
  return known<PostDetails>({
    subject,
    postUrl: address?.url,
    postUrlSource: link ? 'context_link' : 'address_bar',
    ...(subject === 'channel' && { channel: known({ name, url: address?.url }) }),
    author: known({ handle, displayName: name, profileUrl: address?.url }),
    text: link ? '' : displayedText(one(root, '[class*="description"]'), { asWritten: true }),
  });
}

export const platform: Platform = { platform: 'rumble', find, read };
