// A stored snapshot in a real Firefox: shown in its frame, which loads nothing and leads nowhere.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { until } from '../drivers/until';
import { adding, hostileSnapshot } from '../popup/evidence';
import { flagId, seeding } from '../popup/seed';

const TAB = 'src/popup/index.html?view=tab';
const asked: string[] = [];
let server: Server;
let firefox: Firefox;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    asked.push(url ?? '');
    response.end('here');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  firefox = await launchFirefox({ extension: builtExtension('firefox') });
});
afterAll(async () => {
  await firefox.close();
  server.close();
});

test('a snapshot is shown in a frame that runs nothing, loads nothing and leads nowhere', async () => {
  const beacon = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = await firefox.openOwn(TAB);
  await until('the interface', () => firefox.evaluate(own, `'ready' in document.documentElement.dataset`));
  await firefox.evaluate(own, seeding({ flags: 1 }));
  const bytes = hostileSnapshot(beacon);
  await firefox.evaluate(own, adding(1, [{ kind: 'dom_snapshot', mediaType: 'application/gzip', bytes }]));
  const tab = await firefox.openOwn(`${TAB}#flag/${flagId(1)}`);
  const opener = `document.querySelector('[data-kind=dom_snapshot] [data-testid=open-artefact]')`;
  await until('the list', () => firefox.evaluate(tab, `${opener} !== null`));
  await firefox.evaluate(tab, `${opener}.click()`);
  const reveal = `document.querySelector('[data-testid=viewer-reveal]')`;
  await until('the frame', () => firefox.evaluate(tab, `${reveal} !== null`));
  await firefox.evaluate(tab, `${reveal}.click()`);
  const frame = await until('the snapshot', async () => {
    const { contexts } = await firefox.bidi.send('browsingContext.getTree', { root: tab });
    const [{ children = [] } = {}] = contexts as { children?: { context: string; url: string }[] }[];
    return children.find(({ url }) => url === 'about:srcdoc');
  });
  const said = `document.querySelector('h1')?.textContent`;
  await until('its text', async () => (await firefox.evaluate(frame.context, said)) === 'A post as it was');
  // as a click would, had the link been left: out of this frame, which the page's policy forbids
  await firefox.evaluate(frame.context, `document.querySelector('#out').click()`);
  await firefox.evaluate(frame.context, `void (location.href = ${JSON.stringify(`${beacon}/moved`)})`);
  await new Promise((passed) => setTimeout(passed, 1500));
  expect(asked).toEqual([]);
});
