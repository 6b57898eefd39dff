// What one post on X says: the clicked one, or the one quoted in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, known, leads, matches, media, one, property, unique, utc } from '../reading';
import { countsOf } from './counts';
import {
  authorOf,
  communityOf,
  communityUrl,
  isX,
  mark,
  NAME,
  type Own,
  ownOf,
  profileOf,
  quotesIn,
  READ_VIEW,
  type Status,
  statusOf,
  statusUrl,
  TEXT,
  timeIn,
} from './parts';

type Address = Pick<PostDetails, 'postUrlSource' | 'adapterNote'> & { readonly status?: Status };

/** A post and what it quotes. */
export function readPost(article: Element): PostDetails {
  const quotes = quotesIn(article);
  const quote = quotes.find((each) => !matches(each, mark('simpleTweet')));
  const own = ownOf(article, quotes);
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
    channel: channelOf(own),
    edited: own('a[href$="/history"]').length > 0 || undefined,
    ...(own(NAME)[0] || address.adapterNote ? {} : { adapterNote: 'author_from_address' }),
  });
}

/** The community that it was posted in. */
function channelOf(own: Own): PostDetails['channel'] {
  const link = own('a[href*="/i/communities/"]').find((a) => !closest(a, TEXT));
  const id = communityOf(attr(link, 'href'));
  return id ? known({ id, name: displayedText(link), url: communityUrl(id) }) : undefined;
}

/** The quoted post by itself; the post that it stands in is its context. */
export function readQuote(quote: Element, article: Element): PostDetails {
  const own = ownOf(quote, quotesIn(quote));
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

/** Articles have a text of blocks; polls stand below the text. */
const ARTICLE = [mark('twitter-article-title'), mark('twitterArticleRichTextView')].join();
const LONG = mark('longformRichTextComponent');

/** What the outer post and a quote have alike. */
function said(own: Own): PostDetails {
  // marks may go: the text is declared to be in a language
  const text = own(TEXT)[0] ?? own('div[lang]')[0];
  const written = text ? [text] : own(own(ARTICLE)[0] ? ARTICLE : LONG);
  const polls = own(mark('cardPoll'));
  const without = (el: Element): boolean => matches(el, mark('simpleTweet'));
  const inText = written.flatMap((el) => all(el, 'a[href]')).filter((a) => !closest(a, mark('simpleTweet')));
  const inCards = own(mark('card.wrapper')).flatMap((card) => all(card, 'a[href]'));
  const language = /^(?!und$|zxx$|q)[a-z]{2,3}(-\w+)?$/.exec(attr(text, 'lang') ?? '')?.[0];
  return {
    subject: 'post',
    text: [...written, ...polls]
      .map((el) => displayedText(el, { asWritten: el === text, without }))
      .join('\n'),
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

/** Where links are as the author wants them. */
const WRITTEN = [TEXT, mark('card.wrapper')].join();

/** The link around the time; else other links of this very post; else the address bar, if the post is the page's own. */
function addressOf(article: Element, own: Own, author = ''): Address {
  const statuses = (links: Element[]): Status[] => unique(links.map((a) => statusOf(attr(a, 'href'))));
  const [timed] = statuses(own('a:has(time[datetime])'));
  if (timed) return { status: timed, postUrlSource: 'permalink_dom' };
  const same = ({ handle }: Status): boolean => handle.toLowerCase() === author.toLowerCase();
  const other = statuses(own('a[href*="/status/"]').filter((a) => !closest(a, WRITTEN))).find(
    (status) => status.view && same(status),
  );
  if (other) return { status: other, postUrlSource: 'permalink_dom', adapterNote: 'address_from_other_link' };
  const here = statusOf(location.href);
  if (here && (same(here) || here.kind === 'article') && matches(article, `[tabindex="-1"],${READ_VIEW}`))
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

export function largest(src: string): string {
  return src.startsWith('https://pbs.twimg.com/media/') ? src.replace(/([?&]name=|:)\w+$/, '$1orig') : src;
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
