// Accounts on X: the head of a profile, rows of lists, cards under the pointer, who is named in a notification. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, known, leads, matches, media, one } from '../reading';
import { avatarIn, isX, mark, ownOf, POST, profileOf } from './parts';

const CARDS = ['UserCell', 'HoverCard', 'TypeaheadUser'].map(mark).join();
/** Avatars and names stand in links of their own in notifications. */
const LINKS = `${mark('notification')} a[href]`;
const HEAD = mark('UserName');

/** The account's card or the head of its page that this path goes through. Posts come first. */
export function accountOn(path: readonly Element[]): Element | undefined {
  const head = profileHead();
  return path.find((el) => el === head || matches(el, CARDS) || (matches(el, LINKS) && profileOf(el)));
}

/** From the banner to the counts: all around the name that holds neither tabs nor posts. */
export function profileHead(): Element | undefined {
  let root = one(document, `main ${HEAD}`);
  if (!root || !profileOf(location.href)) return undefined;
  for (let up = around(root); up && !matches(up, `${mark('primaryColumn')},main`); up = around(up)) {
    if (one(up, `nav,[role="tablist"],${POST}`)) break;
    root = up;
  }
  return root;
}

export function readAccount(root: Element): PostDetails {
  const own = ownOf(root);
  const [name] = own(HEAD);
  const link = matches(root, 'a') ? root : own('a[href]').find((a) => profileOf(a));
  const at = matches(root, CARDS) ? undefined : profileOf(location.href);
  const here = displayedText(name).toLowerCase().includes(`@${at?.toLowerCase()}`) ? at : undefined;
  const handle = here ?? avatarIn(own) ?? profileOf(link);
  const about = own(mark('UserDescription'))[0];
  const url = handle && `https://x.com/${handle}`;
  return known<PostDetails>({
    subject: 'account',
    postUrl: url,
    postUrlSource: !url ? undefined : here ? 'address_bar' : 'permalink_dom',
    author: known<NonNullable<PostDetails['author']>>({
      id: idOf(root),
      handle,
      displayName: displayedText(name ? one(name, '[dir]') : titleIn(root, link)),
      profileUrl: url,
      verified: own(mark('icon-verified'))[0] ? 'yes' : undefined,
    }),
    text: displayedText(about, { asWritten: true }),
    links: leads(own(`${mark('UserDescription')} a,${mark('UserUrl')}`)).filter((each) => !isX(each)),
    media: media(own('img').filter(isPicture).map(pictureOf)),
    adapterNote: url ? undefined : 'address_not_on_page',
  });
}

/** The name is the first link with words: the avatar's has none, the handle's begins with @. */
function titleIn(root: Element, link: Element | undefined): Element | undefined {
  const links = all(root, 'a[href]').filter((a) => profileOf(a));
  return [link, ...links].find((a) => a && /^[^@]/.test(displayedText(a))) ?? one(root, '[dir]') ?? undefined;
}

/** The number stands on the follow button and in the banner's address. */
function idOf(root: Element): string | undefined {
  const buttons = all(root, '[data-testid$="follow"],[data-testid$="block"]');
  const written = buttons.map((el) => attr(el, 'data-testid'));
  const banner = attr(one(root, 'img[src*="/profile_banners/"]'), 'src');
  return /^(\d+)-/m.exec(written.join('\n'))?.[1] ?? /\/profile_banners\/(\d+)\//.exec(banner ?? '')?.[1];
}

const isPicture = (img: Element): boolean => /\/profile_(?:images|banners)\//.test(attr(img, 'src') ?? '');

/** As large as it was given. */
function pictureOf(img: Element): readonly ['image', string | undefined] {
  return ['image', attr(img, 'src')?.replace(/_(?:normal|bigger|mini|x\d+|\d+x\d+)(?=\.\w+$)/, '')];
}
