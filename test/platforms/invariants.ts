// What holds of every reading anywhere on a page, whatever the platform. Runs in node, on readings as the page gave them.
import { dedupeKeys } from '../../src/flag/identity';
import { PostDetails } from '../../src/flag/post';
import { addressOf, identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import { KIN } from '../../src/platforms/hosts';
import { sameSite } from '../../src/platforms/site';
import type { Reading } from './in-page';

/** Fixtures are of invented posts: none is older than the first website, none of a time to come. */
const EARLIEST = Date.parse('1991-08-06');
const LATEST = Date.now() + 400 * 24 * 3600 * 1000;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Everything that is wrong with a reading, in words. */
function faults({ platform, subject, post }: Reading, pageUrl: string): string[] {
  const wrong: string[] = [];
  const check = (holds: boolean, fault: string): void => {
    if (!holds) wrong.push(fault);
  };
  const { postUrl, postUrlSource, postedAt, quoted } = post;
  check(PostDetails.safeParse(post).success, 'is not as agreed');
  check(post.subject === subject, `was found as ${subject}, read as ${post.subject}`);
  check(
    (postUrl === undefined) === (postUrlSource === undefined),
    'has an address without source, or the reverse',
  );
  if (postedAt !== undefined) {
    const at = Date.parse(postedAt);
    check(postedAt.endsWith('Z') && new Date(at).toISOString() === postedAt, `has the time ${postedAt}`);
    check(at > EARLIEST && at < LATEST, `is of ${postedAt}`);
    check(post.postedAtSource !== undefined, 'has a time without source');
  }
  const keys = dedupeKeys(identitiesOf(post, pageUrl, platform), normalizeUrl(postUrl ?? pageUrl));
  check(keys.length > 0 && keys.every((key) => /^[\da-f]{64}$/.test(key)), 'has no key');
  if (post.postId && !(platform === 'other' && postUrl))
    check(identitiesOf(post, pageUrl, platform).length > 0, 'has an id and no identity');
  if (postUrl !== undefined) wrong.push(...faultsOfAddress(platform, post, postUrl));
  if (quoted?.postUrl) check(quoted.postUrl !== postUrl, 'quotes itself');
  if (quoted?.postId)
    check(quoted.postId !== post.postId || quoted.postId === undefined, 'quotes its own id');
  for (const parent of [post.parentPostId, quoted?.postId])
    if (parent) check(!(post.otherIds ?? []).includes(parent), 'has the id of another');
  return wrong.map((fault) => `${platform} ${subject}: ${fault}`);
}

/** Known by their pages: what they show can be another server's. */
const ANY_HOST = new Set<string>(['other', ...KIN]);
/** Their addresses have names, their posts numbers too. */
const NAMED = new Set(['blogger', 'odysee', 'soundcloud']);
/** A name alone does not say whether it is a person's. */
const isHolder = (subject: string): boolean => subject === 'account' || subject === 'channel';

function faultsOfAddress(platform: string, post: PostDetails, postUrl: string): string[] {
  const wrong: string[] = [];
  const address = addressOf(postUrl);
  if (!/^https?:\/\//.test(postUrl) || !address) return [`has the address ${postUrl}`];
  // software that is known by its pages, not by hosts, names things on any host
  const named = address.platform !== 'other' && address.original === undefined;
  if (!named || post.postUrlSource === 'context_link') return [];
  if (address.platform !== platform && !ANY_HOST.has(platform) && post.subject !== 'website')
    wrong.push(`is on ${platform}, its address on ${address.platform}: ${postUrl}`);
  if (address.platform === platform) {
    if (address.subject !== post.subject && !(isHolder(address.subject) && isHolder(post.subject)))
      wrong.push(`is a ${post.subject}, its address a ${address.subject}: ${postUrl}`);
    if (address.url !== postUrl && !sameSite(address.url, postUrl))
      wrong.push(`is spelled ${postUrl}, not ${address.url}`);
    const ids = [post.postId, ...(post.otherIds ?? [])].filter((id) => id !== undefined);
    const inAddress = address.identities.flatMap((identity) => identity.ids);
    if (
      post.subject === 'post' &&
      ids.length > 0 &&
      !NAMED.has(platform) &&
      !ids.some((id) => inAddress.some((each) => idsAgree(id, each)))
    )
      wrong.push(`has the ids ${ids.join()}, its address ${inAddress.join()}`);
  }
  return wrong;
}

/** "owner_id" and "id", "embed/id" and "id". */
const idsAgree = (one: string, other: string): boolean =>
  one === other || one.split(/[/_]/).at(-1) === other.split(/[/_]/).at(-1);

/** Of two posts of one page that have one address all that identifies them must be the same. */
function contradicted(readings: readonly Reading[]): string[] {
  const byUrl = new Map<string, Reading>();
  const wrong: string[] = [];
  for (const reading of readings) {
    const { postUrl, postUrlSource, postId, author } = reading.post;
    if (!postUrl || reading.subject !== 'post' || postUrlSource !== 'permalink_dom') continue;
    const other = byUrl.get(`${reading.platform} ${postUrl}`)?.post;
    byUrl.set(`${reading.platform} ${postUrl}`, reading);
    if (other && other.postId !== postId) wrong.push(`${postUrl} has the ids ${other.postId} and ${postId}`);
    if (
      other?.author?.handle &&
      author?.handle &&
      !same(other.author.handle.toLowerCase(), author.handle.toLowerCase())
    )
      wrong.push(`${postUrl} is by ${other.author.handle} and by ${author.handle}`);
  }
  return wrong;
}

/** Everything that does not hold of these readings of one page, each once, in words. */
export function contradictions(readings: readonly Reading[], pageUrl: string): string[] {
  const distinct = [...new Map(readings.map((reading) => [JSON.stringify(reading), reading])).values()];
  return [
    ...new Set([...distinct.flatMap((reading) => faults(reading, pageUrl)), ...contradicted(distinct)]),
  ];
}
