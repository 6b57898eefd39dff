// Marks of a post on Mastodon, what of it is its own, and its address. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, known, one, property } from '../reading';
import { type Status, statusOf } from './address';

/** Around a post and the words above it. Version 3 has no wrapper in some places, a redesign of 2026 only articles. */
export const WRAPPER = '.status__wrapper,.detailed-status__wrapper,.activity-stream .entry,article[data-id]';
const INNER = '.detailed-status,.status[data-id],.status:has(.status__content)';
export const POST = `${WRAPPER},${INNER}`;
export const PREPEND = '.status__prepend,[class*="prepend"]';
const ADDRESS = 'a.status__relative-time,a.detailed-status__datetime';
/** Words above the post, and its own: their author chooses links there, and classes that begin like u-. */
const WORDS = `${PREPEND},.status__content,.e-content`;
const PROFILE = 'a.status__display-name,a.detailed-status__display-name,a[data-hover-card-account]';

/** The elements of a post that are its own and not of the post quoted in it. */
export type Own = (selector: string) => Element[];

export function ownOf(root: Element, quote: Element | undefined): Own {
  return (selector) => all(root, selector).filter((el) => !quote || !contains(quote, el));
}

export const here = (link: Element | null | undefined): Status | undefined =>
  statusOf(httpUrl(attr(link, 'href')));

/** The quoted post inside this one: older layouts have a place for it, newer ones a card with a time that leads to it. */
export function quoteIn(root: Element): Element | undefined {
  const place = one(root, '.status__quote');
  if (place) return one(place, '.status__wrapper,.status') ?? place;
  const [own, ...others] = all(root, 'a[href]:has(time[datetime])');
  const time = others.find((link) => here(link) && here(link)?.id !== here(own)?.id);
  const id = here(time)?.id;
  const links = (el: Element): Element[] => all(el, 'a[href]').filter((link) => here(link)?.id === id);
  for (let up = time && around(time); up && up !== root; up = around(up)) {
    if (links(up).length > 1 && one(up, '[data-hover-card-account]')) return up;
  }
  return undefined;
}

/** The link of the post to itself: marked, or around its time. */
export function linkOf(own: Own): Element | undefined {
  const marked = [ADDRESS, 'a[href]:has(time[datetime])', 'a.u-uid'].flatMap(own);
  const links = marked.filter((a) => !closest(a, WORDS));
  return links.find((link) => here(link)) ?? links[0];
}

/** The server's name in handles, which can be another than that of its pages. */
export function domain(): string {
  const state = one(document, 'script#initial-state');
  const text = state ? String(property(Node, 'textContent', state)) : '';
  return /"domain":"([\w.:-]+)"/.exec(text.slice(0, 20_000))?.[1] ?? location.host;
}

/** user@host of a profile's address; null when it is none. */
export function acctOf(url: string | undefined): string | undefined {
  if (!url) return undefined;
  const { host, pathname } = new URL(url);
  const [, user, at] =
    /^\/(?:(?:deck|web)\/)?(?:@|users\/|%40)([\w.-]+)(?:@([\w.:-]+))?(?:\/|$)/.exec(pathname) ?? [];
  return user && `${user}@${at ?? (host === location.host ? domain() : host)}`;
}

type Author = NonNullable<PostDetails['author']>;

/** Who wrote it: the first profile link that is not in the words above the post. */
export function authorOf(own: Own): Author {
  const [link, ...more] = own(PROFILE).filter((a) => !closest(a, PREPEND));
  const profileUrl = httpUrl(attr(link, 'href'))?.replace(/\/(?:deck|web)(?=\/@)/, '');
  const names = [link, ...more].flatMap((el) =>
    el ? all(el, '.display-name__html,.p-name,bdi strong,bdi') : [],
  );
  const shown = own('.display-name__account')[0];
  const [, full] = /^@?([\w.-]+@[\w.:-]+)$/.exec(displayedText(shown)) ?? [];
  return known<Author>({
    id: attr(link, 'data-hover-card-account') ?? undefined,
    handle: full ?? acctOf(profileUrl),
    displayName: displayedText(names[0]),
    profileUrl,
  });
}
