// What one post or comment on Reddit says. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { within } from '../head';
import { all, around, attr, closest, count, known, leads, matches, unique, utc } from '../reading';
import { mediaOf, parsed } from './media';
import {
  bare,
  first,
  fullname,
  isAdvert,
  isComment,
  type Own,
  ownOf,
  type Place,
  placeAt,
  RESULT,
  ROOTS,
  SITE,
} from './parts';
import { leadsAway, placeOf, targetOf } from './permalink';

const BODY = [
  '[id$="-rtjson-content"]',
  '[slot="text-body"],[slot="comment"]',
  '.usertext-body .md,.search-result-body',
  '[data-click-id="text"],[data-testid="comment"]',
  '.md,[class*="RichText"]',
];
const TITLE = ['[slot="title"]', 'a.title,a.search-title', '[data-testid^="post-title"]', 'h1,h2,h3'];
const AUTHOR = [
  '[slot="credit-bar"] a[href*="/user/"],[slot="commentMeta"] a[href*="/user/"]',
  'a.author:not(.parent *,.crosspost-preview *)',
  '[data-testid$="_author_link"],[id^="poster-info-"] a[href*="/user/"]',
];

export function readPost(root: Element): PostDetails {
  const own = ownOf(root);
  const { place, ...found } = placeOf(root, own);
  const name = fullname(root) ?? place?.name;
  const comment = isComment(root);
  const [body] = own(...BODY);
  const target = targetOf(root);
  const quoted = comment ? repliedTo(root) : crossposted(root, own, target);
  const title = comment
    ? ''
    : attr(root, 'post-title') || displayedText(own(...TITLE)[0]) || tracked(root, own, 'post', 'title');
  const text = [title, displayedText(body)].filter((part) => part).join('\n');
  return known<PostDetails>({
    subject: 'post',
    postUrl: place?.url,
    postUrlSource: 'permalink_dom',
    ...found,
    postId: bare(name),
    ...(comment && threadOf(root, place, quoted)),
    author: authorOf(root, own),
    channel: channelOf(root, place),
    ...timeOf(root, own),
    edited: own('time.edited-timestamp')[0] && true,
    text: text || (isAdvert(root) ? displayedText(root) : ''),
    ...languageOf(root),
    media: mediaOf(own, target),
    links: unique([
      ...(target && !quoted && leadsAway(target, bare(name) ?? '') ? [target] : []),
      ...(body ? leads(all(body, 'a[href]')) : []),
    ]),
    engagement: known({
      likes: count(first(root, 'score', 'data-score') ?? displayedText(own('.score.unvoted')[0])),
      replies: count(first(root, 'comment-count', 'data-comments-count')),
    }),
    quoted,
    sponsored: isAdvert(root) ? 'yes' : 'no',
    contextNote: displayedText(own('.stickied-tagline,.promoted-tag,.promoted-span')[0]),
  });
}

function crossposted(root: Element, own: Own, target: string | undefined): Quoted | undefined {
  const place = placeAt(target);
  const [title] = own('.crosspost-title', '.crosspost-preview .content-link', '.crosspost-preview');
  if (place?.subject !== 'post' || place.name === fullname(root)) return undefined;
  if (!title && attr(root, 'post-type') !== 'crosspost') return undefined;
  const handle = displayedText(own('.crosspost-preview a.author')[0]);
  return known<Quoted>({
    relation: 'repost',
    postUrl: place.url,
    postId: bare(place.name),
    author: known({ handle }),
    text: displayedText(title),
  });
}

/** The comment that this one stands in. */
function repliedTo(root: Element): Quoted | undefined {
  const up = around(root);
  const parent = up && closest(up, ROOTS);
  if (!parent || !isComment(parent)) return undefined;
  const own = ownOf(parent);
  return known<Quoted>({
    relation: 'reply_to',
    postUrl: placeOf(parent, own).place?.url,
    postId: bare(fullname(parent)),
    author: authorOf(parent, own),
  });
}

function threadOf(root: Element, place: Place | null, quoted: Quoted | undefined): Partial<PostDetails> {
  const threadId = bare(attr(root, 'postid')) ?? /\/comments\/(\w+)/.exec(place?.url ?? '')?.[1];
  // where one comment's replies are shown, the outermost comment may answer one that is not there
  const whole = bare(placeAt(location.href)?.name) === threadId && attr(root, 'depth') === '0';
  return {
    threadId,
    parentPostId: bare(attr(root, 'parentid')) ?? quoted?.postId ?? (whole ? threadId : undefined),
  };
}

function authorOf(root: Element, own: Own): PostDetails['author'] {
  const link = placeAt(attr(own(...AUTHOR)[0], 'href'));
  const handle =
    first(root, 'author', 'data-author') ??
    attr(own('[author-name]')[0], 'author-name') ??
    (link?.subject === 'account' ? link.holder.name : tracked(root, own, 'profile', 'name'));
  if (!handle || /^\[.+\]$/.test(handle)) return undefined;
  const id = first(root, 'author-id', 'data-author-fullname');
  return known({ id, handle, profileUrl: `${SITE}user/${handle}/` });
}

/** Search results carry some things only in what is sent when one is opened. */
function tracked(root: Element, own: Own, ...path: readonly string[]): string | undefined {
  if (!matches(root, RESULT)) return undefined;
  const mark = 'data-faceplate-tracking-context';
  const data = parsed(attr(closest(root, `[${mark}]`) ?? own(`[${mark}]`)[0], mark));
  return String(within(data, ...path) ?? '');
}

function channelOf(root: Element, place: Place | null): PostDetails['channel'] {
  const { subject, name, url } = place?.holder ?? {};
  return known({
    id: first(root, 'subreddit-id', 'data-subreddit-fullname'),
    name: name
      ? `${subject === 'channel' ? 'r' : 'u'}/${name}`
      : first(root, 'subreddit-prefixed-name', 'data-subreddit-prefixed'),
    url,
  });
}

function timeOf(root: Element, own: Own): Partial<PostDetails> {
  const [time] = own('time[datetime]:not(.edited-timestamp)', 'faceplate-timeago[ts]');
  const stated = first(root, 'created-timestamp', 'created') ?? first(time ?? root, 'datetime', 'ts');
  const ms = /^\d{12,13}$/.exec(attr(root, 'data-timestamp') ?? '')?.[0];
  const postedAt = utc(stated) ?? (ms && new Date(Number(ms)).toISOString());
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  return {
    postedAtText: displayedText(own('time', '[data-testid$="_timestamp"],[data-click-id="timestamp"]')[0]),
  };
}

function languageOf(root: Element): Partial<PostDetails> {
  const language = /^(?!und$|zxx$)[a-z]{2,3}(?:-\w+)*$/i.exec(attr(root, 'post-language') ?? '')?.[0];
  return language ? { language, languageSource: 'page' } : {};
}
