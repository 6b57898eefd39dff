// What an address of Odysee, LBRY or their players names. Runs anywhere, offline.
// A claim has an id of 40 hex digits; addresses mostly have its beginning, which is unique only beside the name, and under
// a channel only there. Which claim it begins, the network alone knows: a short and a full spelling share no identity.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www\.)?(?:odysee\.com|lbry\.tv)|open\.lbry\.com)$/;
const FULL = /^[0-9a-f]{40}$/;
const PLAYERS = /^(?:embed|download|popout|stream)$/;

export function addressOf(url: string): Address | null {
  const [, claim] = /^lbry:\/\/(.+)/i.exec(url) ?? [];
  if (claim) return ofClaims(claim.replace(/[?].*/, '').replaceAll('#', ':').split('/'), null);
  const at = webAddress(url, HOSTS);
  if (!at) return null;
  const [first, kind = '', ...rest] = at.segments;
  const lc = at.params.get('lc');
  if (first !== '$') return ofClaims(at.segments, lc);
  if (/^(?:playlist|list)$/.test(kind) && /^[0-9a-f-]{36,40}$/.test(rest[0] ?? ''))
    return odysee('website', `$/playlist/${rest[0]}`, ['list', `${rest[0]}`]);
  // players name a claim as name/id too
  const [name = '', id = ''] = rest;
  if (!PLAYERS.test(kind)) return null;
  return ofClaims(FULL.test(id) && !name.startsWith('@') ? [`${name}:${id}`] : rest, lc);
}

const odysee = (subject: Address['subject'], path: string, ids: readonly string[]): Address =>
  named('odysee', subject, `https://odysee.com/${path}`, ids);

interface Claim {
  readonly name: string;
  readonly id: string;
}

function ofClaims(segments: readonly string[], lc: string | null): Address | null {
  const [first, second] = segments.slice(0, 2).map(claimIn);
  if (!first) return null;
  const path = (claims: Claim[]): string =>
    claims.map(({ name, id }) => encodeURIComponent(name).replace(/^%40/, '@') + (id && `:${id}`)).join('/');
  if (first.name.startsWith('@') && !segments[1]) return odysee('channel', path([first]), idsOf([first]));
  const [channel, stream] = first.name.startsWith('@') ? [first, second] : [undefined, first];
  if (!stream || stream.name.startsWith('@') || (!channel && !stream.id)) return null;
  const claims = channel ? [channel, stream] : [stream];
  return lc && /^[0-9a-f]{64}$/.test(lc)
    ? odysee('post', `${path(claims)}?lc=${lc}`, ['comment', lc])
    : odysee('post', path(claims), idsOf(claims));
}

function claimIn(segment: string): Claim | undefined {
  const [, name, id = ''] = /^(@?[^@:#$*/?]+)(?:[:#]([0-9a-f]{1,40}))?$/.exec(segment) ?? [];
  return name ? { name, id } : undefined;
}

/** A full id is enough; names are the same in capitals. */
function idsOf(claims: readonly Claim[]): readonly string[] {
  const { id = '' } = claims.at(-1) ?? {};
  return FULL.test(id) ? [id] : claims.flatMap((claim) => [claim.name.toLowerCase(), claim.id]);
}

/** Only full ids say by themselves which claim they are of. */
export function identitiesOf(post: PostDetails): Identity[] {
  if (post.threadId) return identitiesOfIds('odysee', post, ['comment']);
  return identitiesOfIds('odysee', post).filter(({ ids: [id = ''] }) => FULL.test(id));
}
