// npm test: makes sure of what the tests need, builds the extensions once, runs every test. Runs in node.
// Further arguments go to vitest. The exit code is vitest's.
import { spawn } from 'node:child_process';
import { buildExtension, ROOT } from '../src/demo/extension';
import { mayInstall, need } from '../src/demo/machine';

const args = process.argv.slice(2);

need(['chromium', 'firefox', 'xvfb', 'xdotool', 'openssl', 'postgresql', 'unzip'], {
  install: mayInstall(args),
});

console.log('Building for the tests: chrome, firefox, and both with steps that can be paused');
await Promise.all([buildExtension('chrome'), buildExtension('firefox')]);
await Promise.all([buildExtension('chrome', true), buildExtension('firefox', true)]);

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];
const rest = args.filter((arg) => arg !== '--install');
const run = spawn(process.execPath, [...vitest, ...rest], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = await new Promise<number>((resolve) => run.once('close', (code) => resolve(code ?? 1)));
