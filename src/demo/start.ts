// npm start: the whole chain on one machine, with made-up posts: desk, demo pages, a browser with Flagpost in it.
// Runs in node. Without a display, or with --play, it plays the day itself and tells what it made.
import { join, relative } from 'node:path';
import { startDesk } from '../desk/serve';
import { openDemoBrowser } from './browser';
import { configure } from './configure';
import { buildExtension, distOf, isFresh, ROOT } from './extension';
import { mayInstall, need } from './machine';
import { play } from './play';
import { CHANNEL_URL, demoPages, THREAD_URL } from './posts';
import { startSite } from './site';

const DESK_PORT = 8790;
const DATA = join(ROOT, '.desk');
const PLAYED = join(ROOT, 'flagpost-demo');

const args = process.argv.slice(2);
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

need(['chromium'], { install: mayInstall(args) });
if (!isFresh('chrome')) {
  console.log('Building the extension');
  await buildExtension('chrome');
}
await (args.includes('--play') || !hasDisplay ? playAlone() : show()).catch((error: unknown) => {
  console.error(sentence(error));
  process.exit(1);
});

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return 'The demo did not start.';
  const inUse = 'code' in error && error.code === 'EADDRINUSE' && 'port' in error && error.port === DESK_PORT;
  return inUse
    ? `Port ${DESK_PORT} is in use: a desk or another demo is running. Stop that first.`
    : error.message;
}

async function show(): Promise<void> {
  const desk = await startDesk({ dataDir: DATA, port: DESK_PORT });
  const site = await startSite(demoPages);
  const profile = join(DATA, 'profile');
  const browser = await openDemoBrowser({ extension: distOf('chrome'), profile, site, headless: false });
  const { context } = browser;
  const stop = async (): Promise<void> => {
    await Promise.all([desk.close(), site.stop()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void context.close());
  context.once('close', () => void stop());
  const tab = context.pages()[0] ?? (await context.newPage());
  await configure(tab, browser, desk);
  for (const page of context.pages()) if (page !== tab) await page.close(); // the one that a fresh install opens
  for (const url of [CHANNEL_URL, THREAD_URL]) await (await context.newPage()).goto(url);
  console.log(guide(desk.url, desk.tokenPath));
}

async function playAlone(): Promise<void> {
  console.log('No display here, or --play: playing the day without a window.');
  const { flags, bundle, pictures } = await play(PLAYED, console.log);
  const shown = (path: string): string => relative(process.cwd(), path);
  console.log(`
What it made
  ${flags} flags of made-up posts, each with its pictures, page details, judgement and custody events
  the session's bundle        ${shown(bundle)}
  what the desk received      ${shown(join(PLAYED, 'desk'))}
  pictures of the screens     ${pictures.map(shown).join(', ')}

With a display, npm start opens the browser for you to try it yourself.`);
}

function guide(deskUrl: string, tokenPath: string): string {
  return `
Flagpost is running. The browser that just opened is set up as analyst "demo"; its posts are made up.
(It says "Not secure" because this machine plays x.com and t.me; it reaches nothing else.)

What to do now
  0. The browser asks whether Flagpost may reach 127.0.0.1: that is the desk on this machine. Allow it.
  1. On the thread, right-click a post and choose "Flag this post" (or press Alt+Shift+F).
     The evidence is on disk before the form opens.
  2. Fill the form: category, severity, reason; then save.
  3. Click Flagpost's button in the toolbar (behind the puzzle piece): the queue. Send it.
  4. Open the desk and see it arrive: ${deskUrl}/
     It asks for its token: in ${tokenPath}

What to try
  - Flag the same post again and send: the desk answers that it has it already.
  - Stop this program, flag another post, start it again, send: nothing is lost.
  - Open the queue in a tab and export the session; check it with sha256sum -c.
  - The channel on t.me: ${CHANNEL_URL}

Ctrl-C, or closing the browser, ends it. Everything is kept in .desk/; delete that folder to begin anew.
`;
}
