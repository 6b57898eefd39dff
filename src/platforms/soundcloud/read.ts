// What a track, set, comment or account on SoundCloud says, in a list and on its own page. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta, within } from '../head';
import { lines } from '../hosted';
import type { Address, Found } from '../platform';
import {
  all,
  attr,
  closest,
  contains,
  count,
  httpUrl,
  known,
  leads,
  matches,
  media,
  one,
  property,
  unique,
  utc,
} from '../reading';
import { addressOf } from './address';
import { accountIn, ownerOf, soundIn, timeIn, titleIn } from './parts';

const TITLE =
  '.soundTitle__title,.trackItem__trackTitle,.playableTile__mainHeading,.soundBadge__titleLink,[itemprop="name"],h1';
const ABOUT = '.truncatedAudioInfo__content,.listenDetails__description,.sc-text-body';
const ARTWORK =
  '.sc-artwork[style*="background-image"],.image__full[style*="background-image"],img[src*="artworks-"]';

/** One of a list. */
export function readSound(root: Element): PostDetails {
  const address = soundIn(root);
  return known<PostDetails>({
    ...shown(root),
    postUrl: address?.url,
    postUrlSource: 'permalink_dom',
    author: ownerOf(address, root),
    text: displayedText(one(root, TITLE)) || (address ? titleIn(root, address) : ''),
    contextNote: displayedText(one(root, '.soundContext')),
    adapterNote: address ? undefined : 'address_not_on_page',
  });
}

/** The page's own. What the head says counts only while it is of this one. */
export function readPage(subject: Found['subject']): PostDetails {
  const here = addressOf(location.href);
  const hero =
    one(document, '.fullListenHero,.fullHero,[class*="listenHero"],article[itemtype],main') ??
    one(document, 'body');
  const stated = here && asLoaded() && isOf(here, meta('og:url')) ? head() : {};
  const about = displayedText(one(document, ABOUT));
  if (!hero || subject !== 'post')
    return known<PostDetails>({ subject, postUrl: here?.url, postUrlSource: 'address_bar' });
  const { text = '', ...parts } = stated;
  const first = parts.postId ? served(parts.postId) : {};
  const owner = ownerOf(here ?? undefined, hero);
  const seen = shown(hero);
  return known<PostDetails>({
    ...seen,
    ...parts,
    ...(seen.postedAt ? {} : { postedAt: first.postedAt, postedAtSource: first.postedAtSource }),
    author: known({ ...first.author, ...owner }),
    subject,
    postUrl: here?.url,
    postUrlSource: 'address_bar',
    text: lines(
      displayedText(one(hero, TITLE)) || text.split('\n')[0],
      about || text.split('\n').slice(1).join('\n'),
    ),
    links: leads(all(document, ABOUT).flatMap((el) => all(el, 'a[href]'))),
  });
}

function isOf(here: Address, url: string | undefined): boolean {
  return JSON.stringify(addressOf(url ?? '')?.identities) === JSON.stringify(here.identities);
}

/** What the page was served with, of the sound with this number only. Its other date may be that of a release. */
function served(id: string | undefined): Partial<PostDetails> {
  const script = all(document, 'script:not([src])').find((el) =>
    textOf(el).startsWith('window.__sc_hydration'),
  );
  const data =
    script &&
    parsed(
      textOf(script)
        .replace(/^[^[]*/, '')
        .replace(/;?\s*$/, ''),
    );
  const sounds = Array.isArray(data) ? data.map((each: unknown) => within(each, 'data')) : [];
  const sound = sounds.find((each) => id && `${within(each, 'id')}` === id && within(each, 'permalink_url'));
  const text = (...path: string[]): string => `${within(sound, ...path) ?? ''}`;
  const postedAt = utc(text('created_at'));
  return known<Partial<PostDetails>>({
    postedAt,
    postedAtSource: postedAt ? 'inline_data' : undefined,
    author: known({ id: text('user', 'id'), displayName: text('user', 'username') }),
  });
}

const textOf = (el: Element): string => `${property(Node, 'textContent', el)}`;

function parsed(text: string): unknown {
  if (text.length > 2_000_000) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // another layout may put anything there
  }
}

function head(): Partial<PostDetails> {
  const number = (key: string): number | undefined => count(meta(`soundcloud:${key}`));
  return known<Partial<PostDetails>>({
    postId: /:(\d+)$/.exec(meta('al:ios:url') ?? '')?.[1],
    text: lines(meta('og:title'), meta('og:description')),
    media: media([['image', meta('og:image')]]),
    engagement: known({
      views: number('play_count'),
      likes: number('like_count'),
      replies: number('comments_count'),
    }),
  });
}

/** What lists and pages have alike. */
function shown(root: Element): PostDetails {
  const time = timeIn(root);
  const postedAt = utc(attr(time, 'datetime')) ?? utc(displayedText(time));
  const label = (kind: string): string => {
    const el = one(root, `.sc-ministats-${kind}`);
    return attr(el && closest(el, '[title]'), 'title') ?? displayedText(el);
  };
  return known<PostDetails>({
    subject: 'post',
    ...(postedAt ? { postedAt, postedAtSource: 'element' as const } : { postedAtText: displayedText(time) }),
    hashtags: unique(all(root, 'a.sc-tag,a[href^="/tags/"]').map((a) => displayedText(a).replace(/^#/, ''))),
    media: media(
      all(root, ARTWORK)
        .slice(0, 3)
        .map((el) => ['image', largest(sourceIn(el))]),
    ),
    engagement: known({
      views: count(label('plays')),
      likes: count(displayedText(one(root, '.sc-button-like'))),
      shares: count(displayedText(one(root, '.sc-button-repost'))),
      replies: count(label('comments')),
    }),
  });
}

function sourceIn(el: Element): string {
  return (
    attr(el, 'src') ?? /url\((['"]?)([^'")]+)\1\)/.exec((attr(el, 'style') ?? '').slice(0, 5000))?.[2] ?? ''
  );
}

const largest = (src: string): string =>
  src.replace(/-(?:t\d+x\d+|large|small|badge|crop|mini|tiny)\.(jpg|png)/, '-t500x500.$1');

const BODIES = ['.commentItem__body', '[class*="commentItem__body"]', 'p', '[class*="content"]'];

/** A comment is known by its writer and time on its track: the page gives it no address. */
export function readComment(root: Element): PostDetails {
  const here = addressOf(location.href);
  const body = BODIES.map((each) => one(root, each)).find((each) => each);
  const outside = all(root, 'a[href]').filter((a) => !body || !contains(body, a));
  const link = outside.map((a) => addressOf(httpUrl(attr(a, 'href')) ?? ''));
  const own = link.find((address) => address?.identities[0]?.ids[0] === 'comments');
  const time = one(root, 'time[datetime]');
  const postedAt = utc(attr(time, 'datetime'));
  return known<PostDetails>({
    subject: 'post',
    postUrl: own?.url,
    postUrlSource: own ? 'permalink_dom' : undefined,
    postId: own?.id,
    threadId: here?.subject === 'post' ? here.identities[0]?.ids.join('/') : undefined,
    ...(postedAt ? { postedAt, postedAtSource: 'element' as const } : { postedAtText: displayedText(time) }),
    author: accountIn(outside),
    text: displayedText(body),
    adapterNote: own ? undefined : 'address_not_on_page',
  });
}

export function readAccount(root: Element): PostDetails {
  const here = addressOf(location.href);
  const linked = accountIn(all(root, 'a[href]'));
  const badge = matches(root, '.userBadgeListItem,.userItem,.searchItem__userItem,.userBadge');
  const url = badge || here?.subject !== 'account' ? linked?.profileUrl : here.url;
  const handle = url && new URL(url).pathname.slice(1);
  const displayName =
    displayedText(one(root, '.profileHeaderInfo__userName,h1,h2,h3')) || linked?.displayName;
  return known<PostDetails>({
    subject: 'account',
    postUrl: url,
    postUrlSource: badge ? 'permalink_dom' : 'address_bar',
    author: known({ handle, displayName, profileUrl: url }),
    text: displayedText(one(root, '.profileHeaderInfo__additional')),
  });
}
