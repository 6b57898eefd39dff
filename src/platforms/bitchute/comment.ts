// A comment under a video on BitChute; replies may stand in it and are posts of their own. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, count, known, utc } from '../reading';
import { COMMENT, here } from './parts';

export function readComment(root: Element): PostDetails {
  const own = (selector: string): Element | undefined =>
    all(root, selector).find((el) => closest(el, COMMENT) === root);
  const time = own('time');
  const original = attr(time, 'data-original');
  const postedAt = utc(attr(time, 'datetime') ?? original) ?? ofEpoch(original);
  const up = around(root);
  const parent = up && closest(up, COMMENT);
  const video = here()?.id;
  return known<PostDetails>({
    subject: 'post',
    postId: attr(root, 'data-id') ?? '',
    parentPostId: attr(parent, 'data-id') ?? video,
    threadId: video,
    author: known({ displayName: displayedText(own('.name')) }),
    postedAt,
    postedAtSource: postedAt ? 'element' : undefined,
    postedAtText: postedAt ? undefined : displayedText(time),
    text: displayedText(own('.content'), { asWritten: true }),
    engagement: known({ likes: count(displayedText(own('.upvote-count'))) }),
    adapterNote: 'address_not_on_page',
  });
}

/** Milliseconds since 1970. */
const ofEpoch = (value: string | null): string | undefined =>
  /^\d{13}$/.test(value ?? '') ? new Date(Number(value)).toISOString() : undefined;
