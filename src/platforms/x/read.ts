// What one post on X says: the clicked one, or the one quoted in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { attr, closest, count, httpUrl, known, matches, one, property, utc } from '../reading';
import {
  handleOf,
  isX,
  nameOf,
  type Part,
  partOf,
  profileOf,
  quoteIn,
  type Status,
  statusOf,
  timeInId,
} from './parts';

const TEXT = '[data-testid="tweetText"]';
const NOT_LANGUAGES = /^(?:und|zxx|q\w\w)$/;

interface Address {
  readonly status?: Status | undefined;
  readonly source?: PostDetails['postUrlSource'];
  readonly note?: string;
}

/** A post and what it quotes. */
export function readPost(article: Element): PostDetails {
  const quote = quoteIn(article);
  const part = partOf(article, quote);
  const handle = handleOf(part);
  const { status, source, note } = addressOf(part, handle);
  const promoted = closest(article, '[data-testid="placementTracking"]');
  const time = timeOf(part, status);
  return known<PostDetails>({
    ...said(part, handle),
    ...time,
    postUrl: status && `https://x.com/${status.handle}/status/${status.id}`,
    postUrlSource: source,
    postId: status?.id,
    engagement: countsOf(part),
    quoted: quote ? quotedIn(partOf(quote)) : repliedTo(part),
    sponsored: promoted ? 'yes' : time.postedAtSource === 'element' ? 'no' : 'unknown',
    contextNote: displayedText(part.own('[data-testid="socialContext"]')[0]),
    adapterNote: note,
  });
}

/** The quoted post by itself, as it stands in another one. */
export function readQuote(quote: Element, article: Element): PostDetails {
  const part = partOf(quote);
  const outer = readPost(article);
  const { postUrl, postId } = quotedIn(part);
  const where = `Quoted in ${outer.postUrl ?? 'a post whose address is not on the page'}.`;
  return known<PostDetails>({
    ...said(part, handleOf(part)),
    ...timeOf(part, undefined),
    postUrl,
    postUrlSource: postUrl ? 'permalink_dom' : undefined,
    postId,
    parentPostId: outer.postId,
    contextNote: where,
    adapterNote: postUrl
      ? undefined
      : "The quoted post's own address is not on the page: open the quoted post and flag it there to have it.",
  });
}

/** What the outer post and a quote have alike. */
function said(part: Part, handle: string | undefined): PostDetails & { subject: 'post' } {
  const [text] = part.own(TEXT);
  const lang = attr(text, 'lang') ?? '';
  const links = part.own(`${TEXT} a[href], [data-testid="card.wrapper"] a[href]`);
  const outward = links.map((a) => httpUrl(attr(a, 'href'))).filter((url) => url !== undefined && !isX(url));
  const tags = part.own(`${TEXT} a[href*="/hashtag/"]`);
  const language = NOT_LANGUAGES.test(lang) || !/^[a-z]{2,3}(?:-[a-z]{2,4})?$/i.test(lang) ? undefined : lang;
  return {
    subject: 'post',
    author: authorOf(part, handle),
    text: displayedText(text, { asWritten: true }),
    textTruncated: part.own('[data-testid="tweet-text-show-more-link"]')[0] ? true : undefined,
    language,
    languageSource: language ? 'page' : undefined,
    media: mediaOf(part),
    links: [...new Set(outward.filter((url) => url !== undefined))],
    hashtags: [...new Set(tags.map((a) => displayedText(a).replace(/^[#＃]/, '')))],
  };
}

function authorOf(part: Part, handle: string | undefined): PostDetails['author'] {
  const [name] = part.own('[data-testid="User-Name"]');
  return known<NonNullable<PostDetails['author']>>({
    handle,
    displayName: displayedText(nameOf(part)),
    profileUrl: handle && `https://x.com/${handle}`,
    verified: name && one(name, '[data-testid="icon-verified"]') ? 'yes' : undefined,
  });
}

/** The link around the time; else other links of this very post; else the address bar, if the post is the page's own. */
function addressOf(part: Part, handle: string | undefined): Address {
  for (const time of part.own('time[datetime]')) {
    const status = statusOf(attr(closest(time, 'a'), 'href'));
    if (status) return { status, source: 'permalink_dom' };
  }
  const same = (status: Status | undefined): status is Status =>
    status?.handle.toLowerCase() === (handle ?? status?.handle)?.toLowerCase();
  const others = part.own('a[href*="/status/"]').filter((a) => !closest(a, TEXT));
  const [other] = others
    .map((a) => statusOf(attr(a, 'href')))
    .filter((status) => status?.view && same(status));
  if (other)
    return {
      status: other,
      source: 'permalink_dom',
      note: 'No time link: the address is from another link of the post.',
    };
  const here = statusOf(location.href);
  if (here && same(here) && matches(part.root, '[tabindex="-1"]'))
    return {
      status: here,
      source: 'address_bar',
      note: 'No link to the post: the address is from the address bar.',
    };
  return { note: "The post's address is not on the page." };
}

function timeOf(part: Part, status: Status | undefined): Partial<PostDetails> {
  const [time] = part.own('time[datetime]');
  const postedAt = utc(attr(time, 'datetime'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const ms = status && timeInId(status.id);
  return ms
    ? { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived' }
    : { postedAtText: displayedText(time) };
}

function mediaOf(part: Part): PostDetails['media'] {
  const media = new Map<string, NonNullable<PostDetails['media']>[number]>();
  const add = (address: string | null | undefined, kind: 'image' | 'video'): void => {
    const url = httpUrl(address);
    if (url) media.set(largest(url), { url: largest(url), kind });
  };
  for (const el of part.own('[data-testid="tweetPhoto"] img, video')) {
    if (el instanceof HTMLVideoElement) {
      const source = one(el, 'source[src^="http"]');
      add(attr(el, 'src') ?? attr(source, 'src'), 'video');
      add(attr(el, 'poster'), 'image');
    } else add(attr(el, 'src'), 'image');
  }
  return [...media.values()];
}

/** The original of a picture that the page shows smaller. */
function largest(address: string): string {
  const url = new URL(address);
  if (url.host !== 'pbs.twimg.com' || !url.pathname.startsWith('/media/')) return address;
  if (url.searchParams.has('format')) url.searchParams.set('name', 'orig');
  else url.pathname = url.pathname.replace(/:\w+$/, ':orig');
  return url.href;
}

function countsOf(part: Part): PostDetails['engagement'] {
  const number = (...marks: string[]): number | undefined =>
    count(attr(part.own(marks.map((mark) => `[data-testid="${mark}"]`).join())[0], 'aria-label'));
  const views = part.own('a[href$="/analytics"]')[0];
  // an opened post shows its views beside the time, outside of the row of buttons
  const shown = part
    .own('[data-testid="app-text-transition-container"]')
    .find((el) => !closest(el, '[role="group"]'));
  return known({
    views: views ? count(attr(views, 'aria-label')) : count(displayedText(shown)),
    likes: number('like', 'unlike'),
    shares: number('retweet', 'unretweet'),
    replies: number('reply'),
  });
}

/** A quote has no link to itself, but its pictures have: believed when author and time in the id are the quote's. */
function quotedIn(part: Part): Quoted {
  const handle = handleOf(part);
  const time = utc(attr(part.own('time[datetime]')[0], 'datetime')) ?? '';
  const [status] = part
    .own('a[href*="/status/"]')
    .map((a) => statusOf(attr(a, 'href')))
    .filter((one) => one && one.handle.toLowerCase() === handle?.toLowerCase())
    .filter((one) => one && Math.abs((timeInId(one.id) ?? 0) - Date.parse(time)) < 1000);
  return known<Quoted>({
    relation: 'quote',
    postUrl: status && `https://x.com/${status.handle}/status/${status.id}`,
    postId: status?.id,
    author: authorOf(part, handle),
    text: displayedText(part.own(TEXT)[0], { asWritten: true }),
  });
}

/** "Replying to @a": a profile link in the body that is neither text nor name. */
function repliedTo(part: Part): Quoted | undefined {
  const apart = `${TEXT}, [data-testid="User-Name"], [data-testid="socialContext"], [data-testid="card.wrapper"]`;
  const link = part
    .own('a[href]')
    .find(
      (a) => String(property(Node, 'textContent', a)).startsWith('@') && profileOf(a) && !closest(a, apart),
    );
  return link && { relation: 'reply_to', author: { handle: profileOf(link) } };
}
