// An account on TikTok: the page's own by its head, or one that a link leads to. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { known, matches, one } from '../reading';
import { mark, nameIn } from './parts';
import { statedAccount } from './stated';

/** The account that the page is of. */
export const owner = (): string | undefined => {
  const path = location.pathname.replace(/\/(?:live|liked|reposts)\/?$/, '');
  const [, name] = /^\/@([^/]+)\/?$/.exec(path) ?? [];
  return name && (new URLSearchParams(`=${name}`).get('') ?? name);
};

export function readAccount(root: Element): PostDetails {
  const linked = matches(root, 'a') ? nameIn(root) : undefined;
  const handle = linked ?? owner() ?? '';
  const url = `https://www.tiktok.com/@${encodeURIComponent(handle)}`;
  const { id, ...stated } = linked ? {} : statedAccount(handle);
  const shown = displayedText(linked ? root : one(root, mark('user-subtitle')));
  return known<PostDetails>({
    subject: 'account',
    postUrl: url,
    postUrlSource: linked ? 'context_link' : 'address_bar',
    postId: handle,
    otherIds: id ? [id] : undefined,
    author: known({ id, handle, ...stated, displayName: shown || stated.displayName, profileUrl: url }),
    text: linked ? '' : displayedText(one(root, mark('user-bio')), { asWritten: true }),
  });
}
