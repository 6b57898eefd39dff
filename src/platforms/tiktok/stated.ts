// What the data of a page as loaded says of a post, a comment or an account: only of the one with that id. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { asLoaded, inlineJson, within } from '../head';
import { known, media, one, property } from '../reading';

const DATA = '#__UNIVERSAL_DATA_FOR_REHYDRATION__';
const OLDER = '#SIGI_STATE';

/** The data of a script that mentions this at all: parsing takes longer than looking. */
function dataWith(selector: string, mention: string): unknown {
  const script = asLoaded() ? one(document, selector) : null;
  const mentioned = script && `${property(Node, 'textContent', script)}`.includes(`"${mention}"`);
  return mentioned ? inlineJson(selector) : undefined;
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : typeof value === 'number' ? `${value}` : undefined;
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Seconds since 1970. */
export const time = (value: unknown): string | undefined =>
  /^\d{9,10}$/.test(text(value) ?? '') ? new Date(Number(value) * 1000).toISOString() : undefined;

/** Of ids since 2018 the first half is the time of their making. */
export const timeIn = (id: string): string | undefined => time(Number(BigInt(id) >> 32n));

export function statedPost(id: string): Partial<PostDetails> {
  const item = itemOf(id);
  const author = within(item, 'author');
  const name = text(author) ?? text(within(author, 'uniqueId'));
  const language = /^(?!un$)[a-z]{2,3}(?:-\w+)?$/.exec(text(within(item, 'textLanguage')) ?? '')?.[0];
  const postedAt = time(within(item, 'createTime'));
  const pictures = within(item, 'imagePost', 'images');
  return known<Partial<PostDetails>>({
    text: text(within(item, 'desc')),
    media: media([
      ['video', text(within(item, 'video', 'playAddr'))],
      ['image', text(within(item, 'video', 'cover'))],
      ...(Array.isArray(pictures) ? pictures : []).map(
        (picture) => ['image', text(within(picture, 'imageURL', 'urlList', 0))] as const,
      ),
    ]),
    postedAt,
    postedAtSource: postedAt ? 'inline_data' : undefined,
    language,
    languageSource: language ? 'page' : undefined,
    author: known({
      id: text(within(author, 'id')) ?? text(within(item, 'authorId')),
      handle: name,
      displayName: text(within(author, 'nickname')) ?? text(within(item, 'nickname')),
      verified: within(author, 'verified') === true ? ('yes' as const) : undefined,
    }),
    engagement: known({
      views: number(within(item, 'stats', 'playCount')),
      likes: number(within(item, 'stats', 'diggCount')),
      shares: number(within(item, 'stats', 'shareCount')),
      replies: number(within(item, 'stats', 'commentCount')),
    }),
  });
}

function itemOf(id: string): unknown {
  const pages = within(dataWith(DATA, id), '__DEFAULT_SCOPE__');
  const item =
    within(pages, 'webapp.video-detail', 'itemInfo', 'itemStruct') ??
    within(pages, 'webapp.reflow.video.detail', 'itemInfo', 'itemStruct') ??
    within(dataWith(OLDER, id), 'ItemModule', id);
  return within(item, 'id') === id ? item : undefined;
}

export function statedComment(id: string): Partial<PostDetails> {
  const comment = within(dataWith(OLDER, id), 'CommentItem', id);
  const postedAt = time(within(comment, 'create_time'));
  const answered = text(within(comment, 'reply_id'));
  return known<Partial<PostDetails>>({
    postedAt,
    postedAtSource: postedAt ? 'inline_data' : undefined,
    parentPostId: answered === '0' ? undefined : answered,
  });
}

export function statedAccount(name: string): NonNullable<PostDetails['author']> {
  const pages = within(dataWith(DATA, name.toLowerCase()), '__DEFAULT_SCOPE__');
  const user = within(pages, 'webapp.user-detail', 'userInfo', 'user');
  const same = text(within(user, 'uniqueId'))?.toLowerCase() === name.toLowerCase();
  if (!same) return {};
  return known({
    id: text(within(user, 'id')),
    displayName: text(within(user, 'nickname')),
    verified: within(user, 'verified') === true ? ('yes' as const) : undefined,
  });
}
