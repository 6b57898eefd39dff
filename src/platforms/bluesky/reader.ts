// Finds posts and accounts on Bluesky: feeds, threads, notifications, profiles, and posts framed by other pages.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, around, attr, closest, matches, one } from '../reading';
import { cardIn, headerIn, readAccount } from './account';
import { addressOf } from './address';
import { readEmbedded } from './embed';
import { linkTo, POST, postLinks, quoteIn } from './parts';
import { readPost } from './post';

/** Feeds that were left stay in the document, hidden. */
const posts = (): Element[] =>
  all(document, POST).filter((el) => Element.prototype.getBoundingClientRect.call(el).height > 0);

function find(from: From): Found | null {
  const framed = embedded();
  if (framed) return { subject: 'post', root: framed, via: from.kind === 'path' ? 'clicked' : 'page' };
  const at = pointed(from, posts);
  const inner = at?.path.find((el) => matches(el, POST));
  const post = inner && isPost(inner) ? inner : at && openedPicture(at);
  const quote = post && quoteIn(post);
  const root = quote && at?.path.includes(quote) ? quote : post;
  if (root && at) return { subject: 'post', root, via: at.via, target: at.target };
  const account = at && !inner ? (headerIn(at.path) ?? cardIn(at.path)) : undefined;
  if (at && account) return { subject: 'account', root: account, via: at.via, target: at.target };
  const beside = at?.path.some((el) => matches(el, '[data-testid="postThreadScreen"]'));
  const nothing = from.kind === 'hint' && !from.linkUrl && !from.srcUrl;
  const opened = (beside && !inner) || (!at && nothing) ? openedPost() : undefined;
  return opened ? { subject: 'post', root: opened, via: at?.via ?? 'page', target: at?.target } : null;
}

/** A notice that someone liked or followed stands in such an element too: it has neither link to itself nor buttons. */
function isPost(el: Element): boolean {
  return postLinks(el).length > 0 || one(el, '[data-testid="likeBtn"],[data-testid="replyBtn"]') !== null;
}

/** The post whose page this is: no link itself, unlike those around it. */
function openedPost(): Element | undefined {
  const here = linkTo(location.href);
  if (!here?.rkey) return undefined;
  return posts().find((el) => !matches(el, '[role="link"]') && !closest(around(el) ?? el, POST));
}

/** A picture opened over the page stands outside of its post: the one post that has it is meant. */
function openedPicture({ path: [target] }: Pointed): Element | undefined {
  const shown = target instanceof HTMLImageElement ? (attr(target, 'src') ?? '') : '';
  const [, cid] = /\/img\/feed_\w+\/plain\/([^@]+)/.exec(shown) ?? [];
  if (!cid) return undefined;
  const fitting = posts().filter((post) =>
    all(post, 'img[src*="/img/feed_"]').some((img) => attr(img, 'src')?.includes(cid)),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function embedded(): Element | undefined {
  if (location.host !== 'embed.bsky.app' || addressOf(location.href)?.subject !== 'post') return undefined;
  return one(document, 'main,#app') ?? one(document, 'body') ?? undefined;
}

function read({ root, subject }: Found): PostDetails {
  if (subject === 'account') return readAccount(root);
  if (embedded()) {
    const [who = '', rkey = ''] = addressOf(location.href)?.identities[0]?.ids ?? [];
    return readEmbedded(root, who, rkey);
  }
  const up = around(root);
  const outer = up ? closest(up, POST) : null;
  return readPost(root, outer ?? undefined);
}

export const platform: Platform = { platform: 'bluesky', find, read };
