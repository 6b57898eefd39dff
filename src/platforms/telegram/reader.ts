// Finds messages of Telegram channels on t.me: previews (/s/), embedded messages, and pages of one message or channel.
// Runs in the page. Changes nothing, guesses nothing. The web clients are not read here.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, attr, known, matches, one } from '../reading';
import { MESSAGE, readMessage } from './message';

const FRAME = 'iframe[id^="telegram-post-"]';
const HEAD = '.tgme_channel_info, .tgme_page_title';

interface Place {
  readonly name: string;
  readonly id: string | undefined;
}

/** The channel, and the message if there is one, that this page is of. */
function place(): Place | undefined {
  if (!/^(?:www\.)?(?:t|telegram)\.(?:me|dog)$/.test(location.host)) return undefined;
  const [, name, id] = /^\/(?:s\/)?([a-z]\w{3,31})(?:\/(\d+))?\/?$/i.exec(location.pathname) ?? [];
  return name ? { name, id } : undefined;
}

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, MESSAGE));
  const message = at?.path.find((el) => matches(el, MESSAGE));
  if (at && message) return { subject: 'post', root: message, via: at.via, target: at.target };
  if (from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const target = at?.target;
  const via = target ? 'clicked' : 'page';
  const here = place();
  const frame = here?.id && one(document, FRAME);
  if (frame && frameIs(frame, here)) return { subject: 'post', root: frame, via, target };
  const head = here && one(document, HEAD);
  return head ? { subject: isChannel() ? 'channel' : 'account', root: head, via, target } : null;
}

/** People and bots have pages like those of channels; only the words below the name tell. */
function isChannel(): boolean {
  return /subscriber|member/.test(displayedText(one(document, '.tgme_channel_info, .tgme_page_extra')));
}

function frameIs(frame: Element, { name, id }: Place): boolean {
  return attr(frame, 'id')?.toLowerCase() === `telegram-post-${name}-${id}`.toLowerCase();
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, MESSAGE)) return readMessage(root);
  return subject === 'post' ? readFramed() : readHolder(subject);
}

const meta = (key: string): string | undefined =>
  attr(one(document, `meta[property="og:${key}"]`), 'content') ?? undefined;

/** The page around a framed message knows little of it; the frame itself is read when the click is in there. */
function readFramed(): PostDetails {
  const { name, id } = place() ?? {};
  return known<PostDetails>({
    subject: 'post',
    postUrl: `https://t.me/${name}/${id}`,
    postUrlSource: 'address_bar',
    postId: id,
    channel: known({ name: meta('title'), url: `https://t.me/${name}` }),
    text: meta('description'),
    adapterNote: 'message_in_frame',
  });
}

function readHolder(subject: Found['subject']): PostDetails {
  const handle = place()?.name;
  const url = `https://t.me/${handle}`;
  const name = displayedText(one(document, '.tgme_channel_info_header_title span, .tgme_page_title span'));
  const about = one(document, '.tgme_channel_info_description, .tgme_page_description');
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'address_bar',
    ...(subject === 'channel'
      ? { channel: known({ name, url }) }
      : { author: known({ handle, displayName: name }) }),
    text: displayedText(about, { asWritten: true }),
  });
}

export const platform: Platform = { platform: 'telegram', find, read };
