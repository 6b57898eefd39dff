// What one post, repost or comment on VK's walls says. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, around, attr, closest, count, httpUrl, known, matches, unique, utc } from '../reading';
import { addressOf } from './address';
import { linksOf, mediaOf } from './media';
import { authorOf, COMMENT, COPY, idOf, itemAt, type Own, ownOf, repostIn } from './parts';

/** The surest first. */
const TEXT = [
  '[data-testid="comment-text"]',
  '.wall_reply_text,.reply_text,.ReplyItem__body',
  '[data-testid="showmoretext-in-expanded"]',
  '[data-testid="showmoretext-in"]',
  '[data-testid="showmoretext"]',
  '[data-testid="post_text"]',
  '.wall_post_text,.pi_text',
  '.wall_text',
];
const DATE =
  '[data-testid="post_date_block_preview"],[data-testid="wall_comment_date"],.PostHeaderSubtitle__link,.PostDateBlock__root a,a.post_link,.copy_post_date a,a.wi_date,a.item_date,.wd_lnk';
const MORE =
  'button,[role="button"],.PostTextMore,.wall_post_more,.wall_reply_more,.pi_text_more,.wall_signed';
const PROMOTED = '[data-ad],[data-ad-view],[data-ad-block-uniq-id],._ads_promoted_post,.ads_ads_news_wrap';

export function readItem(item: Element): PostDetails {
  const own = ownOf(item);
  const comment = matches(item, COMMENT);
  const found = addressIn(item, own, comment);
  const repost = comment ? undefined : repostIn(item);
  const { address } = found;
  const author = authorOf(own);
  const [owner = ''] = (address?.id ?? '').split('_');
  return known<PostDetails>({
    subject: 'post',
    ...said(own),
    ...timeOf(own),
    author,
    channel: owner.startsWith('-') && !comment ? channelOf(owner, author) : undefined,
    postUrl: address?.url,
    postUrlSource: address && 'permalink_dom',
    postId: address?.id,
    ...(comment ? placeOf(address) : {}),
    engagement: countsOf(own),
    quoted: repost && reposted(repost),
    sponsored: closest(item, PROMOTED) || own(PROMOTED)[0] ? 'yes' : undefined,
    contextNote: displayedText(own('.wall_fixed_label,[data-testid*="pinned"]')[0]),
    adapterNote: found.note,
  });
}

/** The link of its date, of this very id; else what the element calls itself. */
function addressIn(item: Element, own: Own, comment: boolean): { address?: Address; note?: string } {
  const id = idOf(item);
  const links = [...own(DATE), ...own('a[href*="wall"],a[href*="reply="]')];
  const addresses = links
    .map((a) => addressOf(httpUrl(attr(a, 'href')) ?? ''))
    .filter((address) => address !== null);
  const fitting = addresses.filter(
    ({ subject, url }) => subject === 'post' && /reply=|post=/.test(url) === comment,
  );
  const address =
    fitting.find((each) => each.id === id || id?.endsWith(`_${each.id}`)) ?? (id ? undefined : fitting[0]);
  if (address) return { address };
  const made = id && (comment ? commentOf(item, id) : addressOf(`https://vk.com/wall${id}`));
  return made ? { address: made, note: 'address_from_id' } : { note: 'address_not_on_page' };
}

/** A comment that only says its own number: the post around it, or else the address bar, says of what. */
function commentOf(item: Element, id: string): Address | null {
  const up = around(item);
  const post = up && postAround(up);
  const of = post ?? addressOf(location.href)?.url;
  return of && /\/(?:wall|photo|video|clip)-?\d/.test(of)
    ? addressOf(`${of.split('?')[0]}?reply=${id.split('_')[1]}`)
    : null;
}

function postAround(el: Element): string | undefined {
  for (let item = itemAt(el); item; item = around(item) ? itemAt(around(item) ?? item) : undefined) {
    const id = matches(item, COMMENT) ? undefined : idOf(item);
    if (id) return `https://vk.com/wall${id}`;
    if (!around(item)) return undefined;
  }
  return undefined;
}

/** The comment that it answers, if the address says so, and the post below which it stands. */
function placeOf(address: Address | undefined): Partial<PostDetails> {
  const url = address && new URL(address.url);
  const thread = url?.searchParams.get('thread') ?? undefined;
  const threadId = url && /(-?\d+_\d+)$/.exec(url.pathname)?.[1];
  const owner = threadId?.split('_')[0];
  const own = `${owner}_${thread}` === address?.id;
  return { threadId, parentPostId: thread && !own ? `${owner}_${thread}` : threadId };
}

function channelOf(
  id: string,
  { id: from, displayName, profileUrl }: NonNullable<PostDetails['author']>,
): PostDetails['channel'] {
  const byItself = from === id;
  return known({
    id,
    name: byItself ? displayName : undefined,
    url: (byItself && profileUrl) || `https://vk.com/club${id.slice(1)}`,
  });
}

/** What a post, a repost and a comment have alike. */
function said(own: Own): Partial<PostDetails> {
  const text = TEXT.flatMap((selector) => own(selector)).find((el) => displayedText(el) !== '');
  const links = text ? all(text, 'a[href]').filter((a) => text && itemAt(a) === itemAt(text)) : [];
  const tags = links.map((a) => displayedText(a)).filter((word) => /^[#＃]\S/.test(word));
  return {
    text: displayedText(text, { without: (el) => matches(el, `${MORE},${COPY}`) }),
    media: mediaOf(own),
    links: linksOf(own, links),
    hashtags: unique(tags.map((tag) => tag.replace(/^[#＃]/, '').replace(/@[\w.]+$/, ''))),
  };
}

/** Seconds since 1970 in the date's own data; what is shown is relative, or in an unknown zone. */
function timeOf(own: Own): Partial<PostDetails> {
  const dates = own(`${DATE},.rel_date,time,[data-date],.wi_date,.PostHeaderSubtitle__item`);
  const postedAtText = dates.map((el) => displayedText(el)).find((text) => text !== '');
  for (const el of dates) {
    const seconds = /^\d{10}$/.exec(
      attr(el, 'time') ?? attr(el, 'data-date') ?? attr(el, 'data-time') ?? '',
    )?.[0];
    const postedAt = utc(attr(el, 'datetime')) ?? (seconds && new Date(Number(seconds) * 1000).toISOString());
    if (postedAt) return { postedAt, postedAtSource: 'element', postedAtText };
  }
  for (const el of own('[data-exec*="date"]')) {
    const [, seconds] = /"date":(\d{10})\b/.exec((attr(el, 'data-exec') ?? '').slice(0, 20_000)) ?? [];
    if (seconds)
      return {
        postedAt: new Date(Number(seconds) * 1000).toISOString(),
        postedAtSource: 'inline_data',
        postedAtText,
      };
  }
  return { postedAtText };
}

function countsOf(own: Own): PostDetails['engagement'] {
  const shown = (selectors: readonly string[]): number | undefined => {
    const [el] = selectors.flatMap((selector) => own(selector));
    return count(attr(el, 'title')) ?? count(attr(el, 'data-count') ?? (el && displayedText(el)));
  };
  const action = (name: string): string[] => [
    `[data-testid="post_footer_action_${name}"]`,
    `.PostBottomAction.${name === 'like' ? 'like,.PostButtonReactions' : name},.PostBottomAction--${name}`,
  ];
  return known({
    views: shown(['.like_views', '._views', '.PostBottomAction--views', '[data-testid="post_footer_views"]']),
    likes: shown([...action('like'), '[data-testid="comment-like"]', '.like_button_count', '.v_like']),
    shares: shown([...action('share'), '.v_share']),
    replies: shown([...action('comment'), '.v_replys']),
  });
}

function reposted(item: Element): Quoted {
  const { postUrl, postId, author, text } = readItem(item);
  return known<Quoted>({ relation: 'repost', postUrl, postId, author, text });
}
