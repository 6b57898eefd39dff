// Posts and accounts on X that the page names and does not show: pictures opened over it, posts that are gone, pages as served
// to whom is not logged in. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { asLoaded, meta } from '../head';
import type { Found } from '../platform';
import type { Pointed } from '../pointing';
import { all, attr, known, matches, media, one } from '../reading';
import {
  communityOf,
  communityUrl,
  DIALOG,
  mark,
  posts,
  profileOf,
  statusOf,
  statusUrl,
  timeIn,
} from './parts';
import { largest } from './post';

const COLUMN = mark('primaryColumn');

/** The page's own post, where nothing of another is: pictures opened from it, and the page of one post around it. */
export function ownPost(at: Pointed | null): Element | undefined {
  const status = statusOf(location.href);
  const within = (selector: string): Element | undefined => at?.path.find((el) => matches(el, selector));
  const dialog = within(DIALOG);
  const viewing = /^(?:photo|video)$/.test(status?.view ?? '');
  if (!status || (dialog || status.view ? !viewing : false)) return undefined;
  if (viewing && !dialog && at?.target) return undefined;
  const shown = posts().find((article) => one(article, `a[href*="/status/${status.id}"] time`));
  const cell = within(mark('cellInnerDiv'));
  if (shown && cell && !dialog) return undefined;
  const bare = !at || !one(document, COLUMN);
  const column = dialog ?? within(COLUMN) ?? (bare ? one(document, 'body') : undefined);
  return column ? (shown ?? dialog ?? cell ?? column) : undefined;
}

/** The page of an account as served, with nothing in it. */
export function servedAccount(): Element | null {
  const bare = profileOf(location.href) && !one(document, `${COLUMN},main`);
  return bare && meta('og:type') === 'profile' && isOfThisPage() ? one(document, 'body') : null;
}

/** In the app the head may be of another page. */
function isOfThisPage(): boolean {
  const url = meta('og:url') ?? '';
  const named = (address: string): string | undefined =>
    statusOf(address)?.id ?? profileOf(address)?.toLowerCase();
  return asLoaded() && named(url) === named(location.href);
}

/** "Name (@handle) on X" */
function ownerInHead(handle: string): PostDetails['author'] {
  const [, displayName] = /^(.*) \(@\w+\)/s.exec(meta('og:title') ?? '') ?? [];
  return known({ handle, displayName, profileUrl: `https://x.com/${handle}` });
}

/** The page of a community, outside of its posts. */
export function ownCommunity(at: Pointed | null): Element | undefined {
  if (!communityOf(location.href) || at?.path.some((el) => matches(el, mark('cellInnerDiv'))))
    return undefined;
  return at?.path.find((el) => matches(el, COLUMN));
}

function readCommunity(id: string): PostDetails {
  const url = communityUrl(id);
  return { subject: 'channel', postUrl: url, postUrlSource: 'address_bar', channel: { id, url } };
}

export function readUnseen({ root, subject }: Found): PostDetails {
  const community = communityOf(location.href);
  if (community) return readCommunity(community);
  const served = isOfThisPage();
  const status = statusOf(location.href);
  if (subject === 'account' || !status) return readServedAccount(subject);
  const ms = timeIn(status);
  const pictures = matches(root, DIALOG)
    ? all(root, 'img[src*="/media/"]').map((img) => largest(attr(img, 'src') ?? ''))
    : [];
  const text = served ? meta('og:description') : undefined;
  return known<PostDetails>({
    subject,
    postUrl: statusUrl(status),
    postUrlSource: 'address_bar',
    postId: status.id,
    author: served ? ownerInHead(status.handle) : undefined,
    ...(ms ? { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived' } : {}),
    text,
    media: media([...pictures, pictureInHead(served)].map((src) => ['image', src])),
    adapterNote: text ? 'address_from_bar' : 'address_from_bar not_read',
  });
}

function pictureInHead(served: boolean): string | undefined {
  const image = served ? meta('og:image') : undefined;
  return image?.includes('/media/') ? image : undefined;
}

function readServedAccount(subject: Found['subject']): PostDetails {
  const handle = profileOf(location.href) ?? '';
  const url = `https://x.com/${handle}`;
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'address_bar',
    author: ownerInHead(handle),
    text: meta('og:description'),
  });
}
