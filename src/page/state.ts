// The state of the document at one instant, and a count of what could have changed the picture. Runs in the page.
import type { PageState } from '../flag/capture';
import { property } from '../platforms/reading';
import { randomId } from './random-id';

const MOVES = ['scroll', 'resize', 'popstate', 'hashchange', 'visibilitychange'] as const;

/** Starts counting; the first call of a document also names the document. */
export function createWatch(): () => PageState {
  const documentId = randomId();
  let events = 0;
  const count = (): void => {
    events += 1;
  };
  for (const type of MOVES) addEventListener(type, count, { capture: true, passive: true });
  // pushState and replaceState raise no event of their own; the Navigation API sees them where there is one
  if ('navigation' in globalThis) navigation?.addEventListener('currententrychange', count);
  const root = rootElement();
  const size = (name: string): number => Number(property(Element, name, root));
  return () => ({
    url: location.href,
    title: String(property(Document, 'title', document)).slice(0, 20_000),
    documentId,
    scroll: { x: scrollX, y: scrollY },
    viewport: { w: innerWidth, h: innerHeight },
    document: {
      w: size('scrollWidth'),
      h: size('scrollHeight'),
    },
    devicePixelRatio,
    events,
  });
}

/** Not `document.documentElement`: a page may name an image that, and would be asked instead. */
export function rootElement(): Element {
  const root = property(Document, 'documentElement', document);
  if (!(root instanceof Element)) throw new TypeError('no root');
  return root;
}
