// What one post on Mastodon says: the clicked one, or the one quoted in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, canonical, meta } from '../head';
import { attr, closest, count, httpUrl, known, leads, matches, unique, utc } from '../reading';
import { type Status, statusOf, statusUrl, timeIn } from './address';
import { mediaOf } from './media';
import { acctOf, authorOf, domain, here, linkOf, type Own, ownOf, PREPEND, quoteIn } from './parts';

const TEXT = '.status__content__text,.e-content';
const WARNING =
  '.content-warning,.status__content > p:has(.status__content__spoiler-link),.p-summary,.status__content__spoiler-text';
const FOCAL = '.detailed-status';

export function readPost(root: Element): PostDetails {
  const quote = quoteIn(root);
  const own = ownOf(root, quote);
  const author = authorOf(own);
  const link = linkOf(own);
  const { local, origin } = addresses(root, own, link, author.handle);
  const status = local ?? statusOf(origin);
  const remote = local !== undefined && (/@/.test(local.acct ?? '') || origin !== undefined);
  const [context] = own(PREPEND).filter((el) => !closest(el, '.status__content'));
  const notes = [
    status ? '' : 'address_not_on_page',
    local && !link ? 'address_from_id' : '',
    remote ? 'remote_copy' : '',
  ];
  return known<PostDetails>({
    subject: 'post',
    ...said(own),
    ...timeOf(own, status),
    author,
    postUrl: status && statusUrl(status),
    postUrlSource: status && 'permalink_dom',
    postId: status?.id,
    otherIds: local && origin ? [origin] : undefined,
    engagement: countsOf(own),
    quoted: quote && quotedIn(quote),
    edited:
      own('a abbr[title],.detailed-status__meta :is(.edited-timestamp,.dropdown-menu__text-button)').length >
        0 || undefined,
    contextNote: displayedText(context),
    adapterNote: notes.filter((note) => note).join(' '),
  });
}

interface Addresses {
  readonly local: Status | undefined;
  /** On the server of the author, where the page shows another server's copy. */
  readonly origin: string | undefined;
}

/** Before version 4 the link of a copy leads to its origin: the id here is in the element then. */
function addresses(root: Element, own: Own, link: Element | undefined, handle = ''): Addresses {
  const linked = here(link);
  if (linked?.host === location.host) return { local: linked, origin: statedOrigin(linked, handle) };
  const [marked] = matches(root, '.status[data-id]') ? [root] : own('.status[data-id]');
  const id = /^\d+$/.exec(attr(marked, 'data-id') ?? '')?.[0];
  const [user = '', host] = handle.split('@');
  const acct = host === domain() ? user : handle;
  const opened = own(FOCAL).length > 0 || matches(root, FOCAL);
  const local = id ? { host: location.host, acct, id } : opened ? statusOf(location.href) : undefined;
  return { local, origin: linked ? statusUrl(linked) : httpUrl(attr(link, 'href')) };
}

/** The head of an opened post's page names its origin, and is renewed with the page: believed if its author is this one. */
function statedOrigin({ acct = '', id }: Status, handle: string): string | undefined {
  const stated = canonical();
  if (!stated || !acct.includes('@') || id !== statusOf(location.href)?.id) return undefined;
  const { host } = new URL(stated);
  const by = acctOf(stated);
  const same = by ? by === handle : handle.endsWith(`@${host}`);
  return same && host !== location.host ? stated : undefined;
}

/** What the outer post and a quote have alike. */
function said(own: Own): Partial<PostDetails> {
  const text = textIn(own);
  const warning = displayedText(own(WARNING)[0], {
    without: (el) => matches(el, 'button,.status__content__spoiler-link'),
  });
  const options = own('.poll__option__text').map((el) => displayedText(el));
  const inText = text ? ownOf(text, undefined)('a[href]') : [];
  const isTag = (a: Element): boolean => matches(a, '.hashtag,[rel~="tag"],[href*="/tags/"]');
  const tags = [...inText.filter(isTag), ...own('.hashtag-bar a[href*="/tags/"]')];
  const others = inText.filter((a) => !isTag(a) && !matches(a, '.mention,.u-url.mention'));
  return {
    text: [warning, displayedText(text), ...options].filter((part) => part).join('\n'),
    textTruncated: (warning !== '' && !text) || undefined,
    language: attr(text, 'lang') || undefined,
    languageSource: attr(text, 'lang') ? 'page' : undefined,
    media: mediaOf(own),
    links: leads([...others, ...own('a.status-card')]),
    hashtags: unique(tags.map((a) => displayedText(a).replace(/^[#＃]/, ''))),
  };
}

/** The text by its mark; else what has a language and is neither head, foot nor picture. */
function textIn(own: Own): Element | undefined {
  const [text] = own(TEXT);
  const apart =
    'header,footer,time,button,.poll,.content-warning,.media-gallery,.status-card,[class*="prepend"],[class*="avatar"]';
  return text ?? own('[lang]').find((el) => !closest(el, apart) && displayedText(el) !== '');
}

function timeOf(own: Own, status: Status | undefined): Partial<PostDetails> {
  const times = own('a time[datetime],data.dt-published,time.dt-published').filter(
    (el) => !closest(el, PREPEND),
  );
  for (const el of times) {
    const postedAt = utc(attr(el, 'datetime') ?? attr(el, 'value'));
    if (postedAt) return { postedAt, postedAtSource: 'element' };
  }
  const stated = utc(meta('og:published_time'));
  const og = httpUrl(meta('og:url'));
  if (stated && status && asLoaded() && statusOf(og)?.id === status.id)
    return { postedAt: stated, postedAtSource: 'inline_data' };
  const ms = status && timeIn(status.id);
  const shown = displayedText(own('.detailed-status__datetime,.status__relative-time')[0]);
  if (ms) return { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived', postedAtText: shown };
  return { postedAtText: shown };
}

/** Replies are shown as "1+" where their number is kept back. */
function countsOf(own: Own): PostDetails['engagement'] {
  const shown = (selector: string): number | undefined => {
    const label = displayedText(own(selector)[0]);
    return label.includes('+') ? undefined : count(label);
  };
  const button = (icons: string): string => `button:has(${icons}) .icon-button__counter`;
  return known({
    likes: shown(`.detailed-status__favorites,.detailed-status__favourites,${button('.icon-star,.fa-star')}`),
    shares: shown(`.detailed-status__reblogs,${button('.icon-retweet,.fa-retweet,.icon-repeat')}`),
    replies: shown(button('.icon-reply,.icon-reply-all,.fa-reply,.fa-reply-all')),
  });
}

function quotedIn(quote: Element): Quoted {
  const own = ownOf(quote, quoteIn(quote));
  const status = here(linkOf(own));
  return known<Quoted>({
    relation: 'quote',
    postUrl: status && statusUrl(status),
    postId: status?.id,
    author: authorOf(own),
    text: said(own).text,
  });
}
