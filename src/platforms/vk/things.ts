// What addresses on VK's own hosts name, as pages link them: things of walls, people and communities. Runs anywhere.
import type { Identity } from '../../flag/identity';
import type { PostDetails, Subject } from '../../flag/post';
import type { Address } from '../platform';

export const HOSTS = /(?:^|\.)(?:vk\.(?:com|ru)|vkontakte\.ru|vkvideo\.ru)$/;
/** A thing of an owner, with the number of a comment where that is in the same word. */
const THING = /^(wall|photo|video|clip|story|topic|product|doc)(-?\d+)_(\d+)(?:_r(\d+))?(?=$|[%/?_])/;
/** First segments that are lists and functions of the site, and no names; address.ts knows the rare ones. */
const RESERVED =
  /^(?:feed|im|friends|groups|search|(?:photo|video|audio|clip|album|doc|topic)s?(?:-?\d.*)?|\w+\.php)$/;

/**
 * A thing that is opened over a page is meant before the page; people and communities have ids or names.
 * Of a name alone nobody can tell whether it is a person's or a community's: all such are accounts.
 */
export function linked(url: string): Address | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname, searchParams: params } = new URL(url);
  if (!/^https?:$/.test(protocol) || !HOSTS.test(hostname.replace(/\.$/, ''))) return null;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  for (const word of [params.get('z'), params.get('w'), ...[...segments].reverse()]) {
    const parts = THING.exec(word ?? '');
    if (parts) return thing(parts, params, word?.split('/')[1]);
  }
  const [first = ''] = segments;
  const [, person, group, wall] = /^(?:id(\d+)|(?:club|public|event)(\d+)|wall(-?\d+))$/.exec(first) ?? [];
  const id = person ?? (group ? `-${group}` : wall);
  if (id) return numbered(id);
  const name = segments.find((segment) => segment.startsWith('@'))?.slice(1) ?? (segments[1] ? '' : first);
  return !RESERVED.test(name) && /^[a-z\d][\w.]{1,40}$/i.test(name)
    ? found('account', `https://vk.com/${name}`, ['name', name.toLowerCase()])
    : null;
}

/** What opens a private thing stays: keys in the address or behind the id. */
function keysOf(params: URLSearchParams, behind = ''): string {
  const kept = new URLSearchParams();
  for (const name of ['access_key', 'hash', 'dl', 'list']) {
    const value = params.get(name) ?? (name === 'list' ? behind : '');
    if (name !== 'list' ? value : /^(?:[\da-f]{10,}|ln-\w+)$/.test(value)) kept.set(name, value);
  }
  return String(kept);
}

/** A clip is a video of its owner, and comments of a wall are numbered with its posts. */
function thing(
  [, kind = '', owner = '', id = '', reply]: readonly string[],
  params: URLSearchParams,
  behind: string | undefined,
): Address {
  const number = reply ?? params.get('reply') ?? (kind === 'topic' ? params.get('post') : null) ?? '';
  const path = `https://vk.com/${kind}${owner}_${id}`;
  const name = kind === 'clip' ? 'video' : kind;
  if (!/^\d+$/.test(number)) {
    const kept = /^[pvcd]/.test(kind) && kind !== 'product' ? keysOf(params, behind) : '';
    return found(kind === 'doc' ? 'file' : 'post', path + (kept && `?${kept}`), [name, `${owner}_${id}`]);
  }
  const thread = /^\d+$/.exec(params.get('thread') ?? '')?.[0];
  const url = `${path}?${kind === 'topic' ? 'post' : 'reply'}=${number}${thread ? `&thread=${thread}` : ''}`;
  const ids = kind === 'wall' ? [kind, `${owner}_${number}`] : [name, `${owner}_${id}`, 'reply', number];
  return found('post', url, ids);
}

/** Owners below zero are communities. */
export function numbered(id: string): Address {
  return id.startsWith('-')
    ? found('channel', `https://vk.com/club${id.slice(1)}`, ['id', id])
    : found('account', `https://vk.com/id${id}`, ['id', id]);
}

export function found(subject: Subject, url: string, ids: readonly string[]): Address {
  return {
    platform: 'vk',
    subject,
    url,
    identities: [{ platform: 'vk', subject, ids }],
    id: ids.at(-1) ?? '',
  };
}

/** Of people and communities: by number and by name. Posts are named by their address. */
export function identitiesOf({ subject, author, channel }: PostDetails): Identity[] {
  if (subject !== 'account' && subject !== 'channel') return [];
  const id = subject === 'channel' ? channel?.id : author?.id;
  const url = subject === 'channel' ? channel?.url : author?.profileUrl;
  return [...(id ? numbered(id).identities : []), ...(linked(url ?? '')?.identities ?? [])];
}
