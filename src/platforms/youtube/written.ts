// A comment, a reply, a post in a channel's community tab, or a message of a live chat. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, count, known, media } from '../reading';
import {
  CARD,
  CHAT,
  COMMUNITY,
  channelIn,
  here,
  is,
  type Lead,
  leadIn,
  linksOf,
  numberIn,
  WRITTEN,
} from './parts';

const TEXT = '#content-text,#message,[class*="CommentRendererText"]';
const AUTHOR = '#author-text,#author-name,[class*="CommentRendererTitle"]';
const TIME = '#published-time-text,#timestamp,[class*="ublished"]';
const LIKES = '#vote-count-middle,[class*="CommentRendererCount"]';

type Own = (selector: string) => Element[];

/** A post that was shared, or the video that a post shows, is a post of its own. */
const ownOf =
  (root: Element): Own =>
  (selector) =>
    all(root, selector).filter((el) => {
      let up: Element | null = el;
      while (up && up !== root && !is(up, WRITTEN) && !is(up, CARD)) up = around(up);
      return up === root;
    });

export function readWritten(root: Element): PostDetails {
  const own = ownOf(root);
  const [text] = own(TEXT);
  const [postedAtText, note] = [TIME, '#pinned-comment-badge'].map((selector) =>
    displayedText(own(selector)[0]),
  );
  const lead = addressOf(own, text);
  const under = is(root, COMMUNITY) ? '' : ((lead ?? here())?.url ?? location.search);
  const [, threadId] = /(?:v=|\/post\/)([\w-]+)/.exec(under) ?? [];
  return known<PostDetails>({
    subject: 'post',
    postUrl: lead?.url,
    postUrlSource: lead && 'permalink_dom',
    postId: lead?.id ?? (is(root, CHAT) ? (attr(root, 'id') ?? '') : ''),
    // the ids of replies begin with that of the comment that they answer
    parentPostId: lead?.id?.replace(/\.?[^.]*$/, '') || threadId,
    threadId,
    author: authorOf(own),
    postedAtText,
    // the page says nothing else in brackets there, in any language
    edited: /[(（]/.test(postedAtText ?? '') || undefined,
    text: displayedText(text, { asWritten: true }),
    ...linksOf(text),
    media: media(
      own('#content-attachment img,#image-container img').map((img) => ['image', attr(img, 'src')]),
    ),
    engagement: known({
      likes: count(displayedText(own(LIKES)[0])),
      replies: numberIn(displayedText(own('#reply-button-end')[0])),
    }),
    contextNote: note,
    adapterNote: lead ? undefined : 'address_not_on_page',
  });
}

/** The link around the time; links in the words lead to other comments. */
function addressOf(own: Own, text: Element | undefined): Lead | undefined {
  const links = own('a[href*="lc="],a[href*="/post/"],a[href*="lb="]');
  return links
    .filter((a) => !text || !contains(text, a))
    .map(leadIn)
    .find((lead) => lead?.subject === 'post');
}

/** A name that begins with @ may be anybody's: only an address says a handle. */
function authorOf(own: Own): PostDetails['author'] {
  const links = own('a[href]').filter((a) => !closest(a, TEXT));
  return known(channelIn(links, own(AUTHOR)[0]));
}
