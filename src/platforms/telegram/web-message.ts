// Where a message of a web client stands, who wrote it and where it is from. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, known, matches, one } from '../reading';
import { albumOf, isService, messageId, OFFSET, type Own, ownOf, REPLY, saidIn } from './message';
import { isName, type Peer, peerUrl, userOf } from './peer';
import { client, GROUP, here, MESSAGE, marked, NAME, ofMark } from './web-marks';

const FORWARD = '.forwarded,:has(.forwarded-message,.forward-avatar,.bubble-name-forwarded)';

export function readClientMessage(root: Element): PostDetails {
  const own = ownOf(root);
  const [album] = own('[data-album-main-id]');
  const mid = attr(album, 'data-album-main-id') ?? attr(root, 'data-message-id') ?? attr(root, 'data-mid');
  const id = messageId(mid);
  const chat = chatOf(root, mid);
  const url = chat && peerUrl(publicly(chat));
  const open = id && chat && !chat.includes(':');
  const head = one(document, '.MiddleHeader .fullName,.chat-info .peer-title');
  const title = marked() === chat || isName(chat) ? displayedText(head) : undefined;
  const to = known({ postId: repliedId(root) });
  const said = saidIn(root, own, to, open ? 'address_from_id' : 'address_not_on_page');
  return known<PostDetails>({
    ...said,
    postUrl: open ? `${url}/${id}` : undefined,
    postUrlSource: open ? 'permalink_dom' : undefined,
    postId: id,
    otherIds: albumOf(own).filter((other) => other !== id),
    author: isService(root) ? undefined : authorOf(root, own, chat, title),
    channel: known({
      id: isName(chat) ? undefined : chat,
      name: title,
      url: userOf(chat) ? undefined : url,
    }),
    quoted: matches(root, FORWARD) ? forwardedFrom(root, own) : said.quoted,
  });
}

/** /k marks every message with its chat, small groups like channels; /a says it in the address. */
function chatOf(root: Element, mid: string | null): Peer | undefined {
  const chat = ofMark(root) ?? here();
  return client() === 'k' && chat && /^\d/.test(chat) && Number(mid) < OFFSET ? `group:${chat}` : chat;
}

/** By its name, when the address has one and the head of the chat is this chat's. */
function publicly(chat: Peer): Peer {
  const open = here();
  return isName(open) && marked() === chat ? open : chat;
}

/** Who signed; else who is named, in this message or the group that it stands in; else the channel or the person. */
function authorOf(
  root: Element,
  own: Own,
  chat: Peer | undefined,
  title: string | undefined,
): PostDetails['author'] {
  const [signature] = own('.message-signature,.time-post-author');
  if (signature) return known({ displayName: displayedText(signature) });
  const group = closest(root, GROUP) ?? root;
  const avatars = all(group, '.Avatar[data-peer-id],.bubbles-group-avatar');
  const avatar = avatars.find((el) => !closest(el, `:is(${MESSAGE}) *`));
  const names = namesIn(group);
  const name = names.find((el) => closest(el, MESSAGE) === root) ?? names[0];
  const who = ofMark(avatar ?? (name && closest(name, '.name')));
  if (who || name)
    return personOf(who, displayedText(name) || (attr(avatar && one(avatar, 'img'), 'alt') ?? ''));
  if (!chat || matches(root, '.own,.is-out')) return undefined;
  const channel = userOf(chat) || matches(root, '.channel-post') || own('.message-views')[0];
  return channel ? personOf(publicly(chat), title) : undefined;
}

/** Who wrote what stands there: not whose message was sent on or answered. */
export function namesIn(group: Element): Element[] {
  return all(group, NAME).filter((el) => {
    const message = closest(el, MESSAGE);
    return message && !closest(el, `${REPLY},.is-via`) && !matches(message, FORWARD);
  });
}

export function personOf(peer: Peer | undefined, displayName: string | undefined): PostDetails['author'] {
  return known<NonNullable<PostDetails['author']>>({
    id: userOf(peer),
    handle: isName(peer) ? peer : undefined,
    displayName,
    profileUrl: peer && peerUrl(peer),
  });
}

/** /k may say which message it was: -<channel>_<id>. */
function forwardedFrom(root: Element, own: Own): Quoted {
  const name = own('.bubble-name-forwarded .peer-title')[0] ?? own(NAME)[0];
  const [from, mid] = attr(one(root, '[data-saved-from]') ?? root, 'data-saved-from')?.split('_') ?? [];
  const postId = messageId(mid);
  return known<Quoted>({
    relation: 'forward',
    postUrl: from && postId && Number(mid) > OFFSET ? `https://t.me/c/${from.slice(1)}/${postId}` : undefined,
    postId,
    author: personOf(ofMark(own('.forward-avatar')[0] ?? name), displayedText(name)),
  });
}

/** /k says which message it answers; one of another chat is no parent. */
function repliedId(root: Element): string | undefined {
  const chat = attr(root, 'data-reply-to-peer-id');
  return chat && chat !== attr(root, 'data-peer-id') ? undefined : messageId(attr(root, 'data-reply-to-mid'));
}
