// Pages of t.me: previews of channels (/s/), embedded messages, pages of one message, channel, group, bot, person or invitation.
// Runs in the page. A message in a frame is read when the click is in there.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { meta } from '../head';
import type { Found } from '../platform';
import { all, attr, known, one } from '../reading';

const HEAD = '.tgme_channel_info,.tgme_page_title';
const EXTRA = '.tgme_page_extra';

interface Place {
  /** "name", "c/123" or "+hash". */
  readonly holder: string;
  readonly id: string | undefined;
}

/** The holder, and the message if there is one, that this page is of. */
function place(): Place | undefined {
  const path = location.pathname.replace('joinchat/', '+');
  const [, holder, id] = /^\/(?:s\/)?((?:c\/|\+)?[\w-]{4,})(?:\/(?:(?:s|\d+)\/)?(\d+))?\/?$/.exec(path) ?? [];
  return holder ? { holder, id } : undefined;
}

export function findPage(target: Element | undefined): Found | null {
  const via = target ? 'clicked' : 'page';
  const here = place();
  // not by a selector with `i`: Firefox 153 does not heed that beside [id=""]
  const name = `telegram-post-${here?.holder}-${here?.id}`.toLowerCase();
  const frame = all(document, 'iframe').find((el) => attr(el, 'id')?.toLowerCase() === name);
  if (frame) return { subject: 'post', root: frame, via, target };
  const head = here && one(document, HEAD);
  return head ? { subject: isPerson(here) ? 'account' : 'channel', root: head, via, target } : null;
}

/** People and bots show their name below the title; channels and groups how many they are. +<digits> is a telephone number. */
function isPerson({ holder }: Place): boolean {
  return /^\+\d{5,15}$/.test(holder) || displayedText(one(document, EXTRA)).startsWith('@');
}

/** The page around a framed message knows little of it. */
export function readFramed(): PostDetails {
  const { holder, id } = place() ?? {};
  return known<PostDetails>({
    subject: 'post',
    postUrl: `https://t.me/${holder}/${id}`,
    postUrlSource: 'address_bar',
    postId: id,
    channel: known({ name: meta('og:title'), url: `https://t.me/${holder}` }),
    text: meta('og:description'),
    adapterNote: 'message_in_frame',
  });
}

export function readHolder(subject: Found['subject']): PostDetails {
  const handle = place()?.holder;
  const profileUrl = `https://t.me/${handle}`;
  const title = one(document, '.tgme_channel_info_header_title,.tgme_page_title');
  const author: PostDetails['author'] = {
    handle,
    displayName: displayedText(title && (one(title, 'span') ?? title)),
    profileUrl,
    verified: title && one(title, '.verified-icon') ? 'yes' : undefined,
  };
  const about = one(document, '.tgme_channel_info_description,.tgme_page_description');
  const text = displayedText(about, { asWritten: true });
  return holderOf(subject, profileUrl, author, { postUrlSource: 'address_bar', text });
}

/** A person or bot is an account; all else is a channel, with what is known of it. */
export function holderOf(
  subject: Found['subject'],
  url: string,
  author: NonNullable<PostDetails['author']>,
  more: Partial<PostDetails>,
): PostDetails {
  const { id, displayName: name } = author;
  return known<PostDetails>({
    subject,
    postUrl: url,
    ...(subject === 'account' ? { author: known(author) } : { channel: known({ id, name, url }) }),
    ...more,
  });
}
