// The desk's token: made on the first start, kept in one file that only its owner may read. Runs in node.
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface DeskToken {
  readonly token: string;
  readonly path: string;
  /** Made just now: the one moment it is shown. */
  readonly fresh: boolean;
}

const TOKEN_BYTES = 32;

function existed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function readToken(path: string): Promise<string> {
  const token = (await readFile(path, 'utf8')).trim();
  if (/^[\w-]{43,}$/u.test(token)) return token;
  throw new Error(`The token in ${path} is damaged. Delete the file: the next start makes a new token.`);
}

/** The name is given to a complete file by link(2), so two desks that start together agree on one token. */
export async function tokenIn(directory: string): Promise<DeskToken> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'token');
  const temporary = join(directory, `token.${randomUUID()}`);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  try {
    const handle = await open(temporary, 'wx', 0o600);
    await handle.writeFile(`${token}\n`);
    await handle.sync();
    await handle.close();
    await link(temporary, path);
    return { token, path, fresh: true };
  } catch (error) {
    if (!existed(error)) throw error;
    return { token: await readToken(path), path, fresh: false };
  } finally {
    await rm(temporary, { force: true });
  }
}
