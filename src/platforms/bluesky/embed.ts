// What a post of Bluesky says that stands in a frame of another page. Runs in that frame.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { attr, closest, known, one, utc } from '../reading';
import { authorOf, linkOf, ownOf, postLinks } from './parts';
import { said, timeOf } from './post';

/** Its address is the frame's. */
export function readEmbedded(root: Element, who: string, rkey: string): PostDetails {
  const own = ownOf(root, undefined);
  const text = own('p').find((el) => !closest(el, 'a'));
  const author = authorOf(own, undefined);
  const time = utc(attr(one(root, 'time[datetime]'), 'datetime'));
  const link = postLinks(root)
    .map(linkOf)
    .find((each) => each?.rkey === rkey);
  const post = said(own);
  return known<PostDetails>({
    ...post,
    subject: 'post',
    ...(time
      ? { postedAt: time, postedAtSource: 'element' }
      : timeOf({ who, rkey, view: undefined }, undefined)),
    postUrl: `https://bsky.app/profile/${link?.who ?? who}/post/${rkey}`,
    postUrlSource: 'address_bar',
    postId: rkey,
    author: { ...author, ...(who.startsWith('did:') ? { id: who } : {}) },
    text: displayedText(text, { asWritten: true }),
    language: attr(text ? closest(text, '[lang]') : null, 'lang') || undefined,
  });
}
