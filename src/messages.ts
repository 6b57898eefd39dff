// The one message contract. Commands only; what changed in the store is told by the queue's BroadcastChannel.
// Parse first, then check the sender; whatever is not in here is answered with undefined.
import browser, { type Runtime } from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { Problem } from './errors';

/** What an analyst can ask for beyond what joins by itself. */
export const FURTHER_KINDS = [
  'screenshot_whole_post',
  'screenshot_full',
  'dom_snapshot',
  'mhtml',
  'media',
] as const;
export type FurtherKind = (typeof FURTHER_KINDS)[number];

/** UI -> worker. */
export const UiRequest = z.discriminatedUnion('type', [
  /** Flag the post in the active tab (the popup's button). */
  z.object({ type: z.literal('flag_active_tab'), withoutPicture: z.boolean() }),
  /** Send now. Answers when the run is over. */
  z.object({ type: z.literal('sync_now') }),
  /** Settings changed: alarms and badge follow. */
  z.object({ type: z.literal('settings_changed') }),
  /** Take further evidence of a flag while its page is still open. Answers when it joined or its absence is recorded. */
  z.object({ type: z.literal('capture_more'), flagId: z.string(), kind: z.enum(FURTHER_KINDS) }),
  /** Go on with a bulk run (or begin it: its items are in the store). Answers at once; the store tells the rest. */
  z.object({ type: z.literal('bulk_run'), runId: z.string() }),
]);
export type UiRequest = z.infer<typeof UiRequest>;

/** Toast in the page -> worker: take the flag just announced back. */
export const PageRequest = z.object({ type: z.literal('undo'), flagId: z.string().check(z.maxLength(40)) });

export type Reply =
  | { readonly ok: true; readonly flagId?: string }
  | { readonly ok: false; readonly problem: Problem };

/** UI side: sends a command to the worker. */
export async function send(request: UiRequest): Promise<Reply> {
  const reply: Reply = await browser.runtime.sendMessage(request);
  return reply;
}

/** Whether a message came from one of our own pages (popup or tab), not from a content script or elsewhere. */
export function fromOwnPage(sender: Runtime.MessageSender): boolean {
  const own = browser.runtime.getURL('');
  return sender.id === browser.runtime.id && sender.url !== undefined && sender.url.startsWith(own);
}

export function fromOwnContentScript(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && sender.tab !== undefined && !fromOwnPage(sender);
}
