// Collects small writes into blocks, since each write to the private file system costs about 2 ms. Runs anywhere.
import type { ByteSink } from './zip';

export const BLOCK_BYTES = 4 * 1024 * 1024;

export interface BlockWriter extends ByteSink {
  /** Writes what is left and waits until all of it is taken. */
  flush(): Promise<void>;
}

/** Two blocks in turn: one fills while the other is written. `out` must be done with a block when it resolves. */
export function inBlocks(out: ByteSink, size: number = BLOCK_BYTES): BlockWriter {
  let filling = new Uint8Array(size);
  let spare = new Uint8Array(size);
  let used = 0;
  let writing: Promise<void> = Promise.resolve();

  async function pass(): Promise<void> {
    await writing;
    const block = filling.subarray(0, used);
    [filling, spare, used] = [spare, filling, 0];
    writing = out.write(block);
    // a failure is thrown by the next `await writing`; this keeps it from counting as unhandled until then
    writing.catch(() => undefined);
  }

  return {
    async write(bytes) {
      let taken = 0;
      while (taken < bytes.byteLength) {
        const piece = bytes.subarray(taken, taken + size - used);
        filling.set(piece, used);
        used += piece.byteLength;
        taken += piece.byteLength;
        if (used === size) await pass();
      }
    },
    async flush() {
      if (used > 0) await pass();
      await writing;
    },
  };
}
