// npm start: the whole chain on one machine, with made-up posts: desk, demo pages, a browser with Flagpost in it.
// Runs in node. Without a display, or with --play, it plays the day itself and tells what it made.
import { join } from 'node:path';
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

const args = process.argv.slice(2);
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

need(['chromium'], { install: mayInstall(args) });
if (!isFresh('chrome')) {
  console.log('Building the extension');
  await buildExtension('chrome');
}
if (args.includes('--play') || !hasDisplay) await play();
else await show();

async function show(): Promise<void> {
  const desk = await startDesk({ dataDir: DATA, port: DESK_PORT });
  const site = await startSite(demoPages);
  const { context, own } = await openDemoBrowser({
    extension: distOf('chrome'),
    profile: join(DATA, 'profile'),
    site,
    headless: false,
  });
  const stop = async (): Promise<void> => {
    await Promise.all([desk.close(), site.stop()]);
    process.exit(0);
  };
  process.once('SIGINT', () => void context.close());
  process.once('SIGTERM', () => void context.close());
  context.once('close', () => void stop());
  await configure(await context.newPage(), own, desk);
  for (const url of [CHANNEL_URL, THREAD_URL]) await (await context.newPage()).goto(url);
  console.log(guide(desk.url, desk.tokenPath));
}

function guide(deskUrl: string, tokenPath: string): string {
  return `
Flagpost is running. The browser that just opened is set up as analyst "demo"; its posts are made up.

What to do now
  1. On the thread, right-click a post and choose "Flag this post" (or press Alt+Shift+F).
     The evidence is on disk before the form opens.
  2. Fill the form: category, severity, reason; then save.
  3. Click Flagpost's button in the toolbar: the queue. Send it.
  4. Open the desk and see it arrive: ${deskUrl}/
     It asks for its token: in ${tokenPath}

What to try
  - Flag the same post again: you are told that it is known.
  - Stop this program, flag another post, start it again, send: nothing is lost.
  - Open the queue in a tab and export the session; check it with sha256sum -c.
  - The channel on t.me: ${CHANNEL_URL}

Ctrl-C, or closing the browser, ends it. Everything is kept in .desk/; delete that folder to begin anew.
`;
}
