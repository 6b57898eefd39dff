// What the head of a profile or group on OK.ru says, or a link to one. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { around, attr, known, matches, one } from '../reading';
import { addressOf } from './address';
import { ITEM, leadsTo } from './parts';

const HEADER =
  '[class*="ProfileHeader"],[class*="profile-user-info"],[class*="MiddleColumnTopCard"],[id*="MiddleColumnTopCard"],[class*="group-head"],[class*="profile-head"],.mctc,.pf-head';

const isHolder = (subject: string | undefined): boolean => subject === 'account' || subject === 'channel';

/** A marked head, or what is around the page's heading and has no post in it. */
export function headIn(path: readonly Element[]): Element | undefined {
  if (!isHolder(addressOf(location.href)?.subject)) return undefined;
  const fits = (el: Element): boolean => matches(el, HEADER) || one(el, 'h1') !== null;
  return path.findLast((el) => fits(el) && around(el) && !matches(el, 'body') && !one(el, ITEM));
}

export function linkIn(path: readonly Element[]): Element | undefined {
  return path.find((el) => matches(el, 'a') && isHolder(leadsTo(el)?.subject));
}

export function readHolder(root: Element): PostDetails {
  const link = leadsTo(root);
  const address = link ?? addressOf(location.href);
  const [kind, said] = address?.identities[0]?.ids ?? [];
  const log = link ? '' : (attr(one(document, '[data-l*="groupId,"]'), 'data-l') ?? '');
  const group =
    kind === 'group'
      ? said
      : kind === 'name' && one(root, '[data-l*="groupId,"]')
        ? /groupId,(\d+)/.exec(log)?.[1]
        : undefined;
  const name = displayedText(one(root, '.mctc_name,h1,h2') ?? root);
  const url = address?.url;
  return known<PostDetails>({
    subject: group ? 'channel' : 'account',
    postUrl: url,
    postUrlSource: link ? 'permalink_dom' : 'address_bar',
    ...(group
      ? { channel: known({ id: group, name, url }) }
      : {
          author: known({
            id: kind === 'profile' ? said : undefined,
            handle: kind === 'name' ? said : undefined,
            displayName: name,
            profileUrl: url,
          }),
        }),
    text: displayedText(one(root, '.group-info_desc,[class*="description" i]')),
  });
}
