// The address of a page as a whole: what its head states, if that can be believed, else the address bar. Runs in the page.
// In single-page apps the head goes stale, and sites name their front page or a list as canonical: neither is believed.
import type { PostDetails } from '../../flag/post';
import { attr, httpUrl, one } from '../reading';

type Address = Pick<PostDetails, 'postUrl' | 'postUrlSource'>;

const TRACKING = /^(?:utm_\w+|fbclid|gclid|ref|source|amp)=?/;
/** What may follow the canonical path without naming another page. */
const VIEW = /^(?:amp|page|print|comments|index\.\w+|\d{1,3})?$/i;

export function pageAddress(): Address {
  const { href } = location;
  const canonical = httpUrl(attr(one(document, 'link[rel="canonical"]'), 'href'));
  const og = httpUrl(attr(one(document, 'meta[property="og:url"]'), 'content'));
  if (canonical && believed(canonical, href) && (!og || agree(canonical, og) || agree(canonical, href)))
    return { postUrl: canonical, postUrlSource: 'link_canonical' };
  if (og && believed(og, href) && (!canonical || agree(og, href)))
    return { postUrl: og, postUrlSource: 'og_url' };
  return httpUrl(href) ? { postUrl: href, postUrlSource: 'address_bar' } : {};
}

const site = (url: URL): string => url.host.replace(/^(?:www|m|mobile|amp)\./, '');
const path = (url: URL): string => url.pathname.replace(/\/+$/, '');

function agree(one_: string, other: string): boolean {
  const [a, b] = [new URL(one_), new URL(other)];
  return site(a) === site(b) && path(a) === path(b) && needed(a) === needed(b);
}

/** The query without what only tracks. */
function needed({ search }: URL): string {
  const parts = search.slice(1).split('&');
  return parts.filter((part) => part !== '' && !TRACKING.test(part)).join('&');
}

function believed(stated: string, href: string): boolean {
  if (agree(stated, href)) return true;
  const [said, here] = [new URL(stated), new URL(href)];
  const [a, b] = [site(said), site(here)];
  const sameSite = a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
  if (!sameSite || !asLoaded(href) || path(said) === '') return false;
  if (path(said) === path(here)) return needed(said) !== '' || needed(here) === '';
  if (!path(here).startsWith(`${path(said)}/`)) return true;
  return path(here)
    .slice(path(said).length + 1)
    .split('/')
    .every((segment) => VIEW.test(segment));
}

/** Whether the document is still the one that was loaded: after a change of address within the page its head is old. */
function asLoaded(href: string): boolean {
  const [loaded] = performance.getEntriesByType('navigation');
  return !loaded || loaded.name.split('#')[0] === href.split('#')[0];
}
