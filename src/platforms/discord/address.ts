// What an address of Discord names: messages, channels, servers, people, invitations, attachments. Runs anywhere, offline.
// Messages are numbered per channel here: whoever copies a number into another channel's address means another message.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, type WebAddress, webAddress } from '../web-address';

const HOSTS =
  /^(?:(?:www|ptb|canary|staging)\.)?(?:discord(?:app)?\.com|discord\.gg)$|^(?:cdn\.discordapp\.com|media\.discordapp\.net)$/;
const ID = /^\d{15,20}$/;
const CODE = /^[\w-]{2,40}$/;
const SITE = 'https://discord.com/';

export function addressOf(url: string): Address | null {
  // the programme's own scheme
  const at = webAddress(url.replace(/^discord:\/\/(?:-|discord)?\//i, SITE), HOSTS);
  if (!at) return null;
  if (/^(?:cdn|media)\./.test(at.host)) return attachment(at, url);
  const [first = '', second = '', ...rest] = at.segments;
  if (at.host.endsWith('.gg')) return invited(first === 'invite' ? second : first);
  if (first === 'channels') return inServer(second, rest);
  if (first === 'invite') return invited(second);
  if (first === 'users' && ID.test(second))
    return named('discord', 'account', `${SITE}users/${second}`, ['user', second]);
  // a server in the public list: words and its number
  const [, server = ''] = /^(?:.*-)?(\d+)$/.exec(second) ?? [];
  return first === 'servers' && ID.test(server) ? inServer(server, []) : null;
}

/** /channels/<server, or @me>/<channel>/[threads/<thread>/]<message> */
function inServer(server: string, rest: readonly string[]): Address | null {
  if (!ID.test(server) && server !== '@me') return null;
  const [place = '', message] = rest[1] === 'threads' ? rest.slice(2) : rest;
  if (!ID.test(place))
    return server === '@me'
      ? null
      : named('discord', 'channel', `${SITE}channels/${server}`, ['server', server]);
  const url = `${SITE}channels/${server}/${place}`;
  if (message === undefined) return named('discord', 'channel', url, ['channel', place]);
  return ID.test(message) ? named('discord', 'post', `${url}/${message}`, [place, message]) : null;
}

function invited(code = ''): Address | null {
  return CODE.test(code) ? named('discord', 'channel', `https://discord.gg/${code}`, ['invite', code]) : null;
}

/** Without its signature (ex, is, hm) an attachment is not to be had: that stays in the address, not in the name. */
function attachment({ segments, params }: WebAddress, url: string): Address | null {
  const [kind, place = '', id = '', name] = segments;
  if (!/^(?:ephemeral-)?attachments$/.test(kind ?? '') || !ID.test(place) || !ID.test(id) || !name)
    return null;
  const whole = new URL(url);
  whole.host = 'cdn.discordapp.com';
  for (const size of ['width', 'height', 'format', 'quality', '']) params.delete(size);
  whole.search = params.toString();
  return named('discord', 'file', whole.href, ['attachment', place, id]);
}

/** A message whose channel the page does not say is known by its number alone. */
export function identitiesOf({ subject, postId, channel, author }: PostDetails): Identity[] {
  const identity = (...ids: readonly string[]): Identity[] => [{ platform: 'discord', subject, ids }];
  if (subject === 'account') return author?.id ? identity('user', author.id) : [];
  if (subject === 'post' && postId) return identity(channel?.id ?? 'message', postId);
  return [];
}
