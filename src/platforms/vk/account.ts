// What the head of a profile or community on VK says, or a link to one. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { around, attr, known, matches, one } from '../reading';
import { ITEM, isHolder, leadsTo } from './parts';
import { linked, numbered } from './things';

const HEADER =
  '[class*="ProfileHeader"],[class*="GroupHeader"],.ProfileInfo__main,.OwnerPageName,.page_cover';

/** A marked head, or what is around the page's heading and has no post in it. */
export function headIn(path: readonly Element[]): Element | undefined {
  if (!isHolder(linked(location.href))) return undefined;
  const fits = (el: Element): boolean => matches(el, HEADER) || one(el, 'h1') !== null;
  return path.findLast((el) => fits(el) && around(el) && !matches(el, 'body') && !one(el, ITEM));
}

/** The number behind a name, in the mark of its picture. */
function numberHere(): string | undefined {
  const avatar = '[id^="community_avatar_"],[id^="group_avatar_"],.ProfileHeader__ava [id]';
  const [, kind, id] = /^(.*_)(\d+)$/.exec(attr(one(document, avatar), 'id') ?? '') ?? [];
  return kind && /^[cg]/.test(kind) ? `-${id}` : id;
}

export function readHolder(root: Element): PostDetails {
  const link = leadsTo(root);
  const address = link ?? linked(location.href);
  const [kind, said] = address?.identities[0]?.ids ?? [];
  const id = kind === 'id' ? said : link ? undefined : numberHere();
  // a name alone is an account's until the page says that it is a community's
  const subject = id ? numbered(id).subject : 'account';
  const title = one(root, '.OwnerPageName,.ProfileInfoName,h1,h2') ?? root;
  const name = displayedText(title, { without: (el) => matches(el, 'button,[role="button"]') });
  const url = address?.url;
  return known<PostDetails>({
    subject,
    postUrl: url,
    postUrlSource: link ? 'permalink_dom' : 'address_bar',
    ...(subject === 'channel'
      ? { channel: known({ id, name, url }) }
      : {
          author: known({
            id,
            handle: kind === 'name' ? said : undefined,
            displayName: name,
            profileUrl: url,
          }),
        }),
    text: displayedText(one(root, '.page_current_info,.group_info_row,[class*="description" i]')),
  });
}
