// Firefox would turn every plain http request of an extension into https; authorities are often reached by http alone.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { until } from '../drivers/until';

const asked: string[] = [];
let server: Server;
let firefox: Firefox;

beforeAll(async () => {
  // takes what the browser sends to any http host
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const prefs = { 'network.proxy.http_port': address.port };
  firefox = await launchFirefox({ extension: builtExtension('firefox'), prefs });
});
afterAll(async () => {
  await firefox.close();
  server.closeAllConnections();
  server.close();
});

it('a request from the interface to an http address goes there by http', async () => {
  const tab = await firefox.openOwn('src/popup/index.html?view=tab');
  const url = 'http://tsa.example/tsa';
  // the answer may not be read without the analyst's leave, which is not what this is about
  const sent = `fetch('${url}', { method: 'POST', mode: 'no-cors', body: 'x' })`;
  await firefox.evaluate(tab, `${sent}.then(() => true, () => false)`);
  await until('the request', () => Promise.resolve(asked.length > 0));
  expect(asked).toEqual([`POST ${url}`]);
});
