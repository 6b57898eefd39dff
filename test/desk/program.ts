// The desk's entry as a process of its own, for tests that kill it. Runs in node.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DeskProgram {
  readonly url: string;
  /** All it wrote to both streams until it listened. */
  readonly output: string;
  readonly child: ChildProcess;
  /** Ends it as a power cut would: no handler runs. */
  kill(): Promise<void>;
}

const ROOT = new URL('../..', import.meta.url).pathname;

/** Starts src/desk/main.ts and waits until it listens; rejects with its output when it ends before that. */
export async function startProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<DeskProgram> {
  const command = ['--import', 'tsx', 'src/desk/main.ts', '--port', '0', ...args];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /^Flagpost desk: (\S+)\nToken: .*\n/mu.exec(output)?.[1];
      if (found !== undefined) setTimeout(() => resolve(found), 50);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', () => reject(new Error(output)));
  });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url, output, child, kill };
}
