// Finds what is meant on Odysee: a comment, a claim or channel in a list, the claim of a page or player, a channel.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { listed } from '../listed';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, known, matches, one } from '../reading';
import { readCard, readClaim } from './claim';
import { readComment } from './comment';
import { CARD, COMMENT, channelLinks, claimsIn, handleOf, here, leadOf, NAVIGATION } from './parts';

const HEAD = '[class*="channel-cover"],[class*="channel__"],.channel-page__header';

type Root = Pick<Found, 'subject' | 'root'>;

function find(from: From): Found | null {
  const at = pointed(from, () =>
    all(document, `${COMMENT},${CARD},.file-page h1,.file-page__video-container`),
  );
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const path = at?.path ?? [];
  const found = itemIn(path) ?? ofPage(path);
  return found && { ...found, via: at?.via ?? 'page', target: at?.target };
}

/** The channel's card beside a claim's own words is of that claim's page. */
function itemIn(path: readonly Element[]): Root | undefined {
  const comment = path.find((el) => matches(el, COMMENT));
  if (comment) return { subject: 'post', root: comment };
  const card = path.findLast((el) => matches(el, CARD));
  if (card && claimsIn(card)[0]) return { subject: 'post', root: card };
  if (card && channelLinks(card)[0] && here()?.subject !== 'post') return { subject: 'channel', root: card };
  const root = listed(path, claimsIn, (el) => matches(el, 'body') || one(el, 'h1,video') !== null);
  return root && { subject: 'post', root };
}

function ofPage(path: readonly Element[]): Root | null {
  if (path.some((el) => matches(el, NAVIGATION))) return null;
  const address = here();
  const body = one(document, 'body');
  if (address?.subject === 'post') return body && { subject: 'post', root: body };
  const link = path.find((el) => matches(el, 'a[href]') && leadOf(el)?.subject === 'channel');
  if (link) return { subject: 'channel', root: link };
  const head = path.find((el) => matches(el, HEAD)) ?? (path.length === 0 ? body : null);
  return head && address ? { subject: address.subject, root: head } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, COMMENT)) return readComment(root);
  if (matches(root, CARD)) return readCard(root);
  if (subject === 'post') return matches(root, 'body') ? readClaim(root) : readCard(root);
  const link = matches(root, 'a') ? leadOf(root) : undefined;
  const address = link ?? here();
  const name = displayedText(link ? root : one(root, 'h1,[class*="channel__title"],.channel-name'));
  const [claim = ''] = address?.identities[0]?.ids ?? [];
  const id = claim.startsWith('@') ? undefined : claim;
  const handle = address && handleOf(address);
  return known<PostDetails>({
    subject,
    postUrl: address?.url,
    postUrlSource: link ? 'context_link' : 'address_bar',
    ...(subject === 'channel' && {
      channel: known({ id, name, url: address?.url }),
      author: known({ id, handle, displayName: name, profileUrl: address?.url }),
    }),
    text: subject === 'channel' ? '' : name,
  });
}

export const platform: Platform = { platform: 'odysee', find, read };
