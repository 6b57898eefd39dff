// People and communities on Reddit outside of posts: links to them, and the heads and sides of their pages. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found } from '../platform';
import type { Pointed } from '../pointing';
import { attr, closest, known, matches, one, property } from '../reading';
import { type Place, placeAt } from './parts';

/** What goes round a page of any kind. */
const NAVIGATION =
  'nav,[role="navigation"],[role="banner"],reddit-header-large,reddit-sidebar-nav,#header-bottom-right';
const SIDE =
  'aside,[role="complementary"],#right-sidebar-container,.titlebox,.pagename,.masthead,[data-testid^="profile"],[data-testid^="subreddit"]';
const PARTS = /^(?:shreddit-)?(?:subreddit|community|profile)-/i;

type Holder = Place['holder'];

/** A link to the person or community, else the head or side of its own page. */
export function findHolder(at: Pointed): Found | null {
  if (isNavigation(at)) return null;
  const link = at.path.find((el) => matches(el, 'a[href]'));
  const linked = link && placeAt(attr(link, 'href'));
  if (link && linked) return linked.name ? null : { ...at, subject: linked.subject, root: link };
  const root = at.path.find(
    (el) => matches(el, SIDE) || PARTS.test(String(property(Element, 'tagName', el))),
  );
  const here = root && holderOfPage();
  return here ? { ...at, subject: here.subject, root } : null;
}

export function isNavigation({ target }: Pointed): boolean {
  return target !== undefined && closest(target, NAVIGATION) !== null;
}

/** Whose page this is: a post's page is of its community too. */
const holderOfPage = (): Holder | undefined => placeAt(location.href)?.holder;

export function readHolder({ root, subject }: Found): PostDetails {
  const linked = placeAt(attr(root, 'href'));
  const { name, url } = linked?.holder ?? holderOfPage() ?? {};
  const head = linked ? null : one(document, 'shreddit-subreddit-header');
  const own = attr(head, 'name')?.toLowerCase() === name?.toLowerCase() ? head : null;
  const about = attr(own, 'description') ?? displayedText(one(document, '.titlebox .md'));
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: linked ? 'permalink_dom' : 'address_bar',
    ...(subject === 'channel'
      ? { channel: known({ id: attr(own, 'subreddit-id') ?? '', name: `r/${name}`, url }) }
      : { author: known({ handle: name, profileUrl: url }) }),
    text: linked ? displayedText(root) : about,
  });
}
