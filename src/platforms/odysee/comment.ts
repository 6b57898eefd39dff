// A comment under a claim on Odysee. Its time is shown without a zone. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, known } from '../reading';
import { COMMENT, channelLinks, handleOf, here, leadOf } from './parts';

export function readComment(root: Element): PostDetails {
  const own = (selector: string): Element | undefined =>
    all(root, selector).find((el) => closest(el, COMMENT) === root);
  const id = /^[0-9a-f]{64}$/.exec(attr(root, 'id') ?? '')?.[0];
  const url = here()?.url;
  const thread = url && decodeURIComponent(url.split('/').at(-1) ?? '');
  const up = around(root);
  const parent = up && closest(up, COMMENT);
  const author = own('.comment__author');
  const lead = leadOf(author) ?? leadOf(channelLinks(root).find((link) => closest(link, COMMENT) === root));
  const time = own('.date_time') ?? own('.comment__time');
  return known<PostDetails>({
    subject: 'post',
    postUrl: id && url && `${url}?lc=${id}`,
    postUrlSource: id && url ? 'permalink_dom' : undefined,
    postId: id,
    parentPostId: attr(parent, 'id') ?? thread,
    threadId: thread,
    author: known({
      handle: lead && handleOf(lead),
      displayName: displayedText(author),
      profileUrl: lead?.url,
    }),
    postedAtText: attr(time, 'title') ?? displayedText(time),
    text: displayedText(own('.comment__message'), { asWritten: true }),
    contextNote: displayedText(own('.comment__pin')),
    adapterNote: id ? undefined : 'address_not_on_page',
  });
}
