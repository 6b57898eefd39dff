// The address of a page as a whole: what its head states, if that can be believed, else the address bar. Runs in the page.
// In single-page apps the head goes stale, and sites name their front page or a list as canonical: neither is believed.
import type { PostDetails } from '../../flag/post';
import { asLoaded, canonical, meta } from '../head';
import { httpUrl } from '../reading';

export function pageAddress(): Pick<PostDetails, 'postUrl' | 'postUrlSource'> {
  const [link, og] = [canonical(), httpUrl(meta('og:url'))];
  if (believed(link, og)) return { postUrl: link, postUrlSource: 'link_canonical' };
  if (believed(og, link)) return { postUrl: og, postUrlSource: 'og_url' };
  const postUrl = httpUrl(location.href);
  return postUrl ? { postUrl, postUrlSource: 'address_bar' } : {};
}

/** Whether this is the page's own address, as the bar has it or as its head is believed. */
export function isThisPage(url: string | undefined): boolean {
  return [location.href, pageAddress().postUrl].some((own) => url && own && same(new URL(url), new URL(own)));
}

const site = ({ host }: URL): string => `.${host.replace(/^(?:www|m|mobile|amp)\./, '')}`;
const path = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');
const query = ({ search }: URL): string =>
  search.replace('?', '&').replace(/&(?:utm_\w+|fbclid|gclid)=[^&]*/g, '');
const same = (a: URL, b: URL): boolean => site(a) + path(a) + query(a) === site(b) + path(b) + query(b);

function believed(stated: string | undefined, other: string | undefined): boolean {
  if (!stated) return false;
  const [said, here] = [new URL(stated), new URL(location.href)];
  if (same(said, here)) return true;
  const ofSite = site(said).endsWith(site(here)) || site(here).endsWith(site(said));
  const within = `${path(here)}/`.startsWith(`${path(said)}/`);
  return ofSite && !within && asLoaded() && (!other || same(said, new URL(other)));
}
