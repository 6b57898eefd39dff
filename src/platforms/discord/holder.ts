// Servers, channels and people on Discord outside of messages, where an id says which one is meant. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { meta } from '../head';
import type { Found } from '../platform';
import type { Pointed } from '../pointing';
import { attr, httpUrl, known, matches, one } from '../reading';
import { nameOf, person } from './message';
import { here } from './parts';

const LISTED = '[data-list-item-id^="guildsnav___"],[data-list-item-id^="channels___"]';
const PERSON =
  '[data-list-item-id^="members-"],[class*="userPopout"],[class*="userProfile"],[class*="user-profile"]';
const HEAD = 'section[class*="title"],nav header,[class*="sidebar"] header,[class*="guildHeader"]';
const INVITE = /^\/invite\/([\w-]+)/;

export function findHolder(at: Pointed): Found | null {
  const fitting = (selector: string): Element | undefined => at.path.find((el) => matches(el, selector));
  const [listed, someone, head] = [LISTED, PERSON, HEAD].map(fitting);
  if (listed && /___\d+$/.test(attr(listed, 'data-list-item-id') ?? ''))
    return { ...at, subject: 'channel', root: listed };
  if (someone && readPerson(someone).author?.id) return { ...at, subject: 'account', root: someone };
  return head && here()?.channels[0] ? { ...at, subject: 'channel', root: head } : null;
}

/** The page of an invitation has nothing else on it. */
export function findInvite(at: Pointed | null): Found | null {
  const root = INVITE.test(location.pathname) ? one(document, 'body') : null;
  return root && { subject: 'channel', root, via: at?.target ? 'clicked' : 'page', target: at?.target };
}

export function readHolder({ root, subject }: Found): PostDetails {
  if (subject === 'account') return readPerson(root);
  const [, kind, id] = /^(guildsnav|channels)___(\d+)$/.exec(attr(root, 'data-list-item-id') ?? '') ?? [];
  const [, code] = INVITE.exec(location.pathname) ?? [];
  if (code) return place(`https://discord.gg/${code}`, '', meta('og:title'));
  const { server = '', channels = [] } = here() ?? {};
  if (kind === 'guildsnav') return place(`https://discord.com/channels/${id}`, `${id}`, displayedText(root));
  const isServer = !id && matches(root, 'header,[class*="guildHeader"]');
  const channel = id ?? channels.at(-1) ?? '';
  return isServer
    ? place(`https://discord.com/channels/${server}`, server, displayedText(root))
    : place(`https://discord.com/channels/${server}/${channel}`, channel, nameOf(channel));
}

function place(url: string, id: string, name: string | undefined): PostDetails {
  return known<PostDetails>({
    subject: 'channel',
    postUrl: url,
    postUrlSource: id ? 'permalink_dom' : 'address_bar',
    channel: known({ id, name, url }),
  });
}

function readPerson(root: Element): PostDetails {
  const name = one(root, '[class*="username"],[class*="nickname"],h1,h2') ?? root;
  const author = person(name, one(root, 'img[src*="/avatars/"]'));
  const tag = /^[a-z\d_.]{2,32}$/.exec(displayedText(one(root, '[class*="userTag"]')))?.[0];
  return known<PostDetails>({
    subject: 'account',
    postUrl: httpUrl(author.profileUrl),
    postUrlSource: author.profileUrl ? 'permalink_dom' : undefined,
    author: known({ ...author, handle: tag }),
  });
}
