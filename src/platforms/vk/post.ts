// What one post, repost or comment on VK's walls says. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, around, attr, closest, count, known, matches, unique, utc } from '../reading';
import { linksOf, mediaOf } from './media';
import { authorOf, COMMENT, COPY, idOf, itemAt, leadsTo, type Own, ownOf, repostIn } from './parts';
import { linked, numbered } from './things';

const TEXT =
  '[data-testid="comment-text"],[data-testid^="showmoretext"],[data-testid$="post_text"],.wall_post_text,.wall_reply_text,.pi_text,.ReplyItem__body';
const DATE =
  '[data-testid="post_date_block_preview"],[data-testid="wall_comment_date"],a[class*="date" i],[class*="date" i] a,.PostHeaderSubtitle__link,.wd_lnk';
const MORE = 'button,[data-testid="post-footer-author"],[role="button"],.PostTextMore,[class$="_more"]';
const PROMOTED = '[data-ad],[data-ad-view],[data-ad-block-uniq-id]';

export function readItem(item: Element): PostDetails {
  const own = ownOf(item);
  const comment = matches(item, COMMENT);
  const { address, adapterNote } = addressIn(item, own, comment);
  const repost = comment ? undefined : repostIn(item);
  const author = authorOf(own);
  const [, id, owner = ''] = /((-?\d+)_\d+)$/.exec(address?.id ?? '') ?? [];
  return known<PostDetails>({
    subject: 'post',
    ...said(own),
    ...timeOf(own),
    author,
    channel: comment ? undefined : channelOf(owner, author),
    postUrl: address?.url,
    postUrlSource: address ? 'permalink_dom' : undefined,
    postId: id ?? address?.id,
    ...(comment ? placeOf(address) : {}),
    engagement: countsOf(own),
    quoted: repost && reposted(repost),
    sponsored: closest(item, PROMOTED) || own(PROMOTED)[0] ? 'yes' : undefined,
    contextNote: displayedText(own('.wall_fixed_label')[0]),
    adapterNote,
  });
}

/** Owners below zero are communities; a name is only known where the post is by the community itself. */
export function channelOf(id: string, author?: PostDetails['author']): PostDetails['channel'] {
  if (!id.startsWith('-')) return undefined;
  return known({ id, name: author?.id === id ? author.displayName : undefined, url: numbered(id).url });
}

/** The link of its date, of this very id; else what the element calls itself. */
function addressIn(
  item: Element,
  own: Own,
  comment: boolean,
): { address?: Address | null; adapterNote?: string } {
  const id = idOf(item);
  const others = own('a[href*="wall"],a[href*="reply="]').filter((a) => !closest(a, TEXT));
  const links = [...own(DATE), ...others].map(leadsTo);
  const fitting = links.filter(
    (each) => each?.subject === 'post' && /\?(?:reply|post)=/.test(each.url) === comment,
  );
  const address = id ? fitting.find((each) => `_${id}`.endsWith(`_${each?.id}`)) : fitting[0];
  if (address) return { address };
  const made = id && linked(comment ? addressOfComment(item, id) : `https://vk.com/wall${id}`);
  return made ? { address: made, adapterNote: 'address_from_id' } : { adapterNote: 'address_not_on_page' };
}

/** A comment that only says its own number: the post around it, or else the address bar, says of what. */
function addressOfComment(item: Element, id: string): string {
  const up = around(item);
  const post = up && closest(up, '[data-post-id]:not(.reply)');
  const of = post ? `https://vk.com/wall${idOf(post)}` : linked(location.href)?.url.split('?')[0];
  return /[a-z]-?\d+_\d+$/.test(of ?? '') ? `${of}?reply=${id.split('_')[1]}` : '';
}

/** The comment that it answers, if the address says so, and the post below which it stands. */
function placeOf(address: Address | null | undefined): Partial<PostDetails> {
  const [, threadId, owner] = /((-?\d+)_\d+)\?/.exec(address?.url ?? '') ?? [];
  const [, thread] = /&thread=(\d+)/.exec(address?.url ?? '') ?? [];
  const parent = thread && `${owner}_${thread}`;
  return { threadId, parentPostId: parent && parent !== address?.id ? parent : threadId };
}

/** What a post, a repost and a comment have alike. */
function said(own: Own): Partial<PostDetails> {
  const text = own(TEXT).find((el) => displayedText(el) !== '');
  const links = text ? all(text, 'a[href]').filter((a) => itemAt(a) === itemAt(text)) : [];
  const tags = links.map((a) => /^[#＃]([^@]+)/.exec(displayedText(a))?.[1]);
  return {
    text: displayedText(text, { without: (el) => matches(el, `${MORE},${COPY}`) }),
    media: mediaOf(own),
    links: linksOf(own, links),
    hashtags: unique(tags),
  };
}

/** Seconds since 1970 in the date's own data; what is shown is relative, or in an unknown zone. */
function timeOf(own: Own): Partial<PostDetails> {
  const dates = own(`${DATE},.rel_date,time,[data-date],[data-exec*="date"]`);
  const postedAtText = dates.map((el) => displayedText(el)).find((text) => text !== '');
  for (const el of dates) {
    const data = /"date":(\d{10})\b/.exec((attr(el, 'data-exec') ?? '').slice(0, 20_000))?.[1];
    const [seconds] = /^\d{10}$/.exec(attr(el, 'time') ?? attr(el, 'data-date') ?? data ?? '') ?? [];
    const stated = seconds ? new Date(Number(seconds) * 1000).toISOString() : attr(el, 'datetime');
    const postedAt = utc(stated);
    if (postedAt) return { postedAt, postedAtSource: data ? 'inline_data' : 'element', postedAtText };
  }
  return { postedAtText };
}

function countsOf(own: Own): PostDetails['engagement'] {
  const shown = (name: string, more = ''): number | undefined => {
    const marks = `[data-testid="post_footer_action_${name}"],[data-testid="comment-${name}"],.PostBottomAction.${name},._${name}`;
    const [el] = own(marks + more);
    return count(attr(el, 'title')) ?? count(attr(el, 'data-count') ?? displayedText(el));
  };
  return known({
    views: shown('views'),
    likes: shown('like', ',.PostButtonReactions__title'),
    shares: shown('share'),
    replies: shown('comment'),
  });
}

function reposted(item: Element): Quoted {
  const { postUrl, postId, author, text } = readItem(item);
  return known<Quoted>({ relation: 'repost', postUrl, postId, author, text });
}
