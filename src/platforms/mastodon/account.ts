// What a profile or an account's card on Mastodon says. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, httpUrl, known, one } from '../reading';
import { acctOf } from './parts';

export const HEADER =
  '.account__header,.account-timeline__header,.public-account-header,.account-timeline__header-top';
export const CARD = '.account,.hover-card,.account-card,.account__card,.directory__card';

/** The profile that the address bar names, and nothing below it. */
export function profileHere(): string | undefined {
  const { pathname } = location;
  return /^\/(?:(?:deck|web)\/)?(?:@|users\/)[\w.-]+(?:@[\w.:-]+)?(?:\/(?:with_replies|media|featured|about))?\/?$/.test(
    pathname,
  )
    ? acctOf(location.href)
    : undefined;
}

export function readAccount(root: Element, card: boolean): PostDetails {
  const link = all(root, 'a[href]').find((a) => acctOf(httpUrl(attr(a, 'href'))));
  const url = card ? httpUrl(attr(link, 'href')) : undefined;
  const handle = card ? acctOf(url) : profileHere();
  const [user, host] = handle?.split('@') ?? [];
  const postUrl = card ? url : `https://${location.host}/@${shortOf(user, host)}`;
  const name = one(
    root,
    '.display-name__html,.account__header__tabs__name h1 span,h1 bdi,h1 .display-name,.p-name,bdi',
  );
  return known<PostDetails>({
    subject: 'account',
    postUrl,
    postUrlSource: card ? 'permalink_dom' : 'address_bar',
    author: known({
      id: attr(one(root, '[data-hover-card-account]'), 'data-hover-card-account') ?? undefined,
      handle,
      displayName: displayedText(name ?? one(root, 'h1')),
      profileUrl: postUrl,
    }),
    text: displayedText(one(root, '.account__header__content,.account__note,.e-note,[class*="bio" i]')),
  });
}

/** On its own server an account goes by its name alone. */
function shortOf(user = '', host = ''): string {
  return acctOf(`https://${location.host}/@${user}`) === `${user}@${host}` ? user : `${user}@${host}`;
}
