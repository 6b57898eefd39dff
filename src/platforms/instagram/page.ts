// Where a post stands on a page that has no article for it: the page of one post, and the reels that follow each other.
// Runs in the page. Changes nothing.
import { all, matches, one } from '../reading';
import { climb, codesIn, here } from './parts';

export const whole = (): Element | null => one(document, 'main,[role="main"]') ?? one(document, 'body');

/** The page's post without the other posts that are shown below it. */
export function pageRoot(): Element | null {
  const page = whole();
  const inside = page && (one(page, 'time[datetime]') ?? one(page, 'video,img'));
  const code = here()?.code;
  const more = (up: Element): boolean => matches(up, 'html') || codesIn(up).some((other) => other !== code);
  return inside ? climb(inside, more) : page;
}

/** Of several reels under each other the one around these elements; the page of one reel has only one. */
export function reelAround(path: readonly Element[]): Element | undefined {
  const page = whole();
  const videos = page && location.pathname.startsWith('/reels/') ? all(page, 'video') : [];
  if (videos.length < 2) return undefined;
  const reels = videos.map((video) => climb(video, (up) => all(up, 'video').length > 1));
  return reels.find((reel) => path.includes(reel)) ?? reels.find(isInView);
}

/** The reel at the middle of the window is the one that the address bar names; a page of one post always is. */
export function isInView(root: Element): boolean {
  if (matches(root, 'main,body,[role="dialog"],article')) return true;
  const { top, bottom } = Element.prototype.getBoundingClientRect.call(root);
  return top <= innerHeight / 2 && bottom >= innerHeight / 2;
}
