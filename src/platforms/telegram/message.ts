// What one message of a Telegram channel says, as t.me shows it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  all,
  attr,
  closest,
  count,
  httpUrl,
  known,
  leads,
  matches,
  media,
  one,
  unique,
  utc,
} from '../reading';

export const MESSAGE = '.tgme_widget_message[data-post]';
const TEXT = '.tgme_widget_message_text:not(.js-message_reply_text)';
const REPLY = '.tgme_widget_message_reply';
const HOSTS = /(?:^|\.)(?:t\.me|telegram\.me|telegram\.dog)$/;
const PICTURES = [
  '.tgme_widget_message_photo_wrap',
  '.tgme_widget_message_video_thumb',
  '.tgme_widget_message_roundvideo_thumb',
  '.tgme_widget_message_sticker',
  '.tgme_widget_message_document_thumb',
  '.tgme_widget_message_service_photo img',
].join();

export function readMessage(message: Element): PostDetails {
  const [name = '', id] = (attr(message, 'data-post') ?? '').split('/');
  const part = (className: string): Element | null => one(message, `.tgme_widget_message_${className}`);
  const date = part('date');
  const owner = part('owner_name');
  const channelUrl = httpUrl(attr(owner, 'href'));
  const link = addressIn(attr(date, 'href'));
  const reply = one(message, REPLY);
  const quoted = forwarded(message) ?? (reply ? replied(reply) : undefined);
  return known<PostDetails>({
    subject: 'post',
    postUrl: link?.url ?? (id ? `https://t.me/${name}/${id}` : undefined),
    postUrlSource: link || id ? 'permalink_dom' : undefined,
    postId: link?.id ?? id,
    otherIds: albumIds(message).filter((other) => other !== (link?.id ?? id)),
    parentPostId: reply ? addressIn(attr(reply, 'href'))?.id : undefined,
    author: authorOf(message, owner),
    channel: known({ id: channelId(message), name: displayedText(owner), url: channelUrl }),
    ...timeOf(date),
    edited: isEdited(message) || undefined,
    text: textOf(message),
    media: media(all(message, `${PICTURES},video,audio`).map(sourceOf)),
    ...linksOf(message),
    engagement: known({ views: count(displayedText(part('views'))) }),
    quoted,
    contextNote: all(message, '.tgme_widget_message_document_title, .tgme_widget_message_document_extra')
      .map((el) => displayedText(el))
      .join(', '),
    adapterNote: noteOf(message, link !== undefined),
  });
}

interface Link {
  readonly url: string;
  readonly id: string;
}

/** The message that an address on t.me names: the last number of its path. */
function addressIn(href: string | null): Link | undefined {
  const url = httpUrl(href);
  if (!url || !HOSTS.test(new URL(url).host)) return undefined;
  const [, path = '', id] = /^\/(?:s\/)?((?:c\/)?\w+(?:\/\d+)?)\/(\d+)\/?$/.exec(new URL(url).pathname) ?? [];
  return id ? { url: `https://t.me/${path}/${id}`, id } : undefined;
}

/** data-view says {"c": -<numeric id of the channel>, ...} in base64. */
function channelId(message: Element): string | undefined {
  const view = attr(message, 'data-view');
  if (!view || !/^[\w+/-]{1,2000}=*$/.test(view) || view.length % 4 === 1) return undefined;
  const decoded = atob(view.replace(/-/g, '+').replace(/_/g, '/'));
  return /"c":-?(\d{1,20})\b/.exec(decoded)?.[1];
}

/** Who signed, else who wrote (groups), else the channel itself. */
function authorOf(message: Element, owner: Element | null): PostDetails['author'] {
  const signature = one(message, '.tgme_widget_message_from_author');
  if (signature) return known({ displayName: displayedText(signature) });
  const writers = all(message, '.tgme_widget_message_author .tgme_widget_message_author_name');
  return person(writers.find((el) => !closest(el, REPLY)) ?? owner);
}

function person(el: Element | null): PostDetails['author'] {
  const profileUrl = httpUrl(attr(el, 'href'));
  const [, handle] = /^\/(\w{4,32})\/?$/.exec(profileUrl ? new URL(profileUrl).pathname : '') ?? [];
  return known({ handle, displayName: displayedText(el), profileUrl });
}

function timeOf(date: Element | null): Partial<PostDetails> {
  const time = date && one(date, 'time');
  const postedAt = utc(attr(time, 'datetime'));
  return postedAt ? { postedAt, postedAtSource: 'element' } : { postedAtText: displayedText(time) };
}

/** The mark stands as bare text beside the date; a signature there could say anything. */
function isEdited(message: Element): boolean {
  const mark = one(message, '.tgme_widget_message_meta');
  const without = (el: Element): boolean =>
    matches(el, '.tgme_widget_message_from_author, .tgme_widget_message_date');
  return /^\W*edited\b/i.test(displayedText(mark, { without }));
}

function textOf(message: Element): string {
  const [text] = all(message, TEXT).filter((el) => !closest(el, REPLY));
  if (text) return displayedText(text, { asWritten: true });
  const poll = '.tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text';
  return all(message, poll)
    .map((el) => displayedText(el))
    .join('\n');
}

type Source = Parameters<typeof media>[0][number];

function sourceOf(el: Element): Source {
  const src = attr(el, 'src');
  if (el instanceof HTMLVideoElement) return ['video', src];
  if (el instanceof HTMLAudioElement) return ['audio', src];
  return ['image', attr(el, 'data-webp') ?? src ?? background(el)];
}

function background(el: Element): string | undefined {
  const style = (attr(el, 'style') ?? '').slice(0, 10_000);
  return /background-image:\s*url\((['"]?)([^'")]+)\1\)/.exec(style)?.[2];
}

function linksOf(message: Element): Pick<PostDetails, 'links' | 'hashtags'> {
  const inText = all(message, `${TEXT} a[href]:not(.tgme_widget_message_author_name)`).filter(
    (a) => !closest(a, REPLY),
  );
  const isTag = (a: Element): boolean => (attr(a, 'href') ?? '').startsWith('?q=');
  const others = all(message, 'a.tgme_widget_message_link_preview, a.tgme_widget_message_location_wrap');
  return {
    links: leads([...inText.filter((a) => !isTag(a)), ...others]),
    hashtags: unique(inText.filter(isTag).map((a) => displayedText(a).replace(/^#/, ''))),
  };
}

/** Parts of an album are messages with ids of their own. */
function albumIds(message: Element): string[] {
  const parts = all(message, 'a.grouped_media_wrap[href]').map((a) => addressIn(attr(a, 'href'))?.id);
  return unique(parts);
}

function forwarded(message: Element): Quoted | undefined {
  const from = one(message, '.tgme_widget_message_forwarded_from_name');
  if (!from) return undefined;
  const original = addressIn(attr(from, 'href'));
  const { displayName, handle, profileUrl } = person(from) ?? {};
  const url = original ? original.url.replace(/\/\d+$/, '') : profileUrl;
  const name = handle ?? /^https:\/\/t\.me\/(\w{4,32})$/.exec(url ?? '')?.[1];
  return known<Quoted>({
    relation: 'forward',
    postUrl: original?.url,
    postId: original?.id,
    author: known({ displayName, handle: name, profileUrl: url }),
  });
}

function replied(reply: Element): Quoted {
  const to = addressIn(attr(reply, 'href'));
  return known<Quoted>({
    relation: 'reply_to',
    postUrl: to?.url,
    postId: to?.id,
    author: known({ displayName: displayedText(one(reply, '.tgme_widget_message_author_name')) }),
    text: displayedText(one(reply, '.js-message_reply_text')),
  });
}

function noteOf(message: Element, linked: boolean): string {
  const missing =
    one(message, '.message_media_not_supported_wrap') && !one(message, 'video, audio, .media_supported_cont');
  const notes = [
    linked ? '' : 'address_from_id',
    missing ? 'media_only_in_app' : '',
    matches(message, '.service_message') ? 'service_message' : '',
  ];
  return notes.filter((note) => note).join(' ');
}
