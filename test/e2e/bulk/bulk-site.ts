// What a bulk run may meet, on loopback under names of its own: posts, a login, a file, a host that is gone, one that is slow.
import { createServer } from 'node:https';
import { selfSigned } from '../../../src/demo/certificate';
import { type Pages, type Site, startSite } from '../../../src/demo/site';
import { FORUM } from '../flag/forum-page';
import { xPage, xPost } from '../flag/x-page';

const PDF = `%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body><main>${body}</main></body></html>`;

/** The post of the address between two others, far down: as in a thread. */
export const THREAD = xPage(
  [
    xPost('first', '1980000000000000001', 'The post that was answered', '<p style="height:900px"></p>'),
    xPost('second', '1980000000000000002', 'The post of the address'),
    xPost('third', '1980000000000000003', 'An answer to it', '<p style="height:900px"></p>'),
  ].join(''),
);

export const numbered = (n: number): string => `https://posts.example/${n}`;

const PAGES: Pages = {
  'x.com/second/status/1980000000000000002': THREAD,
  'forum.example/topic/2': { status: 302, headers: { location: 'https://forum.example/topic' }, body: '' },
  'forum.example/topic': FORUM,
  'members.example/post': { status: 302, headers: { location: 'https://members.example/login' }, body: '' },
  'members.example/login': page('Log in', '<form><h1>Log in</h1><input name="name"></form>'),
  'files.example/leaflet.pdf': { headers: { 'content-type': 'application/pdf' }, body: PDF },
  'files.example/leaflet.bin': {
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
    body: 'bytes',
  },
  'gone.example/post': { status: 404, body: page('Not found', 'No such post') },
  'posts.example/asks': page('Asks', '<script>alert(1)</script><p>Behind a dialog</p>'),
  'posts.example/*': page('A post', '<h1>A post</h1><p>Words of the post.</p>'),
};

export const SLOW = 'https://slow.example/post';
export const DEAD = 'https://dead.example/post';
/** On the slow host: never answered. */
export const SILENT = 'https://slow.example/silent';
const SLOW_MS = 2500;

/** As startSite; the slow host answers late, the dead one not at all. */
export async function startBulkSite(): Promise<Site> {
  const site = await startSite(PAGES);
  const slow = createServer(selfSigned(['slow.example'], Date.now()), ({ url }, response) => {
    if (url === '/silent') return;
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page('Slow', '<h1>Slow</h1><p>It came late.</p>'));
    }, SLOW_MS);
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const address = slow.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const own = `MAP slow.example 127.0.0.1:${port},MAP dead.example ~NOTFOUND`;
  return {
    ...site,
    chromiumArgs: () => site.chromiumArgs().map((arg) => arg.replace('rules=MAP *', `rules=${own},MAP *`)),
    async stop() {
      slow.closeAllConnections();
      await new Promise<void>((resolve) => slow.close(() => resolve()));
      await site.stop();
    },
  };
}
