// npm run bench: measures on this machine and writes test/bench/RESULTS.md. Runs in node. `-- 500` makes 500 rounds of flags.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../../src/demo/extension';
import { mayInstall, need } from '../../src/demo/machine';
import { figuresRow } from './figures';
import { benchFlag } from './flag';
import { flagSection } from './flag-section';
import { benchPdq, pdqSection } from './pdq';
import { benchPopup } from './popup';
import { benchReading, SAMPLES as READ_AT } from './reading';
import { sizes } from './sizes';
import { benchSnapshot, snapshotSection } from './snapshot';

const args = process.argv.slice(2);
const rounds = Number(args.find((arg) => /^\d+$/u.test(arg)) ?? 50);
need(['chromium', 'xvfb', 'xdotool'], { install: mayInstall(args) });
await buildExtension('chrome');

const popup = await benchPopup(Math.min(rounds, 20));
const flag = await benchFlag(rounds);
const reading = await benchReading();
const pdq = await benchPdq(Math.min(rounds, 21));
const snapshot = await benchSnapshot(5);

const version = execFileSync('chromium', ['--version'], { encoding: 'utf8' }).trim();
const text = `# Measured

${new Date().toISOString().slice(0, 10)}, ${version}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB. Times in ms; only the ratios carry over to other machines.

${flagSection(flag)}
## Popup until it can be used

| | n | median | p95 | median / 10 flags | p95 / 10 flags |
|---|---|---|---|---|---|
${figuresRow('10 flags', popup[10], popup[10])}
${figuresRow('1,000 flags', popup[1000], popup[10])}

${pdqSection(pdq)}
${snapshotSection(snapshot)}
## One reading in the page (real saved pages, ms)

A post: at ${READ_AT} places all over the page, each the median of three readings. The page: its metadata and the post nearest its middle.

| page | elements | post, median | post, slowest | page |
|---|---|---|---|---|
${reading
  .slice(0, 12)
  .map(
    ({ file, nodes, post, page }) =>
      `| ${file} | ${nodes} | ${post.median.toFixed(1)} | ${post.slowest.toFixed(1)} | ${page.toFixed(1)} |`,
  )
  .join('\n')}

## Sizes (gzip -9, bytes)

| file | bytes |
|---|---|
${Object.entries(sizes())
  .map(([name, bytes]) => `| ${name} | ${bytes} |`)
  .join('\n')}
`;
writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), text);
console.log(text);
