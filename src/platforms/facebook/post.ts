// What one post on Facebook says, and the post shared in it. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { known, matches, one, unique } from '../reading';
import { inlineOf } from './inline';
import {
  commentsIn,
  here,
  inFacebook,
  isComment,
  isPicture,
  isUnit,
  lead,
  nameIn,
  numbersIn,
  ownOf,
  quoteIn,
  stampIn,
} from './parts';
import { type Place, under } from './places';
import { authorOf, channelOf, countsIn, groupIn, said, timeOf } from './said';

/** `bar`: what the address bar names, if it is this very post, should its own links not do so. */
export function readPost(root: Element, bar?: Place, isInPost = false): PostDetails {
  const quote = isInPost ? undefined : quoteIn(root);
  const own = ownOf(root, quote);
  const name = nameIn(own);
  const author = authorOf(lead(name).account, displayedText(name));
  const group = groupIn(own) ?? (isInPost ? undefined : here().group);
  const comment = isComment(root);
  const stamp = stampIn(own, comment);
  // a picture in a list is itself the link
  const linked = lead(matches(root, 'a') ? root : stamp).place;
  const numbers = numbersIn(root, own, bar ?? linked);
  const holder = group ? `groups/${group}` : (author.id ?? author.handle);
  const { place, ...address } = addressIn(root, linked, bar, holder && numbers[0] && [holder, numbers[0]]);
  const inline = comment ? undefined : inlineOf(unique([place?.id, ...numbers]));
  // the number first: a post has several pfbid…
  const [postId, ...otherIds] = unique([inline?.number, ...numbers, place?.id]);
  return known<PostDetails>({
    subject: 'post',
    text: inline?.text,
    ...said(own, comment),
    ...address,
    postUrl: place && inFacebook(place.path),
    postId,
    otherIds,
    author: author.displayName || !inline ? author : authorOf(inline.owner, ''),
    channel: channelOf(own, /^groups\/([^/]+)/.exec(place?.path ?? '')?.[1] ?? group),
    ...timeOf(root, own, inline, comment || place === linked ? stamp : undefined),
    engagement: countsIn(own),
    quoted: quote && quotedIn(quote),
    // the word for it is shuffled, and adverts stand between posts everywhere else
    sponsored: one(root, 'a[href*="/ads/about"]')
      ? 'yes'
      : bar || (here().account && place)
        ? 'no'
        : 'unknown',
  });
}

function quotedIn(quote: Element): Quoted {
  const { postUrl, postId, author, text } = readPost(quote, undefined, true);
  return known<Quoted>({ relation: 'quote', postUrl, postId, author, text });
}

/** The shared post by itself; without an address it is known by the post that it stands in. */
export function readQuote(quote: Element, outer: Element): PostDetails {
  const post = readPost(quote, undefined, true);
  const alone = { parentPostId: readPost(outer).postId, adapterNote: 'quote_address_not_on_page' };
  return known<PostDetails>({ ...post, ...(post.postUrl ? {} : alone) });
}

/** A comment's link names the post that it stands under, and the comment that it answers. */
export function readComment(root: Element): PostDetails {
  const { place } = lead(stampIn(ownOf(root), true));
  const post = place?.number ?? place?.id;
  return known<PostDetails>({
    ...readPost(root, undefined, true),
    postUrl: place && inFacebook(place.path),
    postUrlSource: place && 'permalink_dom',
    postId: place?.reply ?? place?.comment,
    otherIds: [],
    parentPostId: place?.reply ? place.comment : post,
    threadId: post,
    sponsored: 'no',
    adapterNote: place ? undefined : 'address_not_on_page',
  });
}

interface Address extends Pick<PostDetails, 'postUrlSource' | 'adapterNote'> {
  readonly place?: Place | undefined;
}

/** The link of the time; else the address bar; else what else names the post: comments, an album. */
function addressIn(
  root: Element,
  linked: Place | undefined,
  bar: Place | undefined,
  counted: readonly [string, string] | '' | undefined,
): Address {
  // a page has links to other posts too, and the time of a post's only picture may lead to the picture
  const isOwn = bar?.id === linked?.id || (isUnit(root) && (isPicture(bar) || !isPicture(linked)));
  if (linked && (!bar || isOwn)) return { place: linked, postUrlSource: 'permalink_dom' };
  const other =
    bar ?? commentsIn(root)[0] ?? (counted ? { path: under(...counted), id: counted[1] } : undefined);
  if (!other) return { adapterNote: 'address_not_on_page' };
  return {
    place: { id: other.id, path: other.path.replace(/[?&]comment_id=.*/, '') },
    postUrlSource: bar ? 'address_bar' : 'permalink_dom',
    adapterNote: bar ? 'address_from_bar' : 'address_from_other_link',
  };
}
