// ENTRY worker of the export tab. Writes files of the private file system in place; knows names and bytes, nothing else.
import * as z from 'zod/mini';
import { type DiskReply, DiskRequest } from './disk-calls';
import { exportFolder } from './disk-folder';

/** What is used of FileSystemSyncAccessHandle; only workers have it. */
interface SyncFile {
  /** How many bytes were written: fewer than given when the disk is full. */
  write(bytes: Uint8Array): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncFile>;
  }
}

const files = new Map<string, SyncFile>();

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const { n, what } = z.parse(DiskRequest, data);
  const reply = (rest: Omit<DiskReply, 'n'>) => self.postMessage({ n, ...rest } satisfies DiskReply);
  perform(what).then(
    () => reply({}),
    (error: unknown) => reply({ error: described(error) }),
  );
});

async function perform(what: DiskRequest['what']): Promise<void> {
  if (what.type === 'open') {
    const handle = await (await exportFolder()).getFileHandle(what.name, { create: true });
    const file = await handle.createSyncAccessHandle();
    file.truncate(0);
    files.set(what.name, file);
    return;
  }
  const file = files.get(what.name);
  if (file === undefined) throw new DOMException('the file is not open', 'InvalidStateError');
  if (what.type === 'write') writeAll(file, what.bytes);
  else {
    files.delete(what.name);
    finish(file);
  }
}

function writeAll(file: SyncFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength; ) {
    const written = file.write(bytes.subarray(at));
    if (written <= 0) throw new DOMException('no room on the disk', 'QuotaExceededError');
    at += written;
  }
}

function finish(file: SyncFile): void {
  try {
    file.flush();
  } finally {
    file.close();
  }
}

function described(error: unknown): DiskReply['error'] {
  if (error instanceof DOMException) return { name: error.name, message: error.message };
  return { name: 'OperationError', message: String(error) };
}
