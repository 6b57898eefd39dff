// A comment under a video on Rumble; replies stand in it and are posts of their own. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, count, known } from '../reading';
import { COMMENT, here, leadOf } from './parts';

export function readComment(root: Element): PostDetails {
  const own = (selector: string): Element[] =>
    all(root, selector).filter((el) => closest(el, COMMENT) === root);
  const [author, time, text] = ['.comments-meta-author', '.comments-meta-post-time', '.comment-text'].map(
    (selector) => own(selector)[0],
  );
  const id = attr(root, 'data-comment-id') ?? '';
  const video = here();
  const up = around(root);
  const parent = up && closest(up, COMMENT);
  const postedAt = timeIn(attr(time, 'title'));
  const lead = leadOf(author);
  return known<PostDetails>({
    subject: 'post',
    ...(video?.subject === 'post' && {
      postUrl: `${video.url.replace(/#.*/, '')}#comment-${id}`,
      postUrlSource: 'permalink_dom' as const,
    }),
    postId: id,
    parentPostId: attr(parent, 'data-comment-id') ?? video?.id,
    threadId: video?.id,
    author: known({
      handle: lead?.identities[0]?.ids[1] && decodeURIComponent(lead.url.split('/').at(-1) ?? ''),
      displayName: displayedText(author),
      profileUrl: lead?.url,
    }),
    postedAt,
    postedAtSource: postedAt ? 'element' : undefined,
    postedAtText: postedAt ? undefined : displayedText(time),
    text: displayedText(text, { asWritten: true }),
    engagement: known({
      likes: count(displayedText(own('.rumbles-up-votes')[0] ?? own('.rumbles-count')[0])),
      replies: count(attr(root, 'data-num-replies')),
    }),
    contextNote: displayedText(own('.pinned-text')[0]),
    adapterNote: video ? undefined : 'address_not_on_page',
  });
}

/** "Monday, October 5, 2026 1:00 PM +00": in English on every page, and with its zone. */
function timeIn(title: string | null): string | undefined {
  const [, date, zone] =
    /^\w+, (\w+ \d{1,2}, \d{4} \d{1,2}:\d\d [AP]M) ([+-]\d\d)(?::?00)?$/.exec(title ?? '') ?? [];
  const ms = date ? Date.parse(`${date} ${zone}00`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
