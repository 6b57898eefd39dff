// What one message says, on t.me and in the web clients: they show the same parts, each with marks of its own. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, count, known, leads, matches, media, one, unique, utc } from '../reading';

export const REPLY = '.tgme_widget_message_reply,.EmbeddedMessage,.reply';
const TEXT =
  '.tgme_widget_message_text,.tgme_widget_message_poll_question,.tgme_widget_message_poll_option_text,.text-content,.message,.Poll,.service-msg';
/** What stands in a text and is none: time, reactions, the card of a link, files. */
const NO_TEXT =
  '.tgme_widget_message_poll_type,.MessageMeta,.Reactions,.time,reactions-element,replies-element,.reply,.webpage,.document,.audio';
/** Paid ones count stars, not people; a hidden one only keeps the line in shape. */
const REACTION =
  '.tgme_reaction:not(.tgme_reaction_paid,[style*="hidden"]),.message-reaction:not(.paid),reaction-element:not(.is-paid)';
/** In the web clients they have no address outside of this tab. */
const MEDIA = [
  '[data-post] video',
  '[data-post] audio',
  '.tgme_widget_message_photo_wrap',
  '.tgme_widget_message_video_thumb',
  '.tgme_widget_message_roundvideo_thumb',
  '.tgme_widget_message_sticker',
  '.tgme_widget_message_document_thumb',
  '.tgme_widget_message_service_photo img',
].join();
const NO_MEDIA = ':has(.message_media_not_supported_wrap):not(:has(video,audio,.media_supported_cont))';
const SERVICE = '.service_message,.service,.ActionMessage';

/** Elements of a message that are not of the one that it answers. */
export type Own = (selector: string) => Element[];

export const ownOf =
  (message: Element): Own =>
  (selector) =>
    all(message, selector).filter((el) => !closest(el, REPLY));

export const isService = (message: Element): boolean => matches(message, SERVICE);

/** What neither depends on where the message stands nor on who wrote it. */
export function saidIn(message: Element, own: Own, to: Partial<Quoted>, note: string): PostDetails {
  const words = (selector: string): string[] => own(selector).map((el) => displayedText(el));
  return {
    subject: 'post',
    parentPostId: to.postId,
    ...timeOf(message, own),
    edited: isEdited(own) || undefined,
    text: textOf(message, own),
    media: media(own(MEDIA).map(sourceOf)),
    ...linksOf(own),
    engagement: known({
      views: count(words('.tgme_widget_message_views,.message-views,.post-views')[0]),
      likes: sum(words(REACTION)),
      replies: count(words('.CommentButton .label,.replies-footer-text')[0]),
    }),
    quoted: replied(message, to),
    contextNote: words(
      '.tgme_widget_message_document_title,.tgme_widget_message_document_extra,.file-title,.document-name',
    ).join(', '),
    adapterNote: [
      note,
      matches(message, NO_MEDIA) && 'media_only_in_app',
      isService(message) && 'service_message',
    ]
      .filter((each) => each)
      .join(' '),
  };
}

/** t.me and /k say the second; /a shows a clock time without a zone, and the day only under the pointer. */
function timeOf(message: Element, own: Own): Partial<PostDetails> {
  const [time] = own('.tgme_widget_message_date time,.message-time');
  const seconds = attr(message, 'data-timestamp') ?? '';
  const postedAt = utc(
    /^\d{9,10}$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString() : attr(time, 'datetime'),
  );
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  return { postedAtText: attr(time, 'title') || displayedText(time) };
}

/** On t.me the mark stands as bare text beside the date; a signature there could say anything. */
function isEdited(own: Own): boolean {
  const bare = displayedText(own('.tgme_widget_message_meta')[0], { without: () => true });
  return own('.time-edited').length > 0 || /edited/i.test(bare);
}

/** t.me puts some texts into themselves once more. */
function textOf(message: Element, own: Own): string {
  const shown = own(TEXT).filter((el) => !closest(el, `:is(${TEXT}) *`));
  const whole = shown[0] || !isService(message) ? shown : [one(message, '[role="button"]') ?? message];
  const without = (el: Element): boolean => matches(el, NO_TEXT);
  return whole.map((el) => displayedText(el, { asWritten: !matches(el, '.Poll'), without })).join('\n');
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

function linksOf(own: Own): Pick<PostDetails, 'links' | 'hashtags'> {
  const tags = own('a[href^="?q="],.anchor-hashtag,[data-entity-type$="Hashtag"]');
  const links = own(
    `:is(${TEXT}) a[href],.tgme_widget_message_link_preview,.tgme_widget_message_location_wrap,.WebPage a[href]`,
  );
  const written = links.filter((a) => !tags.includes(a) && !matches(a, '.tgme_widget_message_author_name'));
  return {
    links: leads(written),
    hashtags: unique(tags.map((a) => displayedText(a).replace(/^#/, ''))),
  };
}

/** Parts of an album are messages with ids of their own. */
export function albumOf(own: Own): string[] {
  const parts = own('a.grouped_media_wrap,[id^="album-media-message-"],.album-item,.document-container');
  const written = parts.map((el) => attr(el, 'href') ?? attr(el, 'data-mid') ?? attr(el, 'id'));
  return unique(written.map((id) => messageId(/(\d+)(?:\?\w+)?$/.exec(id ?? '')?.[1])));
}

/** /k adds this to the ids of messages in channels and large groups, and to no others. */
export const OFFSET = 2 ** 32;

/** As the server counts. Undefined for messages that are not sent yet: their ids have a fraction. */
export function messageId(written: string | null | undefined): string | undefined {
  return /^\d{1,15}$/.test(written ?? '') ? `${Number(written) % OFFSET}` : undefined;
}

/** All emoji together. Undefined when one of them shows no number: few reactions show faces instead. */
function sum(labels: readonly string[]): number | undefined {
  const counts = labels.map((label) => count(label.replace(/^\D+/, '')) ?? Number.NaN);
  return counts.reduce((total, each) => total + each, 0) || undefined;
}

function replied(message: Element, to: Partial<Quoted>): Quoted | undefined {
  const reply = one(message, REPLY);
  const words = (selector: string): string => displayedText(reply && one(reply, selector));
  const displayName = words('.tgme_widget_message_author_name,.message-title,.reply-title');
  const text = words('.js-message_reply_text,.message-text p,.reply-subtitle');
  return reply
    ? known<Quoted>({ relation: 'reply_to', ...to, author: known({ displayName }), text })
    : undefined;
}
