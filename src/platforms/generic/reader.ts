// Any page at all: the article, link, picture or selection that is meant, else the page as a whole. Runs in the page.
// An article in a list is only given an address that stands in it; the page's own address is the page's.
import type { PostDetails } from '../../flag/post';
import { displayedText, LONGEST_TEXT } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { hinted, type Pointed, pointed } from '../pointing';
import { attr, httpUrl, known, matches, one, property } from '../reading';
import { ARTICLE, articles, languageOf, mediaOf, readArticle, wholeOf } from './article';
import { pageAddress } from './page-address';
import { statedArticle } from './stated';

const MEDIA = 'img,video,audio';

function find(from: From): Found {
  const hint = from.kind === 'hint' ? fromHint(from) : null;
  if (hint) return hint;
  const at = pointed(from, articles);
  const article = at?.path.find((el) => matches(el, ARTICLE));
  if (at && article) return { subject: 'post', root: wholeOf(article), via: at.via, target: at.target };
  return (at && loose(at)) ?? page(from, at);
}

/** Outside of any article: the link or picture under the pointer. */
function loose({ path, via, target }: Pointed): Found | null {
  const link = path.find((el) => matches(el, 'a[href]') && httpUrl(attr(el, 'href')));
  if (link) return { subject: 'website', root: link, via, target };
  const [media] = path;
  return media && matches(media, MEDIA) ? { subject: 'media', root: media, via, target } : null;
}

function page(from: From, at: Pointed | null): Found {
  const selected = from.kind === 'hint' && from.selectionText ? 'selection' : 'page';
  const root = property(Document, 'documentElement', document);
  if (!(root instanceof Element)) throw new TypeError('a document without an element');
  return { subject: 'website', root, via: at ? at.via : selected, target: at?.target };
}

/** The menu named a link or a picture: that is meant, wherever it stands. */
function fromHint(hint: Extract<From, { kind: 'hint' }>): Found | null {
  const [link, media] = hinted(hint);
  if (httpUrl(hint.linkUrl)) {
    const root = link?.elements[0];
    return { subject: 'website', root: root ?? unseenLink(`${hint.linkUrl}`), via: 'link', target: root };
  }
  const root = media?.elements[0];
  return root ? { subject: 'media', root, via: 'media', target: root } : null;
}

/** A link that is not to be found (frames, closed shadow roots): an anchor of our own, never put into the page. */
function unseenLink(url: string): Element {
  const anchor = Document.prototype.createElement.call(document, 'a');
  Element.prototype.setAttribute.call(anchor, 'href', url);
  return anchor;
}

function read({ root, subject, via }: Found): PostDetails {
  if (subject === 'post') return readArticle(root);
  if (subject === 'media')
    return known<PostDetails>({ subject, media: mediaOf(root), text: attr(root, 'alt') ?? '' });
  return root === property(Document, 'documentElement', document) ? readPage(root, via) : readLink(root);
}

function readLink(link: Element): PostDetails {
  return known<PostDetails>({
    subject: 'website',
    postUrl: httpUrl(attr(link, 'href')),
    postUrlSource: 'context_link',
    text: displayedText(link),
    adapterNote: 'A link was flagged: what it leads to was not read.',
  });
}

function readPage(root: Element, via: Found['via']): PostDetails {
  const selected = via === 'selection' ? String(getSelection()).slice(0, LONGEST_TEXT) : '';
  const body = one(document, 'main,[role="main"]') ?? one(document, 'body');
  return known<PostDetails>({
    subject: 'website',
    ...pageAddress(),
    ...statedArticle(),
    text: selected || displayedText(body),
    ...languageOf(root),
  });
}

export const platform: Platform = { platform: 'other', find, read };
