// Marks of a post on boards in the manner of 4chan, and where it is. Runs in the page.
import { all, around, attr, closest, httpUrl, matches, one, property } from '../reading';
import { type BoardPlace, named, placeOf, siteOf } from './place';

/** One post each, by engine: Yotsuba, vichan and its kin, LynxChan, jschan, FoolFuuka's archives, Makaba. */
const POSTS = [
  '.postContainer > .post[id^="p"]',
  '.post.reply[id^="reply_"],.post.op[id^="op_"]',
  '.postCell > .innerPost,.opCell > .innerOP,.postCell:not(:has(> .innerPost))',
  '.post-container[data-board][data-post-id]',
  'article[data-board][id]',
  '.post[data-num][id^="post-"]',
].join();
/** The first posts of threads in a catalogue. */
const TILES = [
  '#threads > .thread[id^="thread-"]',
  '#Grid > .mix[data-id]',
  '.catalogCell:has(.linkThumb)',
  '.catalog-tile[data-board][data-post-id]',
].join();

export const ROOTS = `${POSTS},${TILES}`;
/** What stands around a post and is of no other one. */
const AROUND = '.postContainer,.postcontainer,.postCell';
const OPENING = '.post.op,.innerOP,.opContainer > .post,.post-container.op,.thread[data-thread-num]';

/** The post that an element stands in; in vichan the first post's files stand before it. */
export function rootOf(el: Element): Element | null {
  const root = closest(el, ROOTS);
  if (root) return root;
  const outer = closest(el, AROUND) ?? (closest(el, '.thread > .files') && closest(el, '.thread'));
  return outer && one(outer, ROOTS);
}

export type Own = (...selectors: string[]) => Element[];

/** Those of the first selector that finds any; not a reply's that stands inside. */
export function ownOf(root: Element): Own {
  const up = around(root);
  const files = up && matches(root, '.post.op') ? all(up, ':scope > .files') : [];
  return (...selectors) => {
    for (const selector of selectors) {
      const found = [root, ...files].flatMap((el) => all(el, selector));
      const own = found.filter((el) => rootOf(el) === root);
      if (own.length > 0) return own;
    }
    return [];
  };
}

export function idOf(root: Element): string | undefined {
  const up = around(root);
  const ids = [attr(root, 'data-post-id'), attr(root, 'data-num'), attr(root, 'data-id'), attr(root, 'id')];
  // "board-thread-post" or "board-thread"
  const box = attr(one(root, 'input.deletionCheckBox'), 'name');
  return [...ids, up && attr(up, 'id'), box]
    .map((id) => /^(?:p|reply_|op_|thread-|post-|.*-)?(\d{1,12})$/.exec(id ?? '')?.[1])
    .find((id) => id);
}

export interface Placed extends Omit<BoardPlace, 'certain' | 'url'> {
  readonly url: string | undefined;
  /** Made of ids: no link of the post has it. */
  readonly made: boolean;
}

/** By a link of the post to itself, else by the ids around it. */
export function placed(root: Element, own: Own): Placed | undefined {
  const id = idOf(root);
  const base = String(property(Node, 'baseURI', document));
  const isTile = matches(root, TILES);
  const links = own('a[href]').map((link) => placeOf(attr(link, 'href') ?? '', base));
  // in a thread links within the page are "#p1": then the page's own address is in them
  const linked = links.find(
    (place) => place && (place.post === id || (isTile && (!id || place.thread === id))),
  );
  if (linked) return { ...linked, post: id ?? linked.post, made: false };
  const here = placeOf(location.href);
  const board = boardOf(root) ?? here?.board;
  const thread = matches(root, OPENING) || isTile ? id : (threadOf(root) ?? here?.thread);
  if (!id || !board || !thread) return undefined;
  const known = here?.thread === thread ? here : undefined;
  const address = known?.url.replace(/\d+$/, id);
  return { site: siteOf(location.hostname), board, thread, post: id, url: address, made: true };
}

export const isOpening = (root: Element): boolean => matches(root, OPENING);

function threadOf(root: Element): string | undefined {
  const outer = closest(root, '.thread[id],.opCell[id],.thread[data-thread-num]');
  return /(\d+)$/.exec(attr(outer, 'data-thread-num') ?? attr(outer, 'id') ?? '')?.[1];
}

/** As an element around says, else as the address of the page does. */
export function boardOf(el: Element): string | undefined {
  const marked = closest(el, '[data-board],[data-boarduri]');
  const stated = attr(marked, 'data-board') ?? attr(marked, 'data-boarduri');
  const [, named1] =
    /^\/([^/.]+)\/(?:$|catalog|archive|index|page|\d+(?:\.|\/?$))/.exec(location.pathname) ?? [];
  return stated ?? placeOf(location.href)?.board ?? (named1 && named(named1));
}

/** The board's own address, whatever page of it is open. */
export function boardUrl(board: string, link: string | undefined): string | undefined {
  const whole = httpUrl(link) ?? location.href;
  const { origin, pathname, hostname } = new URL(whole);
  const site = siteOf(hostname) === '4chan.org' ? 'https://boards.4chan.org' : origin;
  const before = /^(.*)\/[^/]+\/(?:manage\/)?(?:res|thread)\//.exec(pathname)?.[1] ?? '';
  return `${site}${before}/${encodeURIComponent(board)}/`;
}
