// The state of the document at one instant, and a count of what could have changed the picture. Runs in the page.
import type { PageState } from '../flag/capture';

const MOVES = ['scroll', 'resize', 'popstate', 'hashchange', 'visibilitychange', 'pagehide'] as const;

/** Starts counting; the first call of a document also names the document. */
export function createWatch(): () => PageState {
  const documentId = crypto.randomUUID();
  let events = 0;
  const count = (): void => {
    events += 1;
  };
  for (const type of MOVES) addEventListener(type, count, { capture: true, passive: true });
  // pushState and replaceState raise no event of their own; the Navigation API sees them where there is one
  if ('navigation' in globalThis) navigation?.addEventListener('currententrychange', count);
  return () => ({
    url: location.href,
    title: document.title,
    documentId,
    scroll: { x: scrollX, y: scrollY },
    viewport: { w: innerWidth, h: innerHeight },
    document: {
      w: document.documentElement.scrollWidth,
      h: document.documentElement.scrollHeight,
    },
    devicePixelRatio,
    events,
  });
}
