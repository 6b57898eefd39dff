// The address of one post on any page: a link in the post itself, by its number, around its time, or marked as its own.
// Runs in the page. A list's or thread's address is never taken for a post's.
import type { PostDetails } from '../../flag/post';
import { attr, closest, httpUrl, leads } from '../reading';
import { numberOf } from './marks';
import { isThisPage, pageAddress } from './page-address';

export type Own = (selector: string) => Element[];
export type Where = Pick<PostDetails, 'postUrl' | 'postUrlSource' | 'adapterNote'>;

const MARKED = '[rel~="bookmark"],a.u-url';
/** What one can do to a post has an address with its number too. */
const ACTION =
  /^(?:posting|\w*(?:repl|report|edit|react|vote|share|quote|like|delete))|[?&;](?:(?:do|mode|action)=(?!find)|quote|reply|edit)/i;
const MOST = 200;

export function permalinkOf(post: Element, own: Own, main: boolean, small: boolean): Where {
  const number = numberOf(post);
  const numbered = number
    ? own('a[href]')
        .slice(0, MOST)
        .filter((a) => names(number, a))
    : [];
  const timed = own('time,.post-date').flatMap((time) => closest(time, 'a[href]') ?? []);
  // of whatever is marked up inside it (author, breadcrumbs) this is not the address
  const stated = own('a[itemprop~="url"]').filter((a) => closest(a, '[itemscope]') === post);
  const links = leads([...numbered, ...timed.slice(0, 1), ...own(MARKED), ...stated]);
  const postUrl = links.find((url) => !small || new URL(url).hash.length > 1 || !isThisPage(url));
  if (postUrl) return { postUrl, postUrlSource: 'permalink_dom' };
  if (main) return pageAddress();
  const id = attr(post, 'id');
  if (!number || !id) return { adapterNote: 'address_not_on_page' };
  const here = location.href.replace(/#.*/, '');
  return { postUrl: `${here}#${id}`, postUrlSource: 'permalink_dom', adapterNote: 'address_from_id' };
}

/** Whether a link leads to the post of that number: #p1, /post-1, ?pid=1. Words of a slug before it are not looked at. */
function names(number: string, link: Element): boolean {
  const url = httpUrl(attr(link, 'href')) ?? '';
  const [, , file = '', rest = ''] = /^(.*\/)?([^/?#]*)([?#].*)?$/.exec(url) ?? [];
  const place = new RegExp(`[^a-z](?:posts?|comments?|msg|message|pid|p)[-_/=.]?${number}(?!\\d)`, 'i');
  return place.test(url) && !ACTION.test(file + rest);
}
