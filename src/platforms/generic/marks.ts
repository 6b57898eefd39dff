// What a post is on any page: elements made for articles, marked-up ones, and those that forums and blogs number. Runs in the page.
// Two elements with one number, one in the other, are one post; a reply inside a comment has another number.
import { all, around, attr, matches, one } from '../reading';

const ELEMENTS = 'article,[role="article"]';
const COMMENTS = '[itemtype$="Comment"],[itemprop~="comment"],[role="comment"]';
const MARKED = '[itemtype*="Article"],[itemtype*="Posting"],.hentry,.h-entry';
const NUMBERED = '[data-post-id],[data-comment-id],[data-commentid],[id]';
const NUMBER = /^(?:js-)?(?:p|pc|pid|post|msg|message|reply|(?:div-|el)?comment)[-_]?(\d{1,19})$/i;
const DATA = ['data-post-id', 'data-comment-id', 'data-commentid'];
const TIMES = 'time,[data-time],[data-timestamp]';
/** Parts of posts are numbered too: buttons, headings, fields. */
const PART = 'a,body,button,form,h1,h2,h3,h4,html,img,input,main,ol,p,span,time,ul';
/** By class or id; what says that comments are open, or how many there are, is none. */
const COMMENT_BOX = /(?:^|\s)(?:div-)?comments?(?:list|[-_](?!open|closed|count|link|form)[\w-]+)?(?=\s|$)/i;

export interface Marks {
  /** The post that is around the first of these, innermost first. */
  readonly postOn: (path: readonly Element[]) => Element | undefined;
  /** In document order, or only those that stand in no other. */
  readonly posts: (outermost?: boolean) => Element[];
  /** Posts in this one that are not it. */
  readonly inside: (post: Element) => Set<Element>;
}

/** Pages with elements of their own for articles often mark them once more inside: then only the elements count. */
export function marksOfPage(): Marks {
  const named = `${ELEMENTS},${COMMENTS}${one(document, ELEMENTS) ? '' : `,${MARKED}`}`;
  const isMark = (el: Element): boolean => matches(el, named) || isNumbered(el);
  const marked = (root: Element | Document): Element[] => all(root, `${named},${NUMBERED}`).filter(isMark);
  const postOn = (path: readonly Element[]): Element | undefined => {
    let post: Element | undefined;
    for (const el of path) {
      if (!isMark(el)) continue;
      if (post && !same(post, el)) break;
      post = el;
    }
    return post;
  };
  // by the nearest mark around each: pages can nest thousands
  const posts = (outermost = false): Element[] => {
    const marks = new Set(marked(document));
    return [...marks].filter((el) => {
      let outer = around(el);
      while (outer && !marks.has(outer)) outer = around(outer);
      return !outer || !(outermost || same(el, outer));
    });
  };
  return {
    postOn,
    posts,
    inside: (post) => new Set(marked(post).filter((el) => !same(el, post))),
  };
}

export function upwards(el: Element, most = Number.POSITIVE_INFINITY): Element[] {
  const path: Element[] = [];
  for (let up: Element | null = el; up && path.length < most; up = around(up)) path.push(up);
  return path;
}

/**
 * With one number, or a part without number and time in a numbered post (some forums make an article of its text), or the
 * only article in a box that is called one.
 */
function same(inner: Element, outer: Element): boolean {
  const [number, around] = [numberOf(inner), numberOf(outer)];
  if (matches(inner, 'article') && matches(outer, 'div[role="article"]'))
    return all(outer, ELEMENTS).length === 1;
  if (number || !around) return number !== undefined && number === around;
  return !one(inner, TIMES) && !isComment(inner);
}

/** The number that forum or blog software gave a post or comment. */
export function numberOf(el: Element): string | undefined {
  const data = DATA.map((name) => /^\d{1,19}$/.exec(attr(el, name) ?? '')?.[0]).find((id) => id);
  return data ?? NUMBER.exec(attr(el, 'id') ?? '')?.[1];
}

/** A number alone is that of a card or a button for a post elsewhere, or of a part of the page. */
function isNumbered(el: Element): boolean {
  if (numberOf(el) === undefined || matches(el, PART)) return false;
  const id = attr(el, 'id') ?? '';
  if (!NUMBER.test(id)) return one(el, TIMES) !== null;
  return (
    /post|comment|message/i.test(attr(el, 'class') ?? '') || one(el, `${TIMES},a[href$="#${id}"]`) !== null
  );
}

/** By what it is or where it stands: a comment never has the address of its page. */
export function isComment(post: Element): boolean {
  if (matches(post, COMMENTS)) return true;
  return upwards(post, 30).some(
    (el) => !matches(el, 'html,body') && COMMENT_BOX.test(`${attr(el, 'id')} ${attr(el, 'class')}`),
  );
}
