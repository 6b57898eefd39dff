// One process at a time on a data directory: PGlite would let a second one open it and ruin it. Runs in node.
// The lock is held by the operating system, so it is gone with the process, however that dies, and never stale.
import { mkdir, open, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

export interface DirectoryLock {
  release(): Promise<void>;
}

/** open(2) with O_EXLOCK | O_NONBLOCK | O_CREAT | O_RDWR, as macOS and the BSDs number them. */
const EXCLUSIVE = 0x20 | 0x4 | 0x200 | 0x2;
const BUSY_CODES: readonly string[] = ['EADDRINUSE', 'EAGAIN', 'EWOULDBLOCK', 'EBUSY'];

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

/**
 * Node has no flock. Linux: a socket in the abstract namespace, named by the directory's device and inode, so that
 * links and mounts of one directory meet; a name can be bound once and is freed by the kernel. Windows: a named pipe,
 * with the same properties. macOS and BSD: a file opened with O_EXLOCK. Two containers that share a directory but not
 * a network namespace do not see each other's socket: give such desks a PostgreSQL.
 */
async function hold(directory: string): Promise<DirectoryLock> {
  const { dev, ino } = await stat(directory, { bigint: true });
  if (process.platform !== 'linux' && process.platform !== 'win32') {
    const handle = await open(join(directory, 'lock'), EXCLUSIVE, 0o600);
    return { release: () => handle.close() };
  }
  const name = `flagpost-desk-${dev}-${ino}`;
  const server = await listen(process.platform === 'linux' ? `\0${name}` : `\\\\.\\pipe\\${name}`);
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Takes the directory, made if absent, or throws a sentence that says who has it. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    return await hold(directory);
  } catch (cause) {
    const busy = cause instanceof Error && 'code' in cause && BUSY_CODES.includes(String(cause.code));
    if (!busy) throw cause;
    throw new Error(
      `Another desk is using ${directory}. Stop it, or give this one another --data directory.`,
      {
        cause,
      },
    );
  }
}
