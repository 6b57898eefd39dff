// What the page of an item on archive.org says. Runs in the page. The date of a work is not the date of its upload:
// only the latter is when it was posted, and that mostly has no zone.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta } from '../head';
import { lines, pageOf } from '../hosted';
import type { Address } from '../platform';
import { all, attr, closest, count, known, leads, media, one, unique, utc } from '../reading';
import { addressOf } from './address';

const NAME = 'h1 [itemprop="name"],h1.item-title,.item-title,main h1,h1';
const ABOUT = '#descript,[itemprop="description"],.item-description';
const UPLOADER = '[class*="uploader"] a[href*="/details/@"],a[href*="/details/@"]';
const FILES = 'link[itemprop="contentUrl"],meta[itemprop="contentUrl"],a[itemprop~="contentUrl"]';

export function readItem(address: Address): PostDetails {
  const [item = ''] = address.identities[0]?.ids ?? [];
  const about = one(document, ABOUT);
  const name = displayedText(one(document, NAME)) || attr(one(document, NAME), 'content') || statedTitle();
  return known<PostDetails>({
    ...pageOf(address, lines(name, displayedText(about) || attr(about, 'content') || undefined)),
    // a file in the item, while the page's marks are the item's
    ...(address.id === item ? {} : { threadId: item }),
    author: uploader(),
    ...uploaded(),
    hashtags: unique(
      all(document, '[itemprop="keywords"] a,a[href*="subject%3A"]').map((a) => displayedText(a)),
    ),
    media: media(all(document, FILES).slice(0, 100).map(sourceOf)),
    links: about ? leads(all(about, 'a[href]').slice(0, 200)) : [],
    engagement: known({ views: views() }),
  });
}

function statedTitle(): string | undefined {
  return asLoaded() ? meta('og:title') : undefined;
}

/** The account that uploaded; reviewers have accounts too. */
function uploader(): PostDetails['author'] {
  const link = all(document, UPLOADER).find((a) => !closest(a, '[class*="review" i],ia-topnav,nav,header'));
  const account = addressOf(leads(link ? [link] : [])[0] ?? '');
  if (account?.subject !== 'account') return undefined;
  return known({ handle: account.id?.slice(1), displayName: displayedText(link), profileUrl: account.url });
}

function uploaded(): Partial<PostDetails> {
  const time = one(document, '[itemprop="uploadDate"]');
  const stated = attr(time, 'datetime') ?? attr(time, 'content');
  const postedAt = utc(stated);
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  return known<Partial<PostDetails>>({ postedAtText: displayedText(time) || (stated ?? added()) });
}

/** "2006-03-07 20:43:07", under a name that the page writes in English in every language. */
function added(): string | undefined {
  const term = all(document, 'dl.metadata-definition dt').find((dt) => displayedText(dt) === 'Addeddate');
  return term ? displayedText(one(closest(term, 'dl') ?? term, 'dd')) : undefined;
}

function views(): number | undefined {
  const stated = attr(
    one(document, 'meta[itemprop="interactionCount"],meta[itemprop="userInteractionCount"]'),
    'content',
  );
  return count(/\d[\d,]*/.exec(stated ?? '')?.[0]);
}

function sourceOf(el: Element): Parameters<typeof media>[0][number] {
  const url = attr(el, 'href') ?? attr(el, 'content') ?? '';
  if (/\.(?:mp4|webm|ogv|avi|mkv|mov|mpe?g)$/i.test(url)) return ['video', url];
  if (/\.(?:mp3|ogg|oga|flac|wav|m4a)$/i.test(url)) return ['audio', url];
  return [/\.(?:jpe?g|png|gif|webp)$/i.test(url) ? 'image' : 'file', url];
}
