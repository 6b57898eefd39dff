// Posts and comments of blogs on Blogger, their heads, and profiles. Runs in the page: on blogspot hosts, on blogger.com, and
// where a blog has a domain of its own (detect.ts).
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, closest, known, matches, one, property } from '../reading';
import { partsOf, readComment } from './comment';
import { authorOf, COMMENT, channelOf, HEADER, inThisBlog, outermostPost, POST, THREAD } from './parts';
import { readPost } from './post';

/** Comments stand in the post's element on some templates; a quoted .post in a text is none. */
const posts = (): Element[] => [...new Set(all(document, POST).map(outermostPost))];

function find(from: From): Found | null {
  const at = pointed(from, () => [...posts(), ...all(document, COMMENT)]);
  const comment = at && commentAt(at);
  if (at && comment) return { subject: 'post', root: comment, via: at.via, target: at.target };
  const marked = at?.path.find((el) => matches(el, POST));
  const inThread = at?.path.some((el) => matches(el, THREAD));
  if (at && marked && !inThread)
    return { subject: 'post', root: outermostPost(marked), via: at.via, target: at.target };
  return (
    (at && (headAt(at) ?? cardAt(at))) ?? (from.kind === 'hint' && from.linkUrl ? null : whole(from, at))
  );
}

function commentAt({ path }: Pointed): Element | undefined {
  const side = path.find((el) => matches(el, 'dt.comment-author,dd.comment-footer'));
  const neighbour = matchingBody(side);
  return neighbour ?? path.find((el) => matches(el, COMMENT));
}

function matchingBody(side: Element | undefined): Element | undefined {
  if (!side) return undefined;
  const near = ['nextElementSibling', 'previousElementSibling'].map((name) => property(Element, name, side));
  return near.filter((el) => el instanceof Element).find((el) => partsOf(el).includes(side));
}

/** The head of the page is the blog's. */
function headAt({ path, via, target }: Pointed): Found | null {
  const head = path.find((el) => matches(el, HEADER));
  return head ? { subject: 'channel', root: head, via, target } : null;
}

/** The box that says who writes here, outside of any post. */
function cardAt({ path, via, target }: Pointed): Found | null {
  const card = path.find((el) => matches(el, '.Profile,.widget.Profile'));
  return card && authorOf((selector) => all(card, selector))
    ? { subject: 'account', root: card, via, target }
    : null;
}

/** A profile, or the one post of a page that is of one, when the click was beside it in the same column. */
function whole(from: From, at: Pointed | null): Found | null {
  const here = inThisBlog(location.href);
  const root = one(document, ':root');
  const via = at?.via ?? 'page';
  if (here?.subject === 'account' && root) return { subject: 'account', root, via, target: at?.target };
  const [only, another] = posts();
  if (!only || another || here?.subject !== 'post' || from.kind === 'hint') return null;
  const beside = at?.path.some((el) => matches(el, '.Blog,.blog-posts,#main,main'));
  const inThread = at?.path.some((el) => matches(el, THREAD));
  return beside && !inThread ? { subject: 'post', root: only, via, target: at?.target } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, COMMENT)) return readComment(root);
  if (subject === 'post') return readPost(root, posts().length === 1);
  if (matches(root, '.Profile')) return readCard(root);
  const here = inThisBlog(subject === 'channel' ? `${location.origin}/` : location.href);
  const name = displayedText(one(document, 'h1'));
  const text = displayedText(one(root, '.description,.descriptionwrapper') ?? closest(root, 'main'));
  return known<PostDetails>({
    subject,
    postUrl: here?.url,
    postUrlSource: 'address_bar',
    ...(subject === 'channel'
      ? { channel: channelOf() }
      : { author: known({ id: here?.id, displayName: name, profileUrl: here?.url }) }),
    text,
  });
}

function readCard(card: Element): PostDetails {
  const author = authorOf((selector) => all(card, selector));
  const postUrl = author?.profileUrl;
  return known<PostDetails>({
    subject: 'account',
    postUrl,
    postUrlSource: 'permalink_dom',
    author,
    text: displayedText(card),
  });
}

export const platform: Platform = { platform: 'blogger', find, read };
