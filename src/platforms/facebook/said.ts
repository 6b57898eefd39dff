// What the words, names, pictures and times of a post, comment or shared post on Facebook say. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, attr, closest, known, leads, matches, media, one, property, unique } from '../reading';
import type { Inline } from './inline';
import { inFacebook, LINE, lead, type Own, TEXTS } from './parts';
import { accountPath } from './places';

export type Author = NonNullable<PostDetails['author']>;

export const number = (text: string | undefined): string | undefined => /^\d+$/.exec(text ?? '')?.[0];
const textOf = (el: Element): string => `${property(Node, 'textContent', el)}`;

export function authorOf(account: string | undefined, displayName: string, other?: string): Author {
  const id = number(account);
  return known<Author>({
    id: id ?? other,
    handle: id ? undefined : account,
    displayName,
    profileUrl: account && inFacebook(accountPath(account)),
  });
}

const GROUP_LINK = 'a[href*="/groups/"]';

/** The group that a post's own links name. */
export const groupIn = (own: Own): string | undefined =>
  own(GROUP_LINK)
    .map((a) => lead(a).group)
    .find((group) => group);

export function channelOf(own: Own, group: string | undefined): PostDetails['channel'] {
  if (!group) return undefined;
  const name = [...own(GROUP_LINK), ...all(document, `h1 ${GROUP_LINK}`)].find(
    (a) => lead(a).group && textOf(a),
  );
  return known({ id: number(group), name: displayedText(name), url: inFacebook(`groups/${group}/`) });
}

/** Older pages have the exact time in attributes, newer ones in inline data, and show words without a zone. */
export function timeOf(
  root: Element,
  own: Own,
  inline: Inline | undefined,
  stamp: Element | undefined,
): Partial<PostDetails> {
  const utime = attr(own('abbr[data-utime]')[0], 'data-utime');
  const seconds = /^\d{9,10}(?!\d)/.exec(utime ?? inline?.time ?? '')?.[0];
  if (seconds)
    return {
      postedAt: new Date(Number(seconds) * 1000).toISOString(),
      postedAtSource: utime ? 'element' : 'inline_data',
    };
  return { postedAtText: shownIn(own('abbr')[0] ?? (attr(root, 'data-ft') ? undefined : stamp)) };
}

/** A time has a label, or words in order: many short parts are shuffled ones. */
function shownIn(stamp: Element | undefined): string | undefined {
  const text = displayedText(stamp);
  const plain = !/\u034f/.test(text) && !(stamp && one(stamp, 'span + span + span'));
  return attr(stamp, 'aria-label') ?? (plain ? text : undefined);
}

/** Words, pictures and links. */
export function said(own: Own, isComment: boolean): Partial<PostDetails> {
  const lines = isComment ? LINE : '[dir="auto"][style*="text-align"]';
  const blocks = [...TEXTS, lines].map(own).find((found) => found.length > 0) ?? [];
  const without = (el: Element): boolean => matches(el, '[role="button"],.text_exposed_hide');
  const text = blocks.map((el) => displayedText(el, { without })).join('\n');
  const cut = /(?:…|\.\.\.)$/.test(text) && blocks.some((el) => one(el, '[role="button"]'));
  return known<Partial<PostDetails>>({
    text,
    textTruncated: cut || undefined,
    hashtags: unique(own('a[href*="/hashtag/"]').map((a) => /[#＃](\S+)/.exec(textOf(a))?.[1])),
    links: leads(own('a[href]')).filter((url) =>
      /\/l\.php\?|^https?:\/\/(?!(?:[\w-]+\.)?facebook\.com\/)/.test(url),
    ),
    media: picturesIn(own),
  });
}

/** Not faces, emoji or signs, and not other videos beside this one. */
function picturesIn(own: Own): PostDetails['media'] {
  const posted = own('img,video').filter((el) => {
    const link = closest(el, 'a[href]');
    const { account, place } = link ? lead(link) : {};
    const isOther = /^(?:watch|reel)|\/videos\//.test(place?.path ?? '');
    return !account && !isOther && !/^data:|emoji|\/rsrc\.php|static\.xx/.test(attr(el, 'src') ?? '');
  });
  return media(
    posted.flatMap((el) => [
      [matches(el, 'img') ? 'image' : 'video', attr(el, 'src')] as const,
      ['image', attr(el, 'poster')] as const,
    ]),
  );
}

/** The number beside the faces is that of all reactions; the others are told apart by words alone. Exact ones only. */
export function countsIn(own: Own): PostDetails['engagement'] {
  const exact = (text: string | undefined): number =>
    Number(text?.replace(/[.,\s]|[cs]\w+$/g, '') || Number.NaN);
  const buttons = own('[role="button"],h3').map(textOf);
  const of = (word: RegExp): number => exact(buttons.find((text) => word.test(text)));
  const likes = exact(displayedText(own('[role="toolbar"] ~ [aria-hidden="true"]')[0]));
  const counts = { likes, replies: of(/^\d\S* comments?$/), shares: of(/^\d\S* shares?$/) };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= 0));
}
