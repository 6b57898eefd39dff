// Marks of posts and comments on blogs of Blogger, in its older and newer templates, and what their addresses name.
// Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { itemprop } from '../head';
import type { Address } from '../platform';
import { all, around, attr, closest, httpUrl, known, matches, one } from '../reading';
import { webAddress } from '../web-address';
import { addressOf, inBlog } from './address';
import { blogId } from './detect';

const BODY = '[id^="post-body-"],.post-body';
export const POST =
  '[itemtype$="/BlogPosting"],[itemprop~="blogPost"],.post.hentry,.post-outer,.post:has(.post-body)';
/** Newer templates have lists of comments, older ones a name, a text and a footer for each, side by side. */
export const COMMENT =
  'li.comment[id],.comment-thread li[id^="c"],dd.comment-body,.comments .comment[id^="c"]';
export const THREAD = '#comments,.comments';
export const HEADER = '#header,.Header,.header-widget,#header-container';

/** An address in this blog, wherever it is hosted. */
export function inThisBlog(href: string | null | undefined): Address | undefined {
  const url = httpUrl(href) ?? '';
  const place = webAddress(url, /./);
  const address = addressOf(url);
  if (address || place?.host !== location.hostname.replace(/\.$/, '')) return address ?? undefined;
  return place && inBlog(place, place.host);
}

/** A post is marked several times, one mark in the other: the outermost that is of one post only. */
export function outermostPost(el: Element): Element {
  let post = el;
  for (let up = closestPost(post); up && all(up, BODY).length < 2; up = closestPost(up)) post = up;
  return post;
}

function closestPost(el: Element): Element | null {
  const up = around(el);
  return up && closest(up, POST);
}

/** What is the post's and not its comments': templates differ in which of them holds the other. */
export function ownOf(post: Element): (selector: string) => Element[] {
  return (selector) => all(post, selector).filter((el) => !closest(el, THREAD));
}

/** The number of a post, as its marks and the ids of its parts have it. */
export function postIdOf(post: Element): string | undefined {
  const body = attr(one(post, '[id^="post-body-"]'), 'id') ?? (matches(post, BODY) ? attr(post, 'id') : null);
  const anchor = attr(
    all(post, 'a[name]').find((a) => !closest(a, `${BODY},.entry-content`)),
    'name',
  );
  const ids = [itemprop('postId', post), /^post-body-(\d+)/.exec(body ?? '')?.[1], anchor];
  return ids.find((id) => id && /^\d{6,}$/.test(id)) ?? undefined;
}

export function channelOf(post?: Element): PostDetails['channel'] {
  const id = (post && itemprop('blogId', post)) ?? blogId();
  const url = inThisBlog(`${location.origin}/`)?.url;
  const name = displayedText(
    one(document, '.Header h1,.header-widget h1,#header h1,#header-inner .title,.blog-name'),
  );
  return known({ id, name, url });
}

const PROFILE = 'a[href*="blogger.com/profile/"],a[rel~="author"]';
const NAME = '[itemprop~="author"] [itemprop~="name"],.post-author .fn,.fn';

/** Who wrote, by the profile's number where there is one. */
export function authorOf(own: (selector: string) => Element[]): PostDetails['author'] {
  const [link] = own(PROFILE);
  const [stated] = own('meta[itemprop="url"][content*="/profile/"],.fn meta[content*="/profile/"]');
  const profileUrl = httpUrl(attr(link, 'href')) ?? httpUrl(attr(stated, 'content'));
  const profile = profileUrl ? addressOf(profileUrl) : null;
  const names = [own(NAME)[0], link, own('[itemprop~="author"]')[0]].map((el) => displayedText(el));
  const id = profile?.subject === 'account' ? profile.id : undefined;
  return known({ id, displayName: names.find((name) => name), profileUrl: profile?.url ?? profileUrl });
}
