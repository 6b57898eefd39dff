// What one post or comment on OK.ru says. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, around, attr, closest, count, known, leads, matches, media, unique, utc } from '../reading';
import { addressOf } from './address';
import {
  authorOf,
  COMMENT,
  ITEM,
  itemAt,
  leadsTo,
  logged,
  type Own,
  ownOf,
  SHARED,
  TEXT,
  topicIn,
} from './parts';

export function readItem(root: Element): PostDetails {
  const own = ownOf(root);
  const comment = matches(root, COMMENT);
  const author = authorOf(own);
  const found = comment ? {} : addressIn(root, own, author);
  const [shared] = all(root, SHARED);
  return known<PostDetails>({
    subject: 'post',
    ...said(own),
    ...timeOf(own),
    author,
    ...found.details,
    postUrl: found.address?.url,
    postUrlSource: !found.address
      ? undefined
      : found.note === 'address_from_bar'
        ? 'address_bar'
        : 'permalink_dom',
    ...(comment ? placeOf(root) : { postId: found.address?.id }),
    engagement: countsOf(own),
    quoted: shared && shared !== root ? sharedIn(shared) : undefined,
    adapterNote: found.address
      ? (found.note ?? (matches(root, ITEM) ? undefined : 'address_from_other_link'))
      : 'address_not_on_page',
  });
}

interface Place {
  readonly address?: Address | null | undefined;
  readonly details?: Pick<PostDetails, 'channel'>;
  readonly note?: string;
}

/** A link of the post; else the ids in the page's own log, with whose page it is on. */
function addressIn(root: Element, own: Own, author: NonNullable<PostDetails['author']>): Place {
  const group = logged(root, own, 'groupId');
  const channel = group && {
    id: group,
    ...(author.profileUrl?.endsWith(`/group/${group}`) && author.displayName
      ? { name: author.displayName }
      : {}),
    url: `https://ok.ru/group/${group}`,
  };
  const details = channel ? { details: { channel } } : {};
  const linked = topicIn(own);
  if (linked) return { address: linked, ...details };
  const topic = attr(root, 'data-topic-id') ?? logged(root, own, 'topicId');
  const owner = group ? `group/${group}` : new URL(author.profileUrl ?? 'https://ok.ru/').pathname.slice(1);
  const kind = owner.startsWith('profile/') ? 'statuses' : 'topic';
  const made = topic && owner ? addressOf(`https://ok.ru/${owner}/${kind}/${topic}`) : null;
  const here = addressOf(location.href);
  const opened =
    !closest(root, '[data-feed-id],.feed-w') && here?.identities[0]?.ids[0] === 'topic' ? here : null;
  return made
    ? { address: made, note: 'address_from_id', ...details }
    : { address: opened, note: 'address_from_bar', ...details };
}

/** A comment has no address of its own: it is known by its id below its topic. */
function placeOf(root: Element): Partial<PostDetails> {
  const up = around(root);
  const post = up && itemAt(up);
  const topic = post ? readItem(post).postId : addressOf(location.href)?.id;
  return { postId: attr(root, 'data-comment-id') ?? undefined, threadId: topic, parentPostId: topic };
}

/** What a post and a comment have alike. */
function said(own: Own): Partial<PostDetails> {
  const texts = own(TEXT).filter((el) => !outerText(el));
  const links = texts.flatMap((el) => all(el, 'a[href]'));
  const isTag = (a: Element): boolean => matches(a, '.__hashtag') || /^#\S/.test(displayedText(a));
  const pictures = own('img,[style*="background-image"]').filter(
    (el) =>
      !matches(el, '.emoji,[class*="emoji"],[class*="smile"]') &&
      /collage|media|vid-card|photo/.test(marksAround(el)) &&
      !/ava/.test(marksAround(el)),
  );
  return {
    text: unique(texts.map((el) => displayedText(el)))
      .filter((part) => part !== '')
      .join('\n'),
    media: media([
      ...pictures.map((el): Parameters<typeof media>[0][number] => ['image', largest(el)]),
      ...own('video').map((el): Parameters<typeof media>[0][number] => ['video', attr(el, 'src')]),
    ]),
    links: unique([
      ...leads([
        ...links,
        ...own('a[href*="st.cmd=outLink"],a[href*="/dk?st.link"],a[target="_blank"][href^="http"]'),
      ]).filter(
        (url) => !/^https?:\/\/(?:[\w-]+\.)*(?:ok|odnoklassniki)\.ru\/(?!.*(?:outLink|st\.link))/.test(url),
      ),
      ...own('a[href*="/video/"]').map((a) => leadsTo(a)?.url),
    ]),
    hashtags: unique(links.filter(isTag).map((a) => displayedText(a).replace(/^#/, ''))),
  };
}

/** One mark of a text stands in another: the inner one is read. */
const outerText = (el: Element): boolean => all(el, TEXT).length > 0;

/** Classes of the element and of the two around it. */
function marksAround(el: Element): string {
  const marks: string[] = [];
  for (
    let at: Element | null = el;
    at && marks.length < 3 && !(at !== el && matches(at, ITEM));
    at = around(at)
  )
    marks.push(attr(at, 'class') ?? '');
  return marks.join(' ');
}

function largest(el: Element): string | undefined {
  const [, last] = /(\S+) \S+$/.exec(attr(el, 'srcset') ?? '') ?? [];
  const [, behind] =
    /background-image:\s*url\(['"]?([^'")]+)/.exec((attr(el, 'style') ?? '').slice(0, 5000)) ?? [];
  return last ?? attr(el, 'data-src') ?? attr(el, 'src') ?? behind;
}

/** Shown in the reader's own words and zone, unless the page has a machine's time. */
function timeOf(own: Own): Partial<PostDetails> {
  const [date] = own('.feed_date,.comments_date,time,[class*="_date"]');
  const ms = /^\d{13}$/.exec(attr(date, 'data-time') ?? attr(date, 'data-date') ?? '')?.[0];
  const postedAt = ms ? new Date(Number(ms)).toISOString() : utc(attr(date, 'datetime'));
  const postedAtText = displayedText(date);
  return postedAt ? { postedAt, postedAtSource: 'element', postedAtText } : { postedAtText };
}

function countsOf(own: Own): PostDetails['engagement'] {
  const shown = (type: string, also: string): number | undefined =>
    count(displayedText(own(`[data-widget-item-type="${type}"] .widget_count,${also}`)[0]));
  return known({
    likes: shown('like', '[data-like-icon] .widget_count,.js-klass .widget_count'),
    shares: shown('reshare', '[data-type="RESHARE"] .widget_count'),
    replies: shown('comment', '[data-module="CommentWidgets"] .widget_count'),
  });
}

function sharedIn(root: Element): Quoted {
  const { postUrl, postId, author, text } = readItem(root);
  return known<Quoted>({ relation: 'repost', postUrl, postId, author, text });
}
