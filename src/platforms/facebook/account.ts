// Accounts and groups on Facebook: the head of their page, and names that stand outside of posts. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { asLoaded, meta } from '../head';
import { known, matches, one } from '../reading';
import { climb, here, inFacebook, lead, UNIT } from './parts';
import { authorOf, number } from './said';

const title = (): Element | null => one(document, '[role="main"] h1');

/** The top of a profile's or group's page, without the posts below. */
export function headOfPage(): Element | null {
  const { account, group } = here();
  const top = account || group ? title() : null;
  return top && climb(top, (up) => matches(up, '[role="main"]') || one(up, UNIT) !== null);
}

export function readAccount(root: Element): PostDetails {
  const isLink = matches(root, 'a');
  const { account, group } = isLink ? lead(root) : here();
  const loaded = !isLink && asLoaded();
  const stated = loaded ? /^fb:\/\/\w+\/\D*(\d+)/.exec(meta('al:android:url') ?? '')?.[1] : undefined;
  const name = displayedText(isLink ? root : title());
  const author = authorOf(account, name, stated);
  const url = group ? inFacebook(`groups/${group}/`) : author.profileUrl;
  const id = number(group) ?? stated;
  return known<PostDetails>({
    subject: group ? 'channel' : 'account',
    postUrl: url,
    postUrlSource: isLink ? 'permalink_dom' : 'address_bar',
    ...(group ? { channel: known({ id, name, url }) } : { author }),
  });
}
