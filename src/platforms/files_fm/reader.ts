// Files and folders on Files.fm. Runs in the page: the file that the page is of, or the tile of one in a folder.
// The site's markup is not known from real pages: only addresses, headings and what the head states are relied on.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  type FileHost,
  fileOf,
  findFile,
  isPage,
  lastPart,
  lines,
  pageOf,
  readAccount,
  readTile,
  statedName,
} from '../hosted';
import type { Found, Platform } from '../platform';
import { all, attr, httpUrl, known, media, one } from '../reading';
import { addressOf } from './address';

/** Pictures of files carry the file's code in their address; some tiles name it in an attribute. */
const host: FileHost = {
  addressOf,
  rows: {
    selector: 'img[src*="thumb"][src*="i="],[data-file-hash],[data-hash],[file_hash]',
    address(el) {
      const hash = ['data-file-hash', 'data-hash', 'file_hash']
        .map((name) => attr(el, name))
        .find((value) => value);
      return hash ? `https://files.fm/f/${hash}` : (attr(el, 'src') ?? undefined);
    },
  },
  tiles: '.item,.file,.file-item,[class*="file_item"]',
};
const USER = 'main a[href*="/pa/"],.user a[href*="/pa/"],[rel="author"]';

function read({ root, subject }: Found): PostDetails {
  const address = fileOf(root, host);
  if (!address) return { subject };
  if (!isPage(root)) return readTile(root, address);
  if (subject === 'account') return readAccount(address);
  const user = one(document, USER);
  const account = addressOf(httpUrl(attr(user, 'href')) ?? '');
  const profileUrl = account?.subject === 'account' ? account.url : undefined;
  return known<PostDetails>({
    ...pageOf(address, lines(statedName(), displayedText(one(document, 'main h1,h1')))),
    author: known({
      handle: profileUrl && lastPart(profileUrl),
      displayName: displayedText(user),
      profileUrl,
    }),
    media: media(
      all(document, 'main video,main audio,video,audio')
        .slice(0, 10)
        .map((el) => [
          el instanceof HTMLVideoElement ? 'video' : 'audio',
          attr(el, 'src') ?? attr(one(el, 'source'), 'src'),
        ]),
    ),
  });
}

export const platform: Platform = { platform: 'files_fm', find: (from) => findFile(from, host), read };
