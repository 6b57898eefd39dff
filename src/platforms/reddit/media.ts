// Pictures and videos of a post on Reddit, in the largest form that the page names. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { within } from '../head';
import { attr, closest, httpUrl, media } from '../reading';
import type { Own } from './parts';

/** Where a post has its own pictures; those of its bar are avatars, flairs and awards. */
const PLACES = [
  '[slot="post-media-container"],[slot="text-body"],[slot="comment"],[slot="thumbnail"]',
  'gallery-carousel,zoomable-img,.expando,.md,[data-testid="search_post_thumbnail"]',
  '[data-test-id="post-content"] a[href*="redd.it/"]',
].join();
const DECORATION = '[role="presentation"],[class*="background"],.flair *';
const NOT_OWN = /\/\/(?:styles|emoji|www)\.reddit/;

export function mediaOf(own: Own, target = ''): PostDetails['media'] {
  const players = own('shreddit-player,shreddit-player-2,video');
  const videos = players.map((player) => packaged(player) ?? attr(player, 'src'));
  const [, kind] = /^https:\/\/([iv])\.redd\.it\//.exec(target) ?? [];
  if (kind === 'v' && players.length === 0) videos.push(target);
  const pictures = own('img,faceplate-img')
    .filter((el) => closest(el, PLACES) && !closest(el, DECORATION))
    .map(largest);
  if (kind === 'i') pictures.unshift(target);
  const posters = players.map((player) => attr(player, 'poster') ?? '');
  const images = [...pictures, ...posters].filter((url) => !NOT_OWN.test(url));
  return media([
    ...videos.map((url) => ['video', url] as const),
    ...images.map((url) => ['image', url] as const),
  ]);
}

/** Of the files that the player can take, the one with most lines. */
function packaged(player: Element): string | undefined {
  const files = within(parsed(attr(player, 'packaged-media-json')), 'playbackMp4s', 'permutations');
  const height = (file: unknown): number => Number(within(file, 'source', 'dimensions', 'height')) || 0;
  const best = Array.isArray(files) ? files.sort((a, b) => height(b) - height(a))[0] : undefined;
  return httpUrl(String(within(best, 'source', 'url') ?? ''));
}

/** Data that the page carries in an attribute. */
export function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // a page may put anything there
  }
}

function largest(el: Element): string {
  const width = (source: string): number => Number(/\s(\d+)w$/.exec(source)?.[1] ?? 0);
  const sources = (attr(el, 'srcset') ?? '').slice(0, 20_000).split(/,\s+/);
  const widest = sources
    .sort((a, b) => width(b) - width(a))[0]
    ?.trim()
    .split(/\s/)[0];
  return whole(widest || attr(el, 'data-lazy-src') || attr(el, 'src') || '');
}

/** A preview has the name of its picture, behind words that may stand before it. */
function whole(url: string): string {
  const [, name] = /^https:\/\/preview\.redd\.it\/(?:[^/?]*-v\d-)?([\w-]+\.\w{3,4})(?:\?|$)/.exec(url) ?? [];
  return name ? `https://i.redd.it/${name}` : url;
}
