// Where a flag's page is, for as long as its tab is open: what joins later asks the same document by the same pin.
// Runs in the worker. Kept in memory only, and no address in it.
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { sha256Text } from '../evidence/digest';
import type { SameState } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import { callStill, check, type Place } from './page-calls';

const Whereabouts = z.object({
  tabId: z.number(),
  windowId: z.number(),
  /** The document that the post is in. */
  frameId: z.number(),
  /** Of the pin, for Reader.check(). */
  token: z.string(),
  /** SHA-256 of the post's first links at the capture: when a list puts another post into the element, they differ. */
  linksSha256: z.optional(z.string()),
});
export type Whereabouts = z.infer<typeof Whereabouts>;

const KEY = 'whereabouts';
/** Flags that are remembered; further evidence of older ones can no longer be had. */
const KEPT = 40;

const Kept = z.array(z.tuple([z.string(), Whereabouts]));

async function readAll(): Promise<z.infer<typeof Kept>> {
  const stored: unknown = (await browser.storage.session.get(KEY))[KEY];
  return z.safeParse(Kept, stored).data ?? [];
}

/** One after the other: each call reads what the last one wrote. */
let turn: Promise<unknown> = Promise.resolve();

export function remember(flagId: string, where: Whereabouts): Promise<void> {
  const stored = turn.then(async () => {
    const all = [...(await readAll()), [flagId, where] as const].slice(-KEPT);
    await browser.storage.session.set({ [KEY]: all });
  });
  turn = stored.catch(() => undefined); // its own caller hears of it
  return stored;
}

export async function recall(flagId: string): Promise<Whereabouts | undefined> {
  await turn;
  return (await readAll()).find(([id]) => id === flagId)?.[1];
}

export const placeOf = ({ frameId, tabId }: Whereabouts): Place => ({ tabId, frameId });

/** Whether the element that was pinned has other links by now: it may hold another post. */
export function holdsAnother({ linksSha256 }: Whereabouts, links: string): boolean {
  return linksSha256 !== undefined && sha256Text(links.toWellFormed()) !== linksSha256;
}

/**
 * Whether the document still shows the post as it was captured; scrolling does not count. `gone`: the tab shows another
 * document, or is closed. `unknown`: nobody saw what the post said right after the capture.
 */
export async function stateNow(where: Whereabouts, capture: Capture): Promise<SameState | 'gone'> {
  const [pin, still] = await Promise.all([
    check(placeOf(where), where.token, false),
    callStill(placeOf(where), where.token).catch(() => null), // the document is gone: so is its pin
  ]);
  if (pin === null) return 'gone';
  const { before } = capture.capture;
  if (where.frameId === 0 && before?.documentId !== undefined && before.documentId !== pin.state.documentId)
    return 'gone';
  if (!pin.connected || pin.changed || holdsAnother(where, pin.links)) return 'changed';
  const url = where.frameId === 0 ? pin.state.url : await addressAround(where);
  if (before !== undefined && url !== undefined && before.url !== url) return 'changed';
  if (still === null || still === undefined) return 'unknown';
  return still === true ? 'same' : 'changed';
}

/** Of the page that a frame is in; undefined where the browser does not tell. */
async function addressAround({ tabId }: Whereabouts): Promise<string | undefined> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined); // closed: told at the next call
  return tab?.url;
}
