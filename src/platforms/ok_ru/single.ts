// A video, broadcast or photo on OK.ru, opened over a page or alone on its page. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { within } from '../head';
import type { Address } from '../platform';
import { all, attr, closest, known, matches, media, one } from '../reading';
import { addressOf } from './address';
import { ITEM, leadsTo } from './parts';

export const APART =
  'nav,header,aside,[role="navigation"],.toolbar,#topPanel,.nav-side,#hook_Block_Navigation';
const LAYER = '[class*="vp-layer"],[class*="photo-layer"],[class*="video-layer"],[role="dialog"],.layer';

/** What the address bar names, when it is a video or photo. */
export function opened(): Address | undefined {
  const here = addressOf(location.href);
  return /^(?:video|photo)$/.test(here?.identities[0]?.ids[0] ?? '') ? (here ?? undefined) : undefined;
}

export function singleIn(path: readonly Element[]): Element | undefined {
  const here = opened();
  if (!here) return undefined;
  const layer = path.findLast((el) => matches(el, LAYER));
  const elsewhere = path.some(
    (el) => matches(el, APART) || (leadsTo(el)?.subject === 'post' && leadsTo(el)?.id !== here.id),
  );
  return elsewhere
    ? undefined
    : (layer ?? path.find((el) => matches(el, 'main,#hook_Block_ContentColumns,#mainContent,body')));
}

export function readSingle(root: Element): PostDetails {
  const address = opened();
  const movie = movieIn(root, address?.id);
  const holder = all(root, 'a[href]').find((a) => {
    const to = closest(a, `${APART},${ITEM}`) ? null : leadsTo(a);
    return (to?.subject === 'account' || to?.subject === 'channel') && displayedText(a) !== '';
  });
  const to = leadsTo(holder);
  const [kind, id] = to?.identities[0]?.ids ?? [];
  const title = one(root, '.vp-layer-info_h,[class*="video-title"],[class*="layer-info_h"],h1,h2');
  return known<PostDetails>({
    subject: address?.subject ?? 'post',
    postUrl: address?.url,
    postUrlSource: 'address_bar',
    postId: address?.id,
    author:
      movie?.author ??
      known({
        id: kind === 'name' ? undefined : id,
        handle: kind === 'name' ? id : undefined,
        displayName: displayedText(holder),
        profileUrl: to?.url,
      }),
    text: movie?.title ?? displayedText(title),
    media: media([
      ['image', movie?.poster],
      ...all(root, 'video').map((el) => ['video', attr(el, 'src')] as const),
      ...all(root, '[class*="photo-layer"] img,img[class*="photo"]')
        .slice(0, 1)
        .map((el) => ['image', attr(el, 'src')] as const),
    ]),
    adapterNote: 'address_from_bar',
  });
}

interface Movie {
  readonly title: string | undefined;
  readonly poster: string | undefined;
  readonly author: NonNullable<PostDetails['author']>;
}

/** The player's own data, if it is of this very video. */
function movieIn(root: Element, id: string | undefined): Movie | undefined {
  for (const player of all(root, '[data-options*="metadata"]')) {
    const metadata = parsed(within(parsed(attr(player, 'data-options')), 'flashvars', 'metadata'));
    const text = (...path: string[]): string | undefined => {
      const value = within(metadata, ...path);
      return typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;
    };
    if (![text('movie', 'id'), text('movie', 'movieId')].includes(id)) continue;
    const profileUrl = addressOf(`https://ok.ru${text('author', 'profile') ?? ''}`)?.url;
    return {
      title: text('movie', 'title'),
      poster: text('movie', 'poster'),
      author: known({ id: text('author', 'id'), displayName: text('author', 'name'), profileUrl }),
    };
  }
  return undefined;
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string' || json.length > 500_000) return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // a page may put anything there
  }
}
