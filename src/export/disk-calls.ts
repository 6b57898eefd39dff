// What the tab asks of the worker that writes export files, and how it asks. Runs in the UI (tab) and that worker.
// A worker because only there files can be written in place: 288 MB in 0.1 s, against 1.5 s by a stream in the tab.
import * as z from 'zod/mini';

const Name = z.string();

export const DiskRequest = z.object({
  /** Number of the call; the reply has the same. */
  n: z.number(),
  what: z.discriminatedUnion('type', [
    z.object({ type: z.literal('open'), name: Name }),
    z.object({ type: z.literal('write'), name: Name, bytes: z.instanceof(Uint8Array) }),
    z.object({ type: z.literal('close'), name: Name }),
  ]),
});
export type DiskRequest = z.infer<typeof DiskRequest>;

export const DiskReply = z.object({
  n: z.number(),
  /** Name and message of the exception, when the call failed. */
  error: z.optional(z.object({ name: z.string(), message: z.string() })),
});
export type DiskReply = z.infer<typeof DiskReply>;

export interface DiskCalls {
  /** Rejects with the worker's DOMException. The bytes may be reused at once. */
  call(what: DiskRequest['what']): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One worker for all files; it runs only while one of them is open. */
export function diskCalls(start: () => Worker): DiskCalls {
  const open = new Set<string>();
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let calls = 0;

  function stop(): void {
    worker?.terminate();
    worker = undefined;
  }

  function begin(): Worker {
    const fresh = start();
    fresh.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const { n, error } = z.parse(DiskReply, data);
      const call = waiting.get(n);
      waiting.delete(n);
      if (error === undefined) call?.resolve();
      else call?.reject(new DOMException(error.message, error.name));
    });
    // it could not be loaded, or died: whoever waits would wait for ever
    fresh.addEventListener('error', ({ message }) => {
      for (const { reject } of waiting.values()) reject(new Error(`the writing worker failed: ${message}`));
      waiting.clear();
      open.clear();
      stop();
    });
    return fresh;
  }

  return {
    async call(what) {
      if (what.type === 'close' && !open.has(what.name)) return;
      if (what.type === 'open') open.add(what.name);
      worker ??= begin();
      const running = worker;
      const n = calls++;
      try {
        await new Promise<void>((resolve, reject) => {
          waiting.set(n, { resolve, reject });
          running.postMessage({ n, what } satisfies DiskRequest);
        });
      } catch (error) {
        if (what.type === 'open') open.delete(what.name);
        throw error;
      } finally {
        if (what.type === 'close') open.delete(what.name);
        if (open.size === 0) stop();
      }
    },
  };
}
