// What is flagged once an analyst has judged: the subject as read, or as the analyst corrected it, and its own address.
// Runs anywhere. The capture stays as it is; nothing of another thing's address or id is passed off as the subject's.
import type { JudgementFields } from './judgement';
import type { PostDetails, Subject, URL_SOURCES } from './post';

/** `author` and `channel`: the address that the flagged post gives of its author or channel. */
export type FlaggedUrlSource = (typeof URL_SOURCES)[number] | 'author' | 'channel';

export interface Flagged {
  readonly subject: Subject;
  /** The analyst said so; the reader had taken it for something else. */
  readonly corrected: boolean;
  readonly url?: string | undefined;
  readonly urlSource?: FlaggedUrlSource | undefined;
  /** The platform's own id of the subject. */
  readonly id?: string | undefined;
  /** Who or what it is called: of an account its handle, of a channel its name. */
  readonly name?: string | undefined;
}

type Correction = Partial<Pick<JudgementFields, 'subject' | 'postUrl'>>;

/** An address of one of these is an address of the others: a file is found where its post is. */
const CONTENT: readonly Subject[] = ['post', 'file', 'media'];

export function flaggedOf(post: PostDetails, correction: Correction | undefined): Flagged {
  const subject = correction?.subject ?? post.subject;
  const corrected = subject !== post.subject;
  const read = { subject, corrected, ...partsOf(post, subject) };
  const { postUrl } = correction ?? {};
  if (postUrl === undefined || postUrl === read.url) return read;
  // an id that came with the address that the analyst put aside may be another post's
  const { id: _dropped, ...kept } = read;
  return { ...kept, url: postUrl, urlSource: 'analyst' };
}

function partsOf(post: PostDetails, subject: Subject): Partial<Flagged> {
  const { author, channel } = post;
  const sameKind = subject === post.subject || (CONTENT.includes(subject) && CONTENT.includes(post.subject));
  const name = subject === 'channel' ? channel?.name : (author?.handle ?? author?.displayName);
  if (sameKind) {
    return { url: post.postUrl, urlSource: post.postUrlSource, id: post.postId, name: name ?? channel?.name };
  }
  if (subject === 'account') return { ...located(author?.profileUrl, 'author'), id: author?.id, name };
  if (subject === 'channel') return { ...located(channel?.url, 'channel'), id: channel?.id, name };
  return {};
}

function located(url: string | undefined, urlSource: FlaggedUrlSource): Partial<Flagged> {
  return url === undefined ? {} : { url, urlSource };
}
