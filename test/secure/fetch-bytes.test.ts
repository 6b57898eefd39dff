// Bytes that a page named: fetched with bounds, as nobody, and never from the analyst's own network.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchBytes, mayFetch } from '../../src/secure/fetch-bytes';
import { isPublicHost, isReachable } from '../../src/secure/reachable';

const asked = vi.hoisted(() => ({ patterns: [] as string[], granted: true }));
vi.mock('webextension-polyfill', () => ({
  default: {
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => {
        asked.patterns.push(...origins);
        return asked.granted;
      },
    },
  },
}));

let server: Server;
let base: string;
const seen: { url: string; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    if (request.url === '/picture')
      response.writeHead(200, { 'content-type': 'Image/PNG; q=1' }).end('12345678');
    else if (request.url === '/untyped') response.writeHead(200, { 'content-type': 'x"y' }).end('1');
    else if (request.url === '/away') response.writeHead(302, { location: '/picture' }).end();
    else if (request.url === '/endless') {
      const more = setInterval(() => response.write(Buffer.alloc(1000)), 1);
      response.on('close', () => clearInterval(more));
    } else if (request.url === '/announced')
      response.writeHead(200, { 'content-length': '9999' }).flushHeaders();
    else if (request.url === '/silent') response.writeHead(200).flushHeaders();
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  asked.patterns.length = 0;
  asked.granted = true;
});

const limits = { maxBytes: 1000, timeoutMs: 5000, allowed: async () => true };

describe('fetching bytes', () => {
  it('gives them with their media type, and tells the server nothing of who asks', async () => {
    const got = await fetchBytes(`${base}/picture`, limits);
    expect(got).toEqual({ bytes: new TextEncoder().encode('12345678'), mediaType: 'image/png' });
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
    expect(seen[0]?.headers).not.toHaveProperty('referer');
  });

  it('takes no odd media type for one', async () => {
    expect(await fetchBytes(`${base}/untyped`, limits)).toMatchObject({
      mediaType: 'application/octet-stream',
    });
  });

  it.each([
    ['more than the cap without an end', '/endless', 'too_large'],
    ['more than the cap as announced', '/announced', 'too_large'],
    ['a redirect, wherever to', '/away', 'not_served'],
    ['nothing', '/missing', 'not_served'],
    ['an answer that never comes', '/silent', 'timeout'],
  ])('says why there are none: %s', async (_what, path, reason) => {
    expect(await fetchBytes(base + path, { ...limits, timeoutMs: 300 })).toBe(reason);
    expect(seen.map(({ url }) => url)).toEqual([path]);
  });

  it('takes exactly as much as the cap', async () => {
    expect(await fetchBytes(`${base}/picture`, { ...limits, maxBytes: 8 })).toHaveProperty('bytes');
    expect(await fetchBytes(`${base}/picture`, { ...limits, maxBytes: 7 })).toBe('too_large');
  });

  it('stops when its caller does', async () => {
    const stop = new AbortController();
    const fetching = fetchBytes(`${base}/silent`, { ...limits, signal: stop.signal });
    stop.abort();
    expect(await fetching).toBe('timeout');
  });

  it('asks nobody for what is no address, or without leave', async () => {
    expect(await fetchBytes('no address', limits)).toBe('not_served');
    expect(await fetchBytes(`${base}/picture`, { ...limits, allowed: async () => false })).toBe(
      'permission_denied',
    );
    expect(await fetchBytes('http://127.0.0.1:1/', limits)).toBe('not_served');
    expect(seen).toEqual([]);
  });
});

describe('leave to fetch', () => {
  it("is the browser's, asked once a host", async () => {
    const allowed = mayFetch('https://x.com/home');
    expect(await allowed(new URL('https://pbs.twimg.com/a.jpg'))).toBe(true);
    expect(await allowed(new URL('https://pbs.twimg.com/b.jpg'))).toBe(true);
    expect(asked.patterns).toEqual(['https://pbs.twimg.com/*']);
    asked.granted = false;
    expect(await mayFetch('https://x.com/home')(new URL('https://pbs.twimg.com/a.jpg'))).toBe(false);
  });

  it('is not even asked for what is not public, but for the page itself', async () => {
    const page = 'http://192.168.1.5:8080/post';
    expect(await mayFetch(page)(new URL('http://192.168.1.6/admin'))).toBe(false);
    expect(asked.patterns).toEqual([]);
    expect(await mayFetch(page)(new URL('http://192.168.1.5:8080/a.png'))).toBe(true);
  });
});

describe('a public host', () => {
  it.each(['x.com', 'a.b.example', '8.8.8.8', '172.32.0.1', '[2606:4700::1111]', 'x.com.'])('%s', (host) => {
    expect(isPublicHost(host)).toBe(true);
  });

  it.each([
    'http://localhost/',
    'http://a.localhost./',
    'http://router/',
    'http://nas.local/',
    'http://printer.home.arpa/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://172.16.0.1/',
    'http://192.168.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:1::]/',
    'http://[2001::1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[ff02::1]/',
    'ftp://x.com/',
    'data:image/png;base64,AA==',
    'file:///etc/passwd',
    'https://user:word@x.com/',
  ])('is not %s', (url) => {
    expect(isReachable(new URL(url), 'https://x.com/home')).toBe(false);
  });
});
