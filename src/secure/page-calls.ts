// Calls into the injected reader, and the schemas its answers must fit. Runs in the worker. A page's answer is never trusted.
import browser, { type Scripting } from 'webextension-polyfill';
import * as z from 'zod/mini';
import { FOUND_VIA, PageState } from '../flag/capture';
import type { Reader } from '../page/install';

const Rect = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const pin = {
  state: PageState,
  rect: z.optional(Rect),
  targetRect: z.optional(Rect),
  connected: z.boolean(),
  links: z.string(),
};
export const Pin = z.nullable(z.object(pin));
export const PinAnswer = z.nullable(
  z.object({
    ...pin,
    token: z.string().check(z.maxLength(64)),
    via: z.enum(FOUND_VIA),
    shiftKey: z.boolean(),
    platform: z.string().check(z.maxLength(40)),
    moved: z.array(z.enum(['scrolled', 'navigated'])),
  }),
);
export type Pin = NonNullable<z.infer<typeof Pin>>;
export type PinAnswer = NonNullable<z.infer<typeof PinAnswer>>;
/** Only the outer shape: post and page are cleaned and checked in accept.ts. */
export const ReadAnswer = z.nullable(z.object({ post: z.unknown(), page: z.unknown() }));
export const ToastAnswer = z.object({ superseded: z.boolean() });
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

/** Calls the injected reader. Answers what the page gave, unchecked; rejects when there is no reader or no document. */
export async function call<M extends keyof Reader>(
  place: Place,
  method: M,
  ...args: Parameters<Reader[M]>
): Promise<unknown> {
  const [injection] = await browser.scripting.executeScript({
    target: targetOf(place),
    func: invoke,
    args: [method, args],
  });
  if (injection?.error !== undefined && injection.error !== null) throw new Error('the reader failed');
  return injection?.result;
}

/** Serialised into the page's isolated world: it may use nothing from outside itself. */
function invoke(method: string, args: unknown[]): unknown {
  const reader = globalThis.flagpostReader;
  const called: unknown = reader && Reflect.get(reader, method);
  return typeof called === 'function' ? Reflect.apply(called, reader, args) : null;
}
