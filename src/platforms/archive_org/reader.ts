// Items on archive.org, files in them, tiles of lists and uploaders. Runs in the page. Lists of today are nested shadow
// roots: the click's own path leads out of them. Copies of other pages are left to the generic reader.
import type { PostDetails } from '../../flag/post';
import { archivedIn } from '../archived';
import { type FileHost, fileOf, findFile, isPage, readAccount, readTile } from '../hosted';
import type { Found, From, Platform } from '../platform';
import { attr } from '../reading';
import { addressOf } from './address';
import { readItem } from './item';

/** Older lists name the item on its tile, which also links to the item's collection. */
const host: FileHost = {
  addressOf,
  rows: {
    selector: '.item-ia[data-id],item-tile[identifier],[data-identifier]',
    address(el) {
      const id = ['data-id', 'identifier', 'data-identifier']
        .map((name) => attr(el, name))
        .find((value) => value);
      return id && !id.startsWith('__') ? `https://archive.org/details/${id}` : undefined;
    },
  },
  tiles: 'tile-dispatcher,item-tile,collection-tile,account-tile,.item-ia,.download-pill,.format-group',
};

function find(from: From): Found | null {
  return archivedIn(location.href) ? null : findFile(from, host);
}

function read({ root, subject }: Found): PostDetails {
  const address = fileOf(root, host);
  if (!address) return { subject };
  if (!isPage(root)) return readTile(root, address);
  return subject === 'file' ? readItem(address) : readAccount(address);
}

export const platform: Platform = { platform: 'archive_org', find, read };
