// What one post on a board says. Names there are what each post claims; only tripcodes are anybody's own. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, count, known, leads, matches, unique, utc } from '../reading';
import { filesOf, notesOf } from './files';
import { boardOf, boardUrl, type Own, ownOf, type Placed, placed } from './parts';
import { placeOf } from './place';

/** The phone's copy of the head stands before the desktop's and is shortened. */
const SUBJECT = ['.desktop .subject', '.subject,.labelSubject,.post-subject,.post_title,.post__title'];
const BODY = [
  '.postMessage,.divMessage,.post-message,.post__message',
  '.body,.text[dir],.text,.teaser,.replies',
];
const NAME = ['.desktop .name', '.name,.linkName,.post-name,.post_author,.post__anon'];
const TRIP = ['.desktop .postertrip', '.postertrip,.trip,.post-tripcode,.post_tripcode,.post__trip'];
const POSTER = ['.desktop .posteruid .hand', '.poster_id,.labelId,.user-id,.poster_hash'];
const TIME = ['.desktop .dateTime', '.dateTime', 'time,.labelCreated,.post-date,.post__time'];
const NOTES = ['.desktop .capcode.hand', '.capcode,.labelRole,.post-capcode,.post_level'];
const CUT = '.abbr,.toolong,.contentOmissionIndicator,.viewfulltext,.omitted';

export function readPost(root: Element): PostDetails {
  const own = ownOf(root);
  const place = placed(root, own);
  const board = place?.board ?? boardOf(root);
  const [body] = own(...BODY);
  const inText = body ? all(body, 'a[href]') : [];
  return known<PostDetails>({
    subject: 'post',
    postUrl: place?.url,
    postUrlSource: place?.url ? 'permalink_dom' : undefined,
    postId: place?.post,
    parentPostId: place && place.thread !== place.post ? place.thread : undefined,
    threadId: place?.thread,
    author: authorOf(own),
    channel: board
      ? { id: board, name: `/${board}/`, ...known({ url: boardUrl(board, place?.url) }) }
      : undefined,
    ...timeOf(own),
    edited: (displayedText(own('.labelLastEdit,small.edited')[0]) && true) || undefined,
    text: textOf(own, body),
    textTruncated: own(CUT)[0] && true,
    media: filesOf(own),
    links: leads(inText.filter((link) => !quotedIn(link, board))),
    engagement: known({ replies: repliesOf(root, own) }),
    quoted: inText.map((link) => answered(link, place)).find((quoted) => quoted),
    contextNote: contextOf(own),
    adapterNote: noteOf(place),
  });
}

function noteOf(place: Placed | undefined): string | undefined {
  if (!place?.url) return 'address_not_on_page';
  return place.made ? 'address_from_id' : undefined;
}

function textOf(own: Own, body: Element | undefined): string {
  const without = (el: Element): boolean => matches(el, `${CUT},.subject,.replies > strong`);
  const words = displayedText(body, { asWritten: body !== undefined && matches(body, 'pre'), without });
  const [subject] = own(...SUBJECT);
  return unique([attr(subject, 'title') || displayedText(subject), words])
    .filter((part) => part)
    .join('\n');
}

/** A number is a poster's within one thread; a tripcode stays the same. */
function authorOf(own: Own): PostDetails['author'] {
  const said = (selectors: readonly string[]): string => displayedText(own(...selectors)[0]);
  return known({
    id: said(POSTER).replace(/^ID:\s*/i, ''),
    handle: said(TRIP),
    displayName: said(NAME),
  });
}

function timeOf(own: Own): Partial<PostDetails> {
  const [time] = own(...TIME);
  const seconds = /^\d{9,10}$/.exec(attr(time, 'data-utc') ?? attr(time, 'unixtime') ?? '')?.[0];
  const postedAt = seconds ? new Date(Number(seconds) * 1000).toISOString() : utc(attr(time, 'datetime'));
  if (postedAt) return { postedAt, postedAtSource: 'element' };
  const without = (el: Element): boolean => matches(el, 'a');
  return { postedAtText: displayedText(time, { without }) };
}

/** A link to a post of this board is an answer, not a link to elsewhere. */
function quotedIn(link: Element, board: string | undefined): boolean {
  const place = placeOf(attr(link, 'href') ?? '', location.href);
  return place !== null && place.board === board;
}

function answered(link: Element, place: Placed | undefined): Quoted | undefined {
  const to = placeOf(attr(link, 'href') ?? '', location.href);
  const shown = /^>>(\d+)/.exec(displayedText(link))?.[1];
  if (!to || to.post !== shown || to.post === place?.post || to.board !== place?.board) return undefined;
  return { relation: 'reply_to', postUrl: to.url, postId: to.post };
}

/** Catalogues count; threads do not. */
function repliesOf(root: Element, own: Own): number | undefined {
  const stated = attr(root, 'data-reply') ?? attr(root, 'data-replies');
  return count(stated ?? displayedText(own('.meta > b', '.labelReplies')[0]));
}

function contextOf(own: Own): string {
  const marks = [own(...NOTES)[0]].map((el) => displayedText(el));
  const flags = own('.desktop .flag', '.flag,.imgFlag').map((el) => attr(el, 'title') || displayedText(el));
  return unique([...marks, ...flags, ...notesOf(own)])
    .filter((note) => note)
    .join(', ');
}
