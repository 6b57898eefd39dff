// Where a post or comment on Reddit is, and where it leads. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { attr } from '../reading';
import { bare, first, fullname, isComment, linkTo, type Own, type Place, placeAt, SITE } from './parts';

const LINKS = [
  '[slot="title"],[slot="full-post-link"],a.title,a.search-title,a.bylink',
  'a[href*="/comments/"]',
];

interface Placed extends Pick<PostDetails, 'postUrlSource' | 'adapterNote'> {
  readonly place: Place | null;
}

/** The address that an attribute names, else a link's that is of this very post, else its id's. */
export function placeOf(root: Element, own: Own): Placed {
  const name = fullname(root);
  const fits = (place: Place | null): boolean => {
    const found = place?.name;
    return found !== undefined && (name === undefined || found === name);
  };
  const stated = placeAt(first(root, 'permalink', 'data-permalink', 'href'));
  if (fits(stated)) return { place: stated };
  const links = LINKS.flatMap((selector) => own(selector)).map((link) => placeAt(attr(link, 'href')));
  const linked = links.find(fits);
  if (linked) return { place: linked };
  const here = placeAt(location.href);
  if (name && fits(here))
    return { place: here, postUrlSource: 'address_bar', adapterNote: 'address_from_bar' };
  const id = bare(name);
  const [, opened] = /\/comments\/(\w+)/.exec(here?.url ?? '') ?? [];
  const thread = isComment(root) ? (bare(attr(root, 'postid')) ?? opened) : id;
  if (!id || !thread) return { place: null, postUrlSource: undefined, adapterNote: 'address_not_on_page' };
  const url = `${SITE}comments/${thread}/`;
  const holder = { subject: 'channel', name: '', url: '' } as const;
  const place = { subject: 'post', url: thread === id ? url : `${url}_/${id}/`, name, holder } as const;
  return { place, adapterNote: 'address_from_id' };
}

/** Where a post leads; the viewer of pictures names the picture. */
export function targetOf(root: Element): string | undefined {
  const href = linkTo(first(root, 'content-href', 'data-url'));
  const shown = href && new URL(href).pathname.endsWith('/media') && new URL(href).searchParams.get('url');
  return linkTo(shown || href);
}

/** A picture or video is the post's own, and so is its own page. */
export const leadsAway = (target: string, id: string): boolean =>
  !/^https:\/\/[iv]\.redd\.it\//.test(target) &&
  !(/\breddit\.com\//.test(target) && target.includes(`/${id}`));
