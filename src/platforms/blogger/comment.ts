// What one comment on a post of a blog says. Runs in the page. Replies stand inside of what they answer, and are their own.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, known, leads, matches, media, one, property } from '../reading';
import { authorOf, COMMENT, channelOf, inThisBlog, POST, postIdOf } from './parts';

const WORDS = '.comment-content,dd.comment-body,[itemprop~="text"]';

/** In older templates name, text and footer of a comment are neighbours. */
export function partsOf(comment: Element): Element[] {
  if (!matches(comment, 'dd.comment-body')) return [comment];
  const parts = [comment];
  const [before, after] = ['previousElementSibling', 'nextElementSibling'].map((name) =>
    property(Element, name, comment),
  );
  if (before instanceof Element && matches(before, 'dt')) parts.unshift(before);
  if (after instanceof Element && matches(after, 'dd.comment-footer')) parts.push(after);
  return parts;
}

export function readComment(comment: Element): PostDetails {
  const parts = partsOf(comment);
  const own = (selector: string): Element[] =>
    parts.flatMap((part) =>
      all(part, selector).filter((el) => (closest(el, COMMENT) ?? comment) === comment),
    );
  const links = own('a[href*="showComment="],.comment-timestamp a[href],.datetime a[href]');
  // the words may link to another comment
  const link = links.find((a) => !closest(a, WORDS));
  const address = inThisBlog(attr(link, 'href'));
  const text = own('.comment-content,[itemprop~="text"]')[0] ?? comment;
  const id = address?.id ?? parts.map(idIn).find((each) => each);
  const [thread] = all(document, POST)
    .map(postIdOf)
    .filter((each) => each);
  return known<PostDetails>({
    subject: 'post',
    ...(address?.subject === 'post' && address.url.includes('#c')
      ? { postUrl: address.url, postUrlSource: 'permalink_dom' as const }
      : withId(id)),
    postId: id,
    threadId: thread ?? 'post',
    parentPostId: parentOf(comment),
    author: authorIn(own) ?? authorOf((selector) => all(parts[0] ?? comment, selector)),
    channel: channelOf(),
    ...timeIn(address?.url, displayedText(link)),
    text: displayedText(text, {
      without: (el) => el !== comment && matches(el, `${COMMENT},.comment-replies,.comment-actions`),
    }),
    media: media(own('.comment-content img').map((el) => ['image', attr(el, 'src')])),
    links: leads(own('.comment-content a[href],p a[href]')),
  });
}

function idIn(el: Element): string | undefined {
  const named = [attr(el, 'id'), attr(one(el, '[id^="c"]'), 'id')];
  return named.map((each) => /^(?:c|.*cmt-)(\d{6,})$/.exec(each ?? '')?.[1]).find((each) => each);
}

/** The page of the post, and in it the comment's number. */
function withId(id: string | undefined): Partial<PostDetails> {
  const here = inThisBlog(location.href);
  const page = here?.subject === 'post' && !here.url.includes('#') ? here.url : undefined;
  if (!id || !page) return { adapterNote: 'address_not_on_page' };
  return {
    postUrl: `${page.replace(/\?.*/, '')}#c${id}`,
    postUrlSource: 'permalink_dom',
    adapterNote: 'address_from_id',
  };
}

function parentOf(comment: Element): string | undefined {
  const up = around(comment);
  const parent = up && closest(up, COMMENT);
  return parent ? idIn(parent) : undefined;
}

function authorIn(own: (selector: string) => Element[]): PostDetails['author'] {
  const [name] = own('.user,cite,[itemprop~="author"]');
  if (!name) return undefined;
  const [profileUrl] = leads([one(name, 'a[href]') ?? name]);
  const profile = profileUrl ? inThisBlog(profileUrl) : undefined;
  const id = profile?.subject === 'account' ? profile.id : undefined;
  return known({ id, displayName: displayedText(name), profileUrl: id ? profile?.url : profileUrl });
}

/** The number before the comment's is when it was written, often without its seconds. What is shown has no zone. */
function timeIn(url = '', shown: string): Partial<PostDetails> {
  const ms = Number(/showComment=(\d{13})\b/.exec(url)?.[1]);
  if (ms) return { postedAt: new Date(ms).toISOString(), postedAtSource: 'id_derived' };
  return known<Partial<PostDetails>>({ postedAtText: shown });
}
