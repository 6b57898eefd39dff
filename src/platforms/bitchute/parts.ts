// Marks and addresses on BitChute's pages, old and new. Runs in the page.
import { all, attr, httpUrl } from '../reading';
import { addressOf } from './address';

export const COMMENT = 'li.comment[data-id]';
export const NAVIGATION = ':is(header,nav,footer):not(main *),.q-drawer,#nav-top-menu,#nav-side-menu';

export const leadOf = (link: Element | null | undefined): ReturnType<typeof addressOf> =>
  addressOf(httpUrl(attr(link, 'href')) ?? '');
export const here = (): ReturnType<typeof addressOf> => addressOf(location.href);

export function videosIn(root: Element): string[] {
  const links = root instanceof HTMLAnchorElement ? [root] : all(root, 'a[href*="/video/"]');
  return links.map(leadOf).flatMap((lead) => (lead?.subject === 'post' ? [lead.id ?? ''] : []));
}

/** "First published at 17:24 UTC on January 3rd, 2017.": the one text of a time that names its zone. */
export function timeIn(text: string): string | undefined {
  const [, time, day, year] = /(\d{1,2}:\d\d) UTC on (\w+ \d{1,2})\w{2}, (\d{4})/.exec(text) ?? [];
  const ms = time ? Date.parse(`${day}, ${year} ${time} UTC`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
