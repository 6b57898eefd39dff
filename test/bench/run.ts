// npm run bench: measures on this machine and writes test/bench/RESULTS.md. Runs in node. `-- 20` makes 20 rounds.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../../src/demo/extension';
import { mayInstall, need } from '../../src/demo/machine';
import { type Figures, ratio } from './figures';
import { benchFlag } from './flag';
import { benchPdq, pdqSection } from './pdq';
import { benchPopup } from './popup';
import { benchReading, SAMPLES as READ_AT } from './reading';
import { sizes } from './sizes';

const args = process.argv.slice(2);
const rounds = Number(args.find((arg) => /^\d+$/u.test(arg)) ?? 50);
need(['chromium', 'xvfb', 'xdotool'], { install: mayInstall(args) });
await buildExtension('chrome');

const popup = await benchPopup(Math.min(rounds, 20));
const flag = await benchFlag(rounds);
const reading = await benchReading();
const pdq = await benchPdq(Math.min(rounds, 21));

const row = (name: string, { n, median, p95 }: Figures, floor: Figures): string =>
  `| ${name} | ${n} | ${median.toFixed(1)} | ${p95.toFixed(1)} | ${ratio(median, floor.median)} | ${ratio(p95, floor.p95)} |`;

const version = execFileSync('chromium', ['--version'], { encoding: 'utf8' }).trim();
const text = `# Measured

${new Date().toISOString().slice(0, 10)}, ${version}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB. Times in ms; only the ratios carry over to other machines.

## Gesture to commit 1 (${flag.page})

Floor: bare captureVisibleTab and one strict put of the same bytes, in turns with the flags of the same run.
${flag.verified} flags of ${rounds + 1} were stored as verified.

| | n | median | p95 | median / floor | p95 / floor |
|---|---|---|---|---|---|
${row('floor', flag.floor, flag.floor)}
${row('commit 1', flag.flag, flag.floor)}
${row('crop and thumbnail joined', flag.joined, flag.floor)}

## Popup until it can be used

| | n | median | p95 | median / 10 flags | p95 / 10 flags |
|---|---|---|---|---|---|
${row('10 flags', popup[10], popup[10])}
${row('1,000 flags', popup[1000], popup[10])}

${pdqSection(pdq)}
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
