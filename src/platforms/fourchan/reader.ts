// Finds posts on boards in the manner of 4chan, by engine and not by host, and the boards themselves. Runs in the page.
// Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, known, matches } from '../reading';
import { boardOf, boardUrl, ROOTS, rootOf } from './parts';
import { readPost } from './post';

const HEAD = '.boardBanner,.boardTitle,body > header,#labelName,.board-header,.board-title,.boardHeader';

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, ROOTS));
  const [inner] = at?.path ?? [];
  const root = inner && rootOf(inner);
  if (at && root) return { subject: 'post', root, via: at.via, target: at.target };
  const head = at?.path.find((el) => matches(el, HEAD));
  return at && head && boardOf(head) ? { ...at, subject: 'channel', root: head } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (subject === 'post') return readPost(root);
  const board = boardOf(root) ?? '';
  const url = boardUrl(board, undefined);
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: 'address_bar',
    channel: known({ id: board, name: `/${board}/`, url }),
    text: displayedText(root),
  });
}

export const platform: Platform = { platform: 'fourchan', find, read };
