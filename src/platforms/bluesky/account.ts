// What a profile or an account's card on Bluesky says. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, known, one } from '../reading';
import { nameOf } from './address';
import { authorOf, didIn, linkOf, linkTo, ownOf, POST } from './parts';

const HEADER = '[data-testid^="profileHeader"]';

/** The head of an opened profile, without the posts below it. */
export function headerIn(path: readonly Element[]): Element | undefined {
  const here = linkTo(location.href);
  if (!here || here.rkey) return undefined;
  return path.findLast((el) => one(el, HEADER) && !one(el, POST)) ?? path.find((el) => closest(el, HEADER));
}

/** A link to a profile that is in no post, with what is shown in it. */
export function cardIn(path: readonly Element[]): Element | undefined {
  const link = path.find((el) => linkOf(el) && !linkOf(el)?.rkey);
  return link && !closest(link, 'nav') ? link : undefined;
}

export function readAccount(root: Element): PostDetails {
  const card = linkOf(root);
  return card ? readCard(root, card.who) : readHeader(root, linkTo(location.href)?.who ?? '');
}

function readHeader(root: Element, who: string): PostDetails {
  const part = (name: string): Element | null => one(root, `[data-testid="profileHeader${name}"]`);
  const said = all(root, '[dir]').map((el) => displayedText(el).replace(/[\u202a-\u202e\u2066-\u2069]/g, ''));
  const handle = who.startsWith('did:') ? nameOf(said.find((text) => /^@[\w.-]+$/.test(text)) ?? '') : who;
  const [avatar] = all(root, 'img[src*="/avatar"]');
  return account(
    who,
    {
      id: who.startsWith('did:') ? who : didIn(avatar),
      handle,
      displayName: displayedText(part('DisplayName')),
    },
    'address_bar',
    displayedText(part('Description'), { asWritten: true }),
  );
}

function readCard(link: Element, who: string): PostDetails {
  const { displayName, handle, id } = authorOf(ownOf(link, undefined), undefined);
  return account(
    who,
    {
      id: id ?? didIn(all(link, 'img').find((img) => attr(img, 'src')?.includes('/avatar'))),
      handle: who.startsWith('did:') ? handle : who,
      displayName: displayName ?? displayedText(one(link, '[dir]')),
    },
    'permalink_dom',
    '',
  );
}

function account(
  who: string,
  author: NonNullable<PostDetails['author']>,
  postUrlSource: PostDetails['postUrlSource'],
  text: string,
): PostDetails {
  const postUrl = `https://bsky.app/profile/${who}`;
  return known<PostDetails>({
    subject: 'account',
    postUrl,
    postUrlSource,
    author: known({ ...author, profileUrl: postUrl }),
    text,
  });
}
