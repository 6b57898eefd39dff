// Calls into the injected reader, and the schemas its answers must fit. Runs in the worker. A page's answer is never trusted.
import browser, { type Scripting } from 'webextension-polyfill';
import * as z from 'zod/mini';
import { FOUND_VIA, PageState } from '../flag/capture';
import { CHECK, GLANCE } from '../page/glance';
import type { Reader } from '../page/install';
import type { PostImages } from '../page/post-images';
import type { Scroller } from '../page/scroller';
import type { Snapshot } from '../page/snapshot/job';
import type { Toast } from '../page/toast';
import type { Top } from '../page/top';

export const Rect = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const pin = {
  state: PageState,
  rect: z.optional(Rect),
  targetRect: z.optional(Rect),
  connected: z.boolean(),
  links: z.string(),
  changed: z.boolean(),
};
export const Pin = z.nullable(z.object(pin));
export const Look = z.nullable(
  z.object({
    ...pin,
    token: z.string().check(z.maxLength(64)),
    platform: z.string().check(z.maxLength(64)),
    via: z.enum(FOUND_VIA),
    shiftKey: z.boolean(),
    clickedAt: z.optional(z.number()),
    navigated: z.boolean(),
    reused: z.boolean(),
    nearTop: z.boolean(),
    // cleaned and checked in accept.ts
    post: z.unknown(),
    page: z.unknown(),
  }),
);
export const Glance = z.object({
  state: PageState,
  clicks: z.array(z.object({ at: z.number(), shiftKey: z.boolean(), rect: z.optional(Rect) })),
});
export type Pin = NonNullable<z.infer<typeof Pin>>;
export type Look = NonNullable<z.infer<typeof Look>>;
export type Glance = z.infer<typeof Glance>;
const ToastAnswer = z.object({ superseded: z.boolean() });
export const FrameRect = z.nullable(Rect);

/** A document of a tab: frame 0 is the page itself. */
export interface Place {
  readonly tabId: number;
  readonly frameId: number;
}

function targetOf({ tabId, frameId }: Place): Scripting.InjectionTarget {
  return { tabId, frameIds: [frameId] };
}

/** Puts the reader of a platform into a document. Rejects where the browser lets nobody in. */
export async function inject(place: Place, folder: string): Promise<void> {
  await browser.scripting.executeScript({ target: targetOf(place), files: [`readers/${folder}.js`] });
}

/** The listener's answer; null where there is no listener (tabs from before the install, hosts not listed). */
export async function askListener({ tabId, frameId }: Place): Promise<Glance | null> {
  const answer: unknown = await browser.tabs.sendMessage(tabId, GLANCE, { frameId }).catch(() => null);
  return z.safeParse(Glance, answer).data ?? null;
}

/** The post as it is now, by the listener where there is one; null when the document is gone. */
export async function check(place: Place, token: string, byListener: boolean): Promise<Pin | null> {
  const { frameId, tabId } = place;
  const answer: Promise<unknown> = byListener
    ? browser.tabs.sendMessage(tabId, CHECK + token, { frameId })
    : call(place, 'check', token);
  return z.safeParse(Pin, (await answer.catch(() => null)) ?? null).data ?? null;
}

/** Calls the injected reader. Answers what the page gave, unchecked; rejects when there is no reader or no document. */
export function call<M extends 'kin' | 'look' | 'check'>(
  place: Place,
  method: M,
  ...args: Parameters<Reader[M]>
): Promise<unknown> {
  return callPart(place, 'reader', method, args);
}

/** Makes a top document answer for the frames in it. */
export async function injectTop(top: Place): Promise<void> {
  await browser.scripting.executeScript({ target: targetOf(top), files: ['top.js'] });
}

/** Asks a top document with a frame in it; as call(). */
export function callTop<M extends keyof Top>(
  top: Place,
  method: M,
  ...args: Parameters<Top[M]>
): Promise<unknown> {
  return callPart(top, 'top', method, args);
}

/** Where the pictures of a post are and its pin then, unchecked; null when that cannot be told. Rejects without a document. */
export async function callImages(place: Place, ...args: Parameters<PostImages['find']>): Promise<unknown> {
  await browser.scripting.executeScript({ target: targetOf(place), files: ['images.js'] });
  return callPart(place, 'images', 'find', args);
}

/** Whether the post says and shows what it did right after commit 1; as call(). */
export function callStill(place: Place, token: string): Promise<unknown> {
  return callPart(place, 'images', 'still', [token]);
}

/** Puts the script into a document that can bring what is taller than the window into view. */
export async function injectScroller(place: Place): Promise<void> {
  await browser.scripting.executeScript({ target: targetOf(place), files: ['scroller.js'] });
}

/** Asks that script; as call(). */
export function callScroller<M extends keyof Scroller>(
  place: Place,
  method: M,
  ...args: Parameters<Scroller[M]>
): Promise<unknown> {
  return callPart(place, 'scroller', method, args);
}

/** Puts the script into a document that can take its snapshot. */
export async function injectSnapshot(place: Place): Promise<void> {
  await browser.scripting.executeScript({ target: targetOf(place), files: ['snapshot.js'] });
}

/** Asks that script; as call(). */
export function callSnapshot<M extends keyof Snapshot>(
  place: Place,
  method: M,
  ...args: Parameters<Snapshot[M]>
): Promise<unknown> {
  return callPart(place, 'snapshot', method, args);
}

async function callPart(place: Place, part: string, method: string, args: unknown[]): Promise<unknown> {
  const target = targetOf(place);
  const [injection] = await browser.scripting.executeScript({
    target,
    func: invoke,
    args: [part, method, args],
  });
  if (injection?.error !== undefined && injection.error !== null) throw new Error('the reader failed');
  return injection?.result;
}

/** Shows a toast in a page; null when it is gone or lets nobody in. */
export async function toast(
  place: Place,
  ...args: Parameters<Toast>
): Promise<z.infer<typeof ToastAnswer> | null> {
  const target = targetOf(place);
  const shown = browser.scripting
    .executeScript({ target, files: ['toast.js'] })
    .then(() => browser.scripting.executeScript({ target, func: invokeToast, args }));
  const answer = await shown.catch(() => []); // the flag is on disk; who cannot be told in the page sees badge and queue
  return z.safeParse(ToastAnswer, answer[0]?.result).data ?? null;
}

/** Serialised into the page's isolated world: it may use nothing from outside itself. */
function invokeToast(...args: Parameters<Toast>): unknown {
  const toast: unknown = Reflect.get(Object(Reflect.get(globalThis, Symbol.for('flagpost'))), 'toast');
  return typeof toast === 'function' ? Reflect.apply(toast, null, args) : null;
}

/** Serialised into the page's isolated world: it may use nothing from outside itself. */
function invoke(part: string, method: string, args: unknown[]): unknown {
  // as in page/world.ts: under a symbol, which no element of the page can stand in for
  const own: unknown = Reflect.get(Object(Reflect.get(globalThis, Symbol.for('flagpost'))), part);
  const called: unknown = own && Reflect.get(Object(own), method);
  return typeof called === 'function' ? Reflect.apply(called, own, args) : null;
}
