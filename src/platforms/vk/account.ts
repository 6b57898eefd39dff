// What the head of a profile or community on VK says. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded } from '../head';
import { all, around, attr, closest, known, matches, one } from '../reading';
import { addressOf } from './address';
import { authorOf, holderOf, ITEM, ownOf } from './parts';

const HEADER =
  '.ProfileHeader,.ProfileInfo__main,.OwnerPageName,.page_cover,#page_info_wrap,.page_top,.group_info,#owner_page_name,[class*="GroupHeader"],[class*="ProfileHeader"],[class*="CommunityHeader"],[data-testid^="profile-header"],[data-testid^="group-header"]';
const CARD = '[data-testid="userrichcell"],.people_row,.search_row,.group_list_row,.inline_item';

export interface Holder {
  readonly root: Element;
  readonly subject: 'account' | 'channel';
}

/** A marked head, the part around the page's heading, or a card of someone in a list. */
export function holderIn(path: readonly Element[]): Holder | undefined {
  const card = path.find((el) => matches(el, CARD));
  const link =
    card && (matches(card, 'a') ? card : all(card, 'a[href]').find((a) => holderOf(attr(a, 'href'))));
  if (card && link) return { root: card, subject: subjectOf(attr(link, 'href') ?? '', undefined) };
  if (!holderOf(location.href)) return undefined;
  const marked = path.findLast((el) => matches(el, HEADER) && !one(el, ITEM));
  const root =
    marked ??
    path.findLast(
      (el) => one(el, 'h1') && !one(el, ITEM) && around(el) !== null && !matches(el, 'body,html'),
    );
  return root && { root, subject: subjectOf(location.href, numberHere()) };
}

/** A name alone is an account's until the page says that it is a community's. */
function subjectOf(href: string, id: string | undefined): Holder['subject'] {
  return (id ?? holderOf(href)?.id)?.startsWith('-') || addressOf(href)?.subject === 'channel'
    ? 'channel'
    : 'account';
}

/** The number behind a name: in the marks of its picture and cover, or the address of its app if that is not old. */
function numberHere(): string | undefined {
  const [avatar] = all(document, '[id^="community_avatar_"],[id^="group_avatar_"]');
  const group = /_(\d+)$/.exec(attr(avatar, 'id') ?? '')?.[1];
  if (group) return `-${group}`;
  const person = /_(\d+)$/.exec(attr(one(document, '.ProfileHeader__ava [id]'), 'id') ?? '')?.[1];
  const app = attr(one(document, 'link[rel="alternate"][href*="android-app"]'), 'href') ?? '';
  const [, kind, number] = asLoaded() ? (/\/(id|club|public|event)(\d+)$/.exec(app) ?? []) : [];
  return person ?? (number && (kind === 'id' ? number : `-${number}`));
}

export function readHolder({ root, subject }: Holder): PostDetails {
  const card = matches(root, CARD);
  const link = card
    ? matches(root, 'a')
      ? root
      : all(root, 'a[href]').find((a) => holderOf(attr(a, 'href')))
    : null;
  const named = holderOf(card ? attr(link, 'href') : location.href);
  const id = named?.id ?? (card ? undefined : numberHere());
  const title = one(
    root,
    '#owner_page_name,.OwnerPageName,.ProfileInfoName,.page_name,[data-testid="userrichcell-name"],h1,h2',
  );
  const name = displayedText(title, { without: (el) => matches(el, 'button,[role="button"]') });
  const about = one(root, '.page_current_info,.group_info_row,[class*="description" i]');
  const who = authorOf(ownOf(closest(root, ITEM) ?? root));
  return known<PostDetails>({
    subject,
    postUrl: named?.url,
    postUrlSource: card ? 'permalink_dom' : 'address_bar',
    ...(subject === 'channel'
      ? { channel: known({ id, name: name || who.displayName, url: named?.url }) }
      : {
          author: known({
            id,
            handle: named?.handle,
            displayName: name || who.displayName,
            profileUrl: named?.url,
          }),
        }),
    text: displayedText(about),
  });
}
