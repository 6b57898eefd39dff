// Marks of tracks, sets and comments on SoundCloud, and the address of each. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, attr, closest, contains, httpUrl, known, matches, one } from '../reading';
import { addressOf } from './address';

/** A set lists its tracks inside itself: the innermost is meant. */
export const SOUND =
  '.trackItem,.compactTrackList__item,.soundBadge,.playableTile,.audibleTile,.sound,.soundList__item,.searchItem__trackItem,.searchItem,.visualSound,.playbackSoundBadge,.systemPlaylistTrackList__item,[itemtype$="/MusicRecording"],[itemtype$="/MusicPlaylist"]';
const LISTED = '.trackItem,.compactTrackList__item,.systemPlaylistTrackList__item';
export const COMMENT = '.commentsList__item,.commentItem,[class*="commentsList__item"]';
export const HERO =
  '.fullListenHero,.fullHero,.listenDetails,.l-listen-hero,.listenEngagement,.l-listen-wrapper';
export const PROFILE =
  '.profileHeader,.profileHeaderInfo,.userInfoBar,.userBadgeListItem,.userItem,.searchItem__userItem,.userBadge';
/** Links to a sound's title come before those in its text, to its comments, and so on. */
const TITLES =
  'a.soundTitle__title[href],a.trackItem__trackTitle[href],a.playableTile__mainHeading[href],a.audibleTile__mainHeading[href],a.soundBadge__titleLink[href],a.playbackSoundBadge__titleLink[href],.soundTitle a.sc-link-primary[href],a[itemprop~="url"][href]';

/** The sound that this element is of, by its title's link, else by the one sound that its links name. */
export function soundIn(root: Element): Address | undefined {
  const own = (a: Element): boolean => {
    const listed = closest(a, LISTED);
    return !listed || listed === root || !contains(root, listed);
  };
  const [titled] = all(root, TITLES).filter(own).flatMap(named);
  if (titled) return titled;
  const links = matches(root, 'a[href]') ? [root] : all(root, 'a[href]').filter(own).slice(0, 40);
  const [only, another] = distinct(links.flatMap(named));
  return another ? undefined : only;
}

function named(a: Element): Address[] {
  const address = addressOf(httpUrl(attr(a, 'href')) ?? '');
  return address?.subject === 'post' ? [address] : [];
}

function distinct(found: readonly Address[]): Address[] {
  return [...new Map(found.map((each) => [JSON.stringify(each.identities), each])).values()];
}

/** The account that a link names. */
export function accountOf(link: Element | null | undefined): PostDetails['author'] {
  const address = addressOf(httpUrl(attr(link, 'href')) ?? '');
  if (address?.subject !== 'account') return undefined;
  const handle = new URL(address.url).pathname.slice(1);
  return known({ handle, displayName: displayedText(link), profileUrl: address.url });
}

/** The account that these links name first, by a link with a name where there is one. */
export function accountIn(links: readonly Element[], handle?: string): PostDetails['author'] {
  const accounts = links
    .map((link) => accountOf(link))
    .filter((each) => each && (!handle || same(each.handle, handle)));
  return accounts.find((account) => account?.displayName) ?? accounts[0];
}

const same = (one = '', other = ''): boolean => one.toLowerCase() === other.toLowerCase();

/** Whose a sound is stands in its address; beside it may stand who reposted it. */
export function ownerOf(address: Address | undefined, root: Element): PostDetails['author'] {
  const [, handle = '', track] = address ? new URL(address.url).pathname.split('/') : [];
  if (!handle || !track || address?.url.startsWith('https://api.')) return accountIn(all(root, 'a[href]'));
  return (
    accountIn(all(root, 'a[href]'), handle) ?? { handle, profileUrl: `https://soundcloud.com/${handle}` }
  );
}

export const timeIn = (root: Element): Element | null =>
  one(root, '.soundTitle__uploadTime time,time[datetime],time[pubdate]');

/** Of the links to a sound the one with words. */
export function titleIn(root: Element, { url }: Address): string {
  const links = (matches(root, 'a[href]') ? [root] : all(root, 'a[href]')).filter(
    (a) => named(a)[0]?.url === url,
  );
  return links.map((a) => displayedText(a)).find((text) => text) ?? '';
}
