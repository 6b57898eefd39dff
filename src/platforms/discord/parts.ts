// Marks of a message on Discord and the ids in them. Class names carry changing endings there: only their beginnings are
// used, and only for what no id or role names. Runs in the page.
import { all, attr, closest, matches, one } from '../reading';

/** The list of a channel; else anything that is marked up as one message (pins, search results). */
export const MESSAGE =
  '[id^="chat-messages-"],[role="article"]:has([id^="message-content-"],[id^="message-accessories-"],[id^="message-timestamp-"])';
export const REPLY = '[id^="message-reply-context-"],[class*="repliedMessage"]';
export const FORUM_CARD = '[data-list-item-id^="forum-channel-list-"]';
/** What a message shows beneath its words: embeds, attachments, reactions. */
export const ACCESSORIES = '[id^="message-accessories-"]';

/** The words may link to files of any channel, and are shown a card of what they link to. */
const ELSEWHERE = '[id^="message-content-"],article,[class*="embed"]';

export interface Place {
  /** Of the server; "@me" among direct messages. */
  readonly server: string;
  readonly channels: readonly string[];
}

/** The server and channels that the address bar names: a thread stands beside its channel. */
export function here(): Place | undefined {
  const [, server, channel, thread] =
    /^\/channels\/(@me|\d+)(?:\/(\d+)(?:\/threads\/(\d+))?)?/.exec(location.pathname) ?? [];
  return server ? { server, channels: [channel, thread].filter((id) => id !== undefined) } : undefined;
}

/** The server of a channel: the open one's, or that of a link to the channel. */
export function serverOf(channel: string): string | undefined {
  const at = here();
  if (at?.channels.includes(channel)) return at.server;
  const link = attr(one(document, `a[href^="/channels/"][href$="/${channel}"]`), 'href');
  return /^\/channels\/(@me|\d+)\//.exec(link ?? '')?.[1];
}

export interface Ids {
  readonly channel: string | undefined;
  readonly message: string;
}

/** From the element's own id, the role's inside it, or its parts. */
export function idsOf(root: Element): Ids | undefined {
  const marked = matches(root, '[data-list-item-id]')
    ? root
    : one(root, '[data-list-item-id*="chat-messages-"]');
  const marks = [attr(root, 'id'), attr(marked, 'data-list-item-id')];
  for (const mark of marks) {
    const [, channel, message] = /chat-messages-(?:(\d+)-)?(\d+)$/.exec(mark ?? '') ?? [];
    if (message) return { channel: channel ?? channelIn(root), message };
  }
  const [part] = ownParts(
    root,
    '[id^="message-timestamp-"],[id^="message-content-"],[id^="message-accessories-"]',
  );
  const message = /-(\d+)$/.exec(attr(part, 'id') ?? '')?.[1];
  return message ? { channel: channelIn(root), message } : undefined;
}

/** A popout shows messages of the open channel or of others: only an attachment's address says which. */
function channelIn(root: Element): string | undefined {
  const channels = ownParts(root, 'a[href*="/attachments/"]').map((file) => {
    const [, channel] = /\/attachments\/(\d+)\/\d+\//.exec(attr(file, 'href') ?? '') ?? [];
    return closest(file, ELSEWHERE) ? undefined : channel;
  });
  const named = channels.find((channel) => channel);
  const inList = closest(root, '[data-list-id="chat-messages"],main');
  return named ?? (inList ? here()?.channels.at(-1) : undefined);
}

/** Not those of the message that this one answers. */
export function ownParts(root: Element, selector: string): Element[] {
  return all(root, selector).filter((el) => !closest(el, REPLY));
}
