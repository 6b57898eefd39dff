// Pages that hold files: the row or tile that was clicked, else the file that the page is of. Runs in the page.
// For the readers of file hosts, which say what an address of theirs names. Changes nothing, guesses nothing.
import type { PostDetails } from '../flag/post';
import { displayedText } from './displayed-text';
import { asLoaded, itemprop, meta } from './head';
import type { Address, Found, From } from './platform';
import { type Pointed, pointed } from './pointing';
import { all, attr, httpUrl, known, matches, one } from './reading';

export interface FileHost {
  readonly addressOf: (url: string) => Address | null;
  /** Elements that stand for one file by an attribute of their own, and the address that this gives. */
  readonly rows?: { readonly selector: string; readonly address: (el: Element) => string | undefined };
  /** Further elements that lists make of one file. */
  readonly tiles?: string;
}

const TILES =
  'li,tr,article,figure,[role="row"],[role="listitem"],[role="gridcell"],[role="option"],[role="treeitem"]';
const WHOLE = ':root,body,main,[role="main"]';
/** Links of one tile; more make a list. */
const MOST_LINKS = 60;

interface Tile {
  readonly root: Element;
  readonly address: Address;
}

export function findFile(from: From, host: FileHost): Found | null {
  const here = host.addressOf(location.href);
  const at = pointed(from, () => tilesIn(host, here));
  const tile = at && at.via !== 'nearest' ? tileAround(at, host, here) : undefined;
  if (at && tile) return { subject: tile.address.subject, root: tile.root, via: at.via, target: at.target };
  if (from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  return here && /^(?:file|account)$/.test(here.subject) ? findPage(from, here.subject) : null;
}

/** The page as a whole is the one thing that it shows. */
export function findPage(from: From, subject: Found['subject']): Found | null {
  const root = one(document, 'main,[role="main"]') ?? one(document, ':root');
  const target = from.kind === 'path' ? from.path.find((node) => node instanceof Element) : undefined;
  return root && { subject, root, via: target ? 'clicked' : 'page', target };
}

export const isPage = (root: Element): boolean => matches(root, WHOLE);

/** Where the root of a find leads: its own address, else that of the page. */
export function fileOf(root: Element, host: FileHost): Address | undefined {
  const here = host.addressOf(location.href);
  return isPage(root) ? (here ?? undefined) : namedIn(root, host, here)[0];
}

function tilesIn(host: FileHost, here: Address | null): Element[] {
  const found = all(document, [TILES, host.tiles, host.rows?.selector, 'a[href]'].filter(Boolean).join());
  return found.slice(0, 2000).filter((el) => namedIn(el, host, here).length === 1);
}

/** The largest element around the click that is of one file only. */
function tileAround({ path }: Pointed, host: FileHost, here: Address | null): Tile | undefined {
  const selector = [TILES, host.tiles, host.rows?.selector, 'a[href]'].filter(Boolean).join();
  let tile: Tile | undefined;
  for (const root of path) {
    if (isPage(root)) break;
    if (!matches(root, selector)) continue;
    const [address, another] = namedIn(root, host, here);
    if (another || (tile && address && key(address) !== key(tile.address))) break;
    if (address) tile = { root, address };
  }
  return tile;
}

const key = ({ identities }: Address): string => JSON.stringify(identities);

/** The files that an element names, each once, without the page's own. */
function namedIn(el: Element, { addressOf, rows, tiles }: FileHost, here: Address | null): Address[] {
  const marked = rows ? [el, ...all(el, rows.selector)].filter((each) => matches(each, rows.selector)) : [];
  const own = marked.map((each) => rows?.address(each));
  const links = [el, ...all(el, 'a[href]')].slice(0, MOST_LINKS).map((a) => attr(a, 'href'));
  const found = (marked.length > 0 ? own : links).flatMap((url) => addressOf(httpUrl(url) ?? '') ?? []);
  const others = found.filter((each) => !here || key(each) !== key(here));
  const files = others.filter((each) => each.subject === 'file');
  const accounts = tiles && matches(el, tiles) ? others.filter((each) => each.subject === 'account') : [];
  return [...new Map((files.length > 0 ? files : accounts).map((each) => [key(each), each])).values()];
}

/** A row or tile: its name and what it leads to. */
export function readTile(root: Element, { subject, url, id }: Address): PostDetails {
  const label = ['data-tooltip', 'title', 'aria-label'].map((name) => attr(root, name)).find((text) => text);
  const linked = matches(root, 'a[href]') || one(root, 'a[href]');
  if (subject === 'account') {
    const author = known({
      handle: lastPart(url).replace(/^@/, ''),
      displayName: displayedText(root),
      profileUrl: url,
    });
    return { subject, postUrl: url, postUrlSource: 'permalink_dom', author };
  }
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'permalink_dom',
    postId: id,
    text: displayedText(root) || (label ?? ''),
    adapterNote: linked ? undefined : 'address_from_id',
  });
}

/** What the page says of the file that it is of, beside what the platform's own reader knows. */
export function pageOf({ subject, url, id }: Address, text: string): PostDetails {
  return known<PostDetails>({ subject, postUrl: url, postUrlSource: 'address_bar', postId: id, text });
}

/** The name of the file as the head gives it, if that is of this file still. */
export function statedName(): string | undefined {
  return asLoaded() ? (itemprop('name') ?? meta('og:title')) : undefined;
}

/** A title is left out where the text begins with it. */
export function lines(...parts: readonly (string | undefined)[]): string {
  const said = [...new Set(parts.map((part) => part?.trim()))].filter(
    (part) => part !== undefined && part !== '',
  );
  return said.filter((part, at) => !said[at + 1]?.startsWith(`${part}\n`)).join('\n');
}

/** The last part of an address, as it is written there. */
export const lastPart = (url: string): string =>
  decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');

/** An account's own page. */
export function readAccount({ subject, url }: Pick<Address, 'subject' | 'url'>): PostDetails {
  const displayName = displayedText(one(document, 'main h1,[role="main"] h1,h1'));
  const handle = lastPart(url).replace(/^@/, '');
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'address_bar',
    author: known({ handle, displayName, profileUrl: url }),
  });
}
