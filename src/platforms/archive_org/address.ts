// What an address of archive.org names: an item, a file in an item, an uploader, a copy of another page. Runs anywhere, offline.
// An item is the same in all its views; whose page a copy is of, addresses.ts adds.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import { type Archived, archivedIn } from '../archived';
import type { Address } from '../platform';
import { identitiesOfIds, named, type WebAddress, webAddress } from '../web-address';

const HOSTS = /^(?:[\w-]+\.)*archive\.org$/;
const ITEM = /^[a-z\d][\w.-]{1,149}$/i;
/** First segments of an item's views; what follows it there is a file. */
const VIEWS = /^(?:details|embed|download|stream|serve|compress|metadata|cover|items)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const copy = archivedIn(url);
  if (copy) return ofCopy(copy);
  return uploader(address) ?? item(address);
}

/** The same page is kept many times: which time is part of what it is. */
function ofCopy({ url, stamp, original }: Archived): Address {
  const page = original.replace(/^https?:\/\/(?:www\.)?/, '').replace(/^([^/?#]+?):(?:80|443)(?=\/|$)/, '$1');
  const identity = {
    platform: 'archive_org',
    subject: 'website',
    ids: ['web', stamp, page.replace(/\/$/, '')],
  };
  return { platform: 'archive_org', subject: 'website', url, identities: [identity], original };
}

function uploader({ segments: [view, name = ''] }: WebAddress): Address | null {
  return view === 'details' && /^@[\w.-]+$/.test(name)
    ? named('archive_org', 'account', `https://archive.org/details/${name}`, [name.toLowerCase()])
    : null;
}

function item({ host, segments }: WebAddress): Address | null {
  // servers of files: ia800.us.archive.org/12/items/<item>/<file>, s3.us.archive.org/<item>/<file>
  const path = /^\d+$/.test(segments[0] ?? '') ? segments.slice(1) : segments;
  const [view = '', ...rest] = host.startsWith('s3.') ? ['items', ...path] : path;
  const [id = '', ...inside] = rest;
  if (!VIEWS.test(view) || !ITEM.test(id)) return null;
  const file = fileIn(inside, /^(?:details|embed)$/.test(view));
  const url = `https://archive.org/details/${[id, ...file].map(encodeURIComponent).join('/')}`;
  return named('archive_org', 'file', url, file.length > 0 ? [id, file.join('/')] : [id]);
}

/** Without the page and mode of the book reader; there a + is a space. */
function fileIn(inside: readonly string[], spaced: boolean): readonly string[] {
  const reader = inside.findIndex(
    (part, at) => /^(?:page|mode|search)$/.test(part) && at + 1 < inside.length,
  );
  const file = reader < 0 ? inside : inside.slice(0, reader);
  return spaced ? file.map((part) => part.replaceAll('+', ' ')) : file;
}

/** The address says all: an item's name alone would not tell a file in it from the item. */
export function identitiesOf(post: PostDetails): Identity[] {
  return post.postUrl ? [] : identitiesOfIds('archive_org', post);
}
