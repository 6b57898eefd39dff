// The listener's answer at a gesture: the document's state, and where the clicked elements are. Runs in the page.
import type { Rect } from '../flag/capture';
import { all, property } from '../platforms/reading';
import { createMutations } from './mutations';
import { createWatch } from './state';
import { type Glance, world } from './world';

/** Asked by the worker through tabs.sendMessage, which is quicker than executeScript. */
export const GLANCE = 'flagpost_glance';
/** With the token of a look behind it. */
export const CHECK = 'flagpost_check ';

/** The listener's part of the conversation; what is not for it is left unanswered. */
export function answer(message: unknown): Promise<unknown> | undefined {
  if (message === GLANCE) return glance();
  if (typeof message !== 'string' || !message.startsWith(CHECK)) return undefined;
  return Promise.resolve(world().reader?.check(message.slice(CHECK.length)) ?? null);
}

/** Through the prototype: a form field named like the method would be called in its place. */
export function rectOf(element: Element): Rect {
  const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
  return { x, y, w: width, h: height };
}

/** The first links in an element, as a sign of which post it holds. */
export function linksOf(element: Element): string {
  const links = all(element, 'a[href]').slice(0, 8);
  return links
    .map((link) => String(property(HTMLAnchorElement, 'href', link)))
    .join(' ')
    .slice(0, 1000);
}

/** Two links: author and permalink are the least that a post has. Higher up it is no longer this post. */
export function withLinks(path: readonly EventTarget[]): Element | undefined {
  const near = path.slice(0, 15).filter((node) => node instanceof Element);
  return near.find((element) => all(element, 'a[href]').length > 1);
}

export function stateNow(): ReturnType<ReturnType<typeof createWatch>> {
  const own = world();
  own.state ??= createWatch();
  return own.state();
}

/** From now on changes of the page are seen; called before the shot. */
export function watchMutations(): void {
  const own = world();
  own.mutations ??= createMutations();
  own.mutations.watch();
}

async function glance(): Promise<Glance> {
  await world().clear?.();
  watchMutations();
  const clicks = (world().clicks ?? []).map(({ at, path: [target], shiftKey }) => ({
    at,
    shiftKey,
    ...(target instanceof Element ? { rect: rectOf(target) } : {}),
  }));
  return { state: stateNow(), clicks };
}
