// Any page at all: the post, link, picture or selection that is meant, else the page as a whole. Runs in the page.
// A post in a list is only given an address that stands in it; the page's own address is the page's.
import type { PostDetails } from '../../flag/post';
import { displayedText, LONGEST_TEXT } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { type Hint, hinted, type Pointed, pointed } from '../pointing';
import { attr, httpUrl, known, leads, matches, media, one } from '../reading';
import { isMain, languageOf, postsOfPage, readArticle, sourcesOf } from './article';
import { type Marks, marksOfPage } from './marks';
import { pageAddress } from './page-address';
import { isStatedAsOne, isStatedList, statedArticle } from './stated';

const MEDIA = 'img,video,audio';

function find(from: From): Found | null {
  const marks = marksOfPage();
  const at = pointed(from, () => marks.posts());
  const post = at && marks.postOn(at.path);
  if (at && post) return { subject: 'post', root: post, via: at.via, target: at.target };
  return (from.kind === 'hint' ? fromHint(from) : at && loose(at)) ?? page(from, at);
}

/** Outside of any post: the link or picture under the pointer. */
function loose({ path, via, target }: Pointed): Found | null {
  const link = path.find((el) => matches(el, 'a') && httpUrl(attr(el, 'href')));
  if (link) return { subject: 'website', root: link, via, target };
  return target && matches(target, MEDIA) ? { subject: 'media', root: target, via, target } : null;
}

function page(from: From, at: Pointed | null): Found | null {
  const via = from.kind === 'hint' && from.selectionText ? 'selection' : 'page';
  const root = one(document, ':root');
  return root && { subject: 'website', root, via: at?.via ?? via, target: at?.target };
}

/** The menu named a link or a picture that stands in no post: that is meant. */
function fromHint(hint: Hint): Found | null {
  const [link, image, other] = hinted(hint).map(([, elements]) => elements[0]);
  if (httpUrl(hint.linkUrl))
    return { subject: 'website', root: link ?? unseenLink(`${hint.linkUrl}`), via: 'link', target: link };
  const root = image ?? other;
  return root ? { subject: 'media', root, via: 'media', target: root } : null;
}

/** A link that is not to be found (frames, closed shadow roots): an anchor of our own, never put into the page. */
function unseenLink(url: string): Element {
  const anchor = Document.prototype.createElement.call(document, 'a');
  Element.prototype.setAttribute.call(anchor, 'href', url);
  return anchor;
}

function read({ root, subject, via }: Found): PostDetails {
  if (subject === 'post') return readArticle(root, marksOfPage());
  if (subject === 'media')
    return known<PostDetails>({ subject, media: media(sourcesOf(root)), text: attr(root, 'alt') ?? '' });
  if (matches(root, ':root')) return readPage(root, via);
  return known<PostDetails>({
    subject,
    postUrl: leads([root])[0],
    postUrlSource: 'context_link',
    text: displayedText(root),
    adapterNote: 'link_not_read',
  });
}

/** In a feed or thread what the head states is said of one post, or of its beginning. */
function statedIn(marks: Marks): Partial<PostDetails> {
  const [only, another] = postsOfPage(marks);
  return another || isStatedList() || !(isStatedAsOne() || (only && isMain(only, marks)))
    ? {}
    : statedArticle();
}

function readPage(root: Element, via: Found['via']): PostDetails {
  const selected = via === 'selection' ? String(getSelection()).slice(0, LONGEST_TEXT) : '';
  const body = one(document, 'main,[role="main"]') ?? one(document, 'body');
  return known<PostDetails>({
    subject: 'website',
    ...pageAddress(),
    ...statedIn(marksOfPage()),
    text: selected || displayedText(body),
    ...languageOf(root),
  });
}

export const platform: Platform = { platform: 'other', find, read };
