// Tells every context of the extension that something in the store changed. Carries ids, never contents.
import * as z from 'zod/mini';

const CHANNEL = 'flagpost-changes';

export const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('flags'), flagIds: z.array(z.string()) }),
  z.object({ type: z.literal('sessions') }),
  z.object({ type: z.literal('intents') }),
  z.object({ type: z.literal('sync') }),
  z.object({ type: z.literal('bulk') }),
]);
export type Change = z.infer<typeof Change>;

export function announce(change: Change): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(change);
  channel.close();
}

export function onChange(listener: (change: Change) => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const parsed = z.safeParse(Change, data);
    if (parsed.success) listener(parsed.data);
  });
  signal.addEventListener('abort', () => channel.close(), { once: true });
}
