// Shared files and folders on Dropbox. Runs in the page: the file that the page is of, or the row or tile of one in a folder.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { type FileHost, fileOf, findFile, isPage, lines, pageOf, readTile, statedName } from '../hosted';
import type { Found, Platform } from '../platform';
import { all, attr, media, one } from '../reading';
import { addressOf } from './address';

const host: FileHost = {
  addressOf,
  tiles: '.sl-grid-cell,[data-testid*="grid-item"],[data-testid*="list-item"]',
};
const NAME = 'main h1,[role="main"] h1,h1,[data-testid*="filename" i],.filename';

function read({ root, subject }: Found): PostDetails {
  const address = fileOf(root, host);
  if (!address) return { subject };
  if (!isPage(root)) return readTile(root, address);
  const name = statedName();
  const shown = displayedText(one(document, NAME));
  const players = all(document, 'main video,main audio,[role="main"] video,[role="main"] audio');
  return {
    ...pageOf(address, lines(name, shown)),
    ...nonEmpty(
      media(players.map((el) => [el instanceof HTMLVideoElement ? 'video' : 'audio', attr(el, 'src')])),
    ),
  };
}

const nonEmpty = (found: ReturnType<typeof media>): Partial<PostDetails> =>
  found.length > 0 ? { media: found } : {};

export const platform: Platform = { platform: 'dropbox', find: (from) => findFile(from, host), read };
