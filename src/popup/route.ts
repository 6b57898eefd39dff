// Which screen is shown, kept in the address's fragment: reload and the back button work. Runs in the UI.
import { type ReadonlySignal, signal } from '@preact/signals';
import { say } from './parts/said';

export type Route =
  | { readonly screen: 'queue' | 'sessions' | 'export' | 'verify' | 'privacy' }
  /** `host`: a site whose clicks are to be seen, filled in there. */
  | { readonly screen: 'settings'; readonly host?: string }
  /** `tabs`: ids of those that were selected when it was opened. */
  | { readonly screen: 'bulk'; readonly tabs?: readonly number[] }
  /** `artefactId`: what is shown over the form at once. */
  | { readonly screen: 'judge'; readonly flagId: string; readonly artefactId?: string };

const PLAIN = ['queue', 'sessions', 'settings', 'export', 'verify', 'privacy'] as const;
const ID = /^[0-9a-zA-Z-]{1,40}$/u;
const TABS = /^\d{1,12}(?:\.\d{1,12}){0,999}$/u;
const HOST = /^[0-9a-z.:[\]_-]{1,253}$/u;

export function parseRoute(hash: string): Route {
  const [name = '', id = '', of = ''] = hash.replace(/^#/u, '').split('/');
  if (name === 'flag' && ID.test(id))
    return { screen: 'judge', flagId: id, ...(ID.test(of) ? { artefactId: of } : {}) };
  if (name === 'settings' && HOST.test(id)) return { screen: 'settings', host: id };
  if (name === 'bulk')
    return { screen: 'bulk', ...(TABS.test(id) ? { tabs: id.split('.').map(Number) } : {}) };
  return { screen: PLAIN.find((screen) => screen === name) ?? 'queue' };
}

export function hashOf(route: Route): string {
  if (route.screen === 'judge')
    return `#flag/${route.flagId}${route.artefactId ? `/${route.artefactId}` : ''}`;
  if (route.screen === 'bulk') return `#bulk${route.tabs?.length ? `/${route.tabs.join('.')}` : ''}`;
  return route.screen === 'settings' && route.host ? `#settings/${route.host}` : `#${route.screen}`;
}

const current = signal<Route>({ screen: 'queue' });
export const route: ReadonlySignal<Route> = current;

/** Follows the fragment from now on. */
export function watchRoute(): void {
  const follow = (): void => {
    const to = parseRoute(location.hash);
    if (hashOf(to) !== hashOf(current.value)) say('');
    current.value = to;
  };
  addEventListener('hashchange', follow);
  follow();
}

/** `words` are said on the screen that is gone to. */
export function go(to: Route, words = ''): void {
  say(words);
  current.value = to;
  if (location.hash !== hashOf(to)) location.hash = hashOf(to);
}
