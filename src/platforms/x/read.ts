// What one post on X says: the clicked one, or the one quoted in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  all,
  attr,
  closest,
  count,
  known,
  leads,
  matches,
  media,
  one,
  property,
  unique,
  utc,
} from '../reading';
import {
  authorOf,
  isX,
  mark,
  NAME,
  type Own,
  ownOf,
  profileOf,
  quoteIn,
  type Status,
  statusOf,
  statusUrl,
  TEXT,
  timeIn,
} from './parts';

type Address = Pick<PostDetails, 'postUrlSource' | 'adapterNote'> & { readonly status?: Status };

/** A post and what it quotes. */
export function readPost(article: Element): PostDetails {
  const quote = quoteIn(article);
  const own = ownOf(article, quote);
  const author = authorOf(own);
  const { status, ...address } = addressOf(article, own, author.handle);
  const time = timeOf(own, status);
  const promoted = closest(article, mark('placementTracking'));
  return known<PostDetails>({
    ...said(own),
    ...time,
    ...address,
    author,
    postUrl: status && statusUrl(status),
    postId: status?.id,
    engagement: countsOf(article),
    quoted: quote ? quotedIn(quote) : repliedTo(own),
    sponsored: promoted ? 'yes' : time.postedAtSource === 'element' ? 'no' : 'unknown',
    contextNote: displayedText(own(mark('socialContext'))[0]),
  });
}

/** The quoted post by itself; the post that it stands in is its context. */
export function readQuote(quote: Element, article: Element): PostDetails {
  const own = ownOf(quote);
  const { author, postUrl, postId } = quotedIn(quote);
  const outer = readPost(article);
  return known<PostDetails>({
    ...said(own),
    ...timeOf(own, undefined),
    author,
    postUrl,
    postUrlSource: postUrl ? 'permalink_dom' : undefined,
    postId,
    parentPostId: outer.postId,
    contextNote: outer.postUrl,
    adapterNote: postUrl ? undefined : 'quote_address_not_on_page',
  });
}

/** What the outer post and a quote have alike. */
function said(own: Own): PostDetails {
  const [text] = own(TEXT);
  const inText = text ? all(text, 'a[href]') : [];
  const inCards = own(mark('card.wrapper')).flatMap((card) => all(card, 'a[href]'));
  const language = /^(?!und$|zxx$|q)[a-z]{2,3}(-\w+)?$/.exec(attr(text, 'lang') ?? '')?.[0];
  return {
    subject: 'post',
    text: displayedText(text, { asWritten: true }),
    textTruncated: own(mark('tweet-text-show-more-link'))[0] && true,
    language,
    languageSource: language ? 'page' : undefined,
    media: media(own(`${mark('tweetPhoto')} img, video`).flatMap(sourcesOf)),
    links: leads([...inText, ...inCards]).filter((url) => !isX(url)),
    hashtags: unique(
      inText
        .filter((a) => attr(a, 'href')?.includes('/hashtag/'))
        .map((a) => displayedText(a).replace(/^[#＃]/, '')),
    ),
  };
}

/** The link around the time; else other links of this very post; else the address bar, if the post is the page's own. */
function addressOf(article: Element, own: Own, author = ''): Address {
  const statuses = (links: Element[]): Status[] => unique(links.map((a) => statusOf(attr(a, 'href'))));
  const [timed] = statuses(own('a:has(time[datetime])'));
  if (timed) return { status: timed, postUrlSource: 'permalink_dom' };
  const same = ({ handle }: Status): boolean => handle.toLowerCase() === author.toLowerCase();
  const other = statuses(own('a[href*="/status/"]').filter((a) => !closest(a, TEXT))).find(
    (status) => status.view && same(status),
  );
  if (other) return { status: other, postUrlSource: 'permalink_dom', adapterNote: 'address_from_other_link' };
  const here = statusOf(location.href);
  if (here && same(here) && matches(article, '[tabindex="-1"]'))
    return { status: here, postUrlSource: 'address_bar', adapterNote: 'address_from_bar' };
  return { adapterNote: 'address_not_on_page' };
}

function timeOf(own: Own, status: Status | undefined): Partial<PostDetails> {
  const [time] = own('time');
  const postedAt = utc(attr(time, 'datetime'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const ms = status && timeIn(status);
  if (ms) return { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived' };
  return { postedAtText: displayedText(time) };
}

type Source = Parameters<typeof media>[0][number];

/** Pictures in their original size; of a video its file, if it has an address, and its poster. */
function sourcesOf(el: Element): Source[] {
  const src = attr(el, 'src') ?? '';
  if (!(el instanceof HTMLVideoElement)) return [['image', largest(src)]];
  return [
    ['video', src || attr(one(el, 'source'), 'src')],
    ['image', largest(attr(el, 'poster') ?? '')],
  ];
}

function largest(src: string): string {
  return src.startsWith('https://pbs.twimg.com/media/') ? src.replace(/([?&]name=|:)\w+$/, '$1orig') : src;
}

/** Only the outer post has buttons. */
function countsOf(article: Element): PostDetails['engagement'] {
  const label = (selector: string): string | null => attr(one(article, selector), 'aria-label');
  const number = (selector: string): number | undefined => count(label(selector));
  return known({
    views: number('a[href$="/analytics"]') ?? openedViews(article, label('[role="group"]')),
    likes: number(`${mark('like')},${mark('unlike')}`),
    shares: number(`${mark('retweet')},${mark('unretweet')}`),
    replies: number(mark('reply')),
  });
}

/** An opened post shows its views beside the time, rounded; the exact number is the last one of the buttons' label. */
function openedViews(article: Element, label: string | null): number | undefined {
  const shown = count(
    displayedText(one(article, `${mark('app-text-transition-container')}:not([role="group"] *)`)),
  );
  const exact = count(/\d+(?=\D*$)/.exec((label ?? '').slice(-60))?.[0]);
  return shown && exact && Math.abs(exact - shown) < shown / 10 ? exact : shown;
}

/** A quote has no link to itself, but its pictures have: believed when author and time in the id are the quote's. */
function quotedIn(quote: Element): Quoted {
  const own = ownOf(quote);
  const author = authorOf(own);
  const time = Date.parse(timeOf(own, undefined).postedAt ?? '');
  const status = unique(own('a').map((a) => statusOf(attr(a, 'href')))).find(
    (each) =>
      each.handle.toLowerCase() === author.handle?.toLowerCase() &&
      Math.abs((timeIn(each) ?? 0) - time) < 1000,
  );
  return known<Quoted>({
    relation: 'quote',
    postUrl: status && statusUrl(status),
    postId: status?.id,
    author,
    text: said(own).text,
  });
}

/** "Replying to @a": a profile link in the body that is neither text nor name. */
function repliedTo(own: Own): Quoted | undefined {
  const apart = `${NAME},${TEXT},${mark('socialContext')},${mark('card.wrapper')}`;
  const link = own('a[href]').find(
    (a) => `${property(Node, 'textContent', a)}`.startsWith('@') && profileOf(a) && !closest(a, apart),
  );
  return link && { relation: 'reply_to', author: { handle: profileOf(link) } };
}
