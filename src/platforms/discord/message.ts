// What one message on Discord says, or the message that it answers. Runs in the page.
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
  one,
  property,
  unique,
  utc,
} from '../reading';
import { mediaOf } from './media';
import { ACCESSORIES, FORUM_CARD, here, type Ids, idsOf, MESSAGE, ownParts, REPLY, serverOf } from './parts';

const NAME = '[class*="username"]';
const EMBED = 'article,[class*="embedFull"],[class*="embedWrapper"]';
const SNAPSHOT = '[class*="messageSnapshot"],[class*="forwardedMessage"]';

export function readMessage(root: Element): PostDetails {
  const ids = idsOf(root);
  const [content] = ownParts(root, `[id="message-content-${ids?.message}"]`);
  const [reply] = all(root, REPLY);
  const [snapshot] = ownParts(root, SNAPSHOT);
  const embeds = ownParts(root, ACCESSORIES).flatMap((part) => all(part, EMBED));
  const words = wordsOf(content) || [snapshot, ...embeds].map(wordsOf).find((text) => text);
  const isNotice = !content && !one(root, ACCESSORIES);
  const links = unique([content, snapshot, ...embeds]).flatMap((part) => all(part, 'a[href]'));
  const [quoted, note] = [reply ? repliedTo(reply, ids) : undefined, isNotice ? 'service_message' : ''];
  const { adapterNote, ...place } = placeOf(ids);
  return known<PostDetails>({
    subject: 'post',
    ...place,
    parentPostId: quoted?.postId,
    author: authorOf(root, ids),
    ...timeOf(root, ids),
    edited: ownParts(root, '[class*="edited"]')[0] && true,
    text: words || (isNotice ? wordsOf(one(root, '[class*="contents"]') ?? root) : ''),
    media: mediaOf(root),
    links: leads(links).filter((url) => !/\/attachments\/\d+\//.test(url)),
    engagement: known({ likes: reactionsOf(root) }),
    quoted: quoted ?? (snapshot && { relation: 'forward', ...known({ text: wordsOf(snapshot) }) }),
    adapterNote: [adapterNote, note].filter((code) => code).join(' '),
  });
}

/** The answered message, which is shown above the answer in one line. */
export function readReplied(reply: Element): PostDetails {
  const message = closest(reply, MESSAGE);
  const ids = message ? idsOf(message) : undefined;
  const { author, text, postId } = repliedTo(reply, ids);
  return known<PostDetails>({
    subject: 'post',
    ...placeOf(postId ? { channel: ids?.channel, message: postId } : undefined),
    author,
    ...(postId ? timeIn(postId) : {}),
    text,
  });
}

/** The first message of a post in a forum has the number of its thread. */
export function readCard(card: Element): PostDetails {
  const id = threadOf(card);
  const server = here()?.server;
  const name = displayedText(one(card, `[class*="author"] ${NAME},${NAME}`)).replace(/:$/, '');
  return known<PostDetails>({
    subject: 'post',
    postUrl: id && server ? `https://discord.com/channels/${server}/${id}/${id}` : undefined,
    postUrlSource: id && server ? 'permalink_dom' : undefined,
    postId: id,
    threadId: id,
    author: known({ displayName: name }),
    channel: known({ id }),
    ...(id ? timeIn(id) : {}),
    text: displayedText(card),
    adapterNote: 'address_from_id',
  });
}

const threadOf = (card: Element): string | undefined =>
  /___(\d+)$/.exec(attr(card, 'data-list-item-id') ?? '')?.[1];

export const isCard = (el: Element): boolean => matches(el, FORUM_CARD) && threadOf(el) !== undefined;

function placeOf(ids: Ids | undefined): Partial<PostDetails> {
  const server = ids?.channel && serverOf(ids.channel);
  const url = server && `https://discord.com/channels/${server}/${ids?.channel}`;
  return {
    postUrl: url ? `${url}/${ids?.message}` : undefined,
    postUrlSource: url ? 'permalink_dom' : undefined,
    postId: ids?.message,
    channel: known({ id: ids?.channel, name: ids?.channel && nameOf(ids.channel), url }),
    adapterNote: url ? undefined : 'address_not_on_page',
  };
}

/** As the list of channels writes it, else as the title does for the open channel. */
export function nameOf(channel: string): string {
  const item = one(document, `[data-list-item-id="channels___${channel}"]`);
  const listed = displayedText(item && one(item, '[class*="name"]'));
  // beside a thread the title still names the channel
  const { channels = [] } = here() ?? {};
  if (listed || channels.length > 1 || channels[0] !== channel) return listed;
  return /\|\s*#?([^|]+?)\s*(?:\||$)/.exec(String(property(Document, 'title', document)))?.[1] ?? '';
}

/** Without the mark that it was edited, which stands among the words. */
function wordsOf(el: Element | null | undefined): string {
  const without = (part: Element): boolean =>
    matches(part, 'time,button,[class*="edited"],[class*="buttons"]');
  return displayedText(el, { asWritten: true, without });
}

/** Who writes several messages in a row is named in the first only, to which the others point. */
function authorOf(root: Element, ids: Ids | undefined): PostDetails['author'] {
  const own = ownParts(root, `[id="message-username-${ids?.message}"],h3 ${NAME},h2 ${NAME}`)[0];
  const labels = [root, ...all(root, '[aria-labelledby]')].map((el) => attr(el, 'aria-labelledby') ?? '');
  const head = labels.map((label) => /\bmessage-username-(\d+)/.exec(label)?.[1]).find((id) => id);
  const name = own ?? (head ? one(document, `[id="message-username-${head}"]`) : null);
  if (!name) return undefined;
  const message = own ? root : closest(name, MESSAGE);
  return person(
    name,
    message ? ownParts(message, 'img[src*="/avatars/"]:not([class*="emoji"])')[0] : undefined,
  );
}

/** An avatar's address holds its person's number, unless it is one of those that everybody has. */
export function person(
  name: Element,
  avatar: Element | null | undefined,
): NonNullable<PostDetails['author']> {
  const id = /\/(?:avatars|users)\/(\d{15,20})\//.exec(httpUrl(attr(avatar, 'src')) ?? '')?.[1];
  const shown = matches(name, NAME) ? name : (one(name, NAME) ?? name);
  return known<NonNullable<PostDetails['author']>>({
    id,
    displayName: attr(shown, 'data-text') || displayedText(shown).replace(/^@/, ''),
    profileUrl: id && `https://discord.com/users/${id}`,
  });
}

function repliedTo(reply: Element, ids: Ids | undefined): Quoted {
  const content = one(reply, '[id^="message-content-"]');
  const postId = /(\d+)$/.exec(attr(content, 'id') ?? '')?.[1];
  const name = one(reply, NAME);
  return known<Quoted>({
    relation: 'reply_to',
    postUrl: postId ? placeOf({ channel: ids?.channel, message: postId }).postUrl : undefined,
    postId,
    author: name ? person(name, one(reply, 'img[src*="/avatars/"]')) : undefined,
    text: wordsOf(content),
  });
}

function timeOf(root: Element, ids: Ids | undefined): Partial<PostDetails> {
  const [own] = ownParts(
    root,
    `time[id="message-timestamp-${ids?.message}"],time[datetime]:not(${ACCESSORIES} *,[id^="message-content-"] *)`,
  );
  const postedAt = utc(attr(own, 'datetime'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  return ids ? timeIn(ids.message) : { postedAtText: displayedText(own) };
}

/** Numbers of Discord hold their time. */
function timeIn(id: string): Partial<PostDetails> {
  const ms = Number(BigInt(id) >> 22n) + 1420070400000;
  return { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived' };
}

function reactionsOf(root: Element): number | undefined {
  const counts = ownParts(root, '[class*="reactionCount"]').map((el) => count(displayedText(el)) ?? 0);
  return counts.length > 0 ? counts.reduce((sum, each) => sum + each) : undefined;
}
