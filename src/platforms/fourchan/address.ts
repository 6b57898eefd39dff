// What an address of a board in the manner of 4chan names. Runs anywhere, offline: of unknown sites only addresses that
// no other kind of site has are taken. The container of a post's number is its site and board.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, webAddress } from '../web-address';
import { placeOf, named as readable, siteOf } from './place';

const HOSTS = /^(?:boards\.)?4chan(?:nel)?\.org$/;

export function addressOf(url: string): Address | null {
  const place = placeOf(url);
  if (!place?.certain) return board(url);
  return named('fourchan', 'post', place.url, [place.site, place.board, place.post]);
}

/** A board, and the lists of its threads. */
function board(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  const [name = '', view = '', more] = at?.segments ?? [];
  if (!at || !/^[a-z\d]{1,10}$/.test(name) || more || !/^(?:catalog|archive|\d{1,2})?$/.test(view))
    return null;
  return named('fourchan', 'channel', `https://boards.4chan.org/${name}/`, ['4chan.org', name]);
}

/** A reader gives the board's address with every post. */
export function identitiesOf({ subject, postId, channel }: PostDetails): Identity[] {
  const place = URL.canParse(channel?.url ?? '') ? new URL(channel?.url ?? '') : null;
  const name = readable(/([^/]+)\/$/.exec(place?.pathname ?? '')?.[1] ?? '');
  if (!place || !name) return [];
  const container = [siteOf(place.hostname), name];
  if (subject === 'channel') return [{ platform: 'fourchan', subject, ids: container }];
  return postId ? [{ platform: 'fourchan', subject, ids: [...container, postId] }] : [];
}
