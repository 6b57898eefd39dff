// A screen of its own for a browser with a window. Runs in node on Linux; needs Xvfb, and xdotool for keys.
import { execFileSync, spawn } from 'node:child_process';

export interface Screen {
  readonly display: string;
  /** The environment to start a browser with. */
  readonly env: Record<string, string>;
  /** xdotool with these arguments; its output. */
  xdo(...args: (string | number)[]): string;
  /** The ids of the windows that are shown, menus and popups among them. */
  readonly windows: () => string[];
  /** The whole screen as a PNG file (needs ImageMagick). */
  picture(file: string): void;
  stop(): void;
}

export async function startScreen(size = '1280x900x24'): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.endsWith('\n')) resolve(`:${said.trim()}`);
    });
  });
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const env = { ...Object.fromEntries(inherited), DISPLAY: display };
  const xdo = (...args: (string | number)[]): string =>
    execFileSync('xdotool', args.map(String), { env, encoding: 'utf8' }).trim();
  return {
    display,
    env,
    xdo,
    windows: () => xdo('search', '--onlyvisible', '--maxdepth', 1, '--name', '.*').split('\n'),
    picture: (file) => void execFileSync('import', ['-window', 'root', file], { env }),
    stop: () => void server.kill(),
  };
}
