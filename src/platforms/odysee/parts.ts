// Marks and addresses on Odysee's pages. Runs in the page.
import { all, attr, httpUrl } from '../reading';
import { addressOf } from './address';

export const COMMENT = 'li.comment[id],.comment[id]:has(.comment__content)';
/** One claim, or one channel, in a list. */
export const CARD = '.claim-preview__wrapper,.claim-preview--tile,.claim-preview';
export const NAVIGATION = ':is(header,nav,footer):not(main *),.header,[class^="navigation"],.footer';

export type Lead = NonNullable<ReturnType<typeof addressOf>>;

export const leadOf = (link: Element | null | undefined): Lead | undefined =>
  addressOf(httpUrl(attr(link, 'href')) ?? '') ?? undefined;
/** What the page is of, whatever comment its address links to. */
export const here = (): Lead | undefined => addressOf(location.origin + location.pathname) ?? undefined;

/** A channel's name as people write it. */
export const handleOf = (channel: Lead): string =>
  decodeURIComponent(channel.url).replace(/^.*\/@([^:]*).*/, '$1');

/** Addresses of the claims that the links of an element lead to, without the comments that they may name. */
export function claimsIn(root: Element): string[] {
  const links = root instanceof HTMLAnchorElement ? [root] : all(root, 'a[href]');
  return links
    .map(leadOf)
    .flatMap((lead) => (lead?.subject === 'post' ? [lead.url.replace(/\?.*/, '')] : []));
}

/** A channel that is linked there, by the fullest name that is shown for it. */
export function channelLinks(root: Element): Element[] {
  return all(root, 'a[href*="/@"]').filter((link) => leadOf(link)?.subject === 'channel');
}
