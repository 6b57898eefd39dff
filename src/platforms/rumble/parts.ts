// Marks and addresses on Rumble's pages. Runs in the page.
import { all, attr, httpUrl } from '../reading';
import { addressOf } from './address';

export const COMMENT = '.comment-item[data-comment-id]';
/** The page around: what is clicked there is of no video. */
export const NAVIGATION = ':is(header,nav,footer):not(main *),[class*="main-menu"]';
/** The head of a channel's page. */
export const HEAD = '[class*="channel-header"],[class*="channel_header"],.listing-header';

export const leadOf = (link: Element | null | undefined): ReturnType<typeof addressOf> =>
  addressOf(httpUrl(attr(link, 'href')) ?? '');

export const here = (): ReturnType<typeof addressOf> => addressOf(location.href);

/** The videos that the links of an element lead to. */
export function videosIn(root: Element): string[] {
  const links = root instanceof HTMLAnchorElement ? [root] : all(root, 'a[href*="/v"],a[href*="/shorts/"]');
  const leads = links
    .map(leadOf)
    .filter((lead) => lead?.subject === 'post' && lead.identities[0]?.ids.length === 1);
  return leads.map((lead) => lead?.id ?? '');
}

/** The first channel or user that is linked there. */
export function channelLink(
  root: Element,
  selector = 'a[href*="/c/"],a[href*="/user/"]',
): Element | undefined {
  return all(root, selector).find((link) => /channel|account/.test(leadOf(link)?.subject ?? ''));
}
