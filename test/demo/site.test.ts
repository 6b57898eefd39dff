// The local site that stands in for real hosts: its certificate, its pages, and what it tells of requests.
import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '../../src/demo/certificate';
import { type Site, startSite } from '../../src/demo/site';

const NOON = Date.parse('2026-11-21T12:00:00Z');
let site: Site | undefined;
afterEach(() => site?.stop());

test('a certificate names its hosts, holds for a year and is signed by itself', () => {
  const { cert, key } = selfSigned(['x.com', 't.me'], NOON);
  const parsed = new X509Certificate(cert);
  expect(parsed.subjectAltName).toBe('DNS:x.com, DNS:t.me');
  expect(parsed.checkHost('t.me')).toBe('t.me');
  expect(parsed.checkHost('y.com')).toBeUndefined();
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(new Date(parsed.validFrom).toISOString()).toBe('2026-11-20T12:00:00.000Z');
  expect(new Date(parsed.validTo).toISOString()).toBe('2027-11-21T12:00:00.000Z');
  expect(key).toContain('PRIVATE KEY');
});

interface Got {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

function fetchFrom(port: number, host: string, path: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = {
      host: '127.0.0.1',
      port,
      path,
      servername: host,
      headers: { host },
      rejectUnauthorized: false,
    };
    get(request, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode, type: response.headers['content-type'], body }),
      );
    }).on('error', reject);
  });
}

test('each host has its own pages; what is not there is 404, and every request is told', async () => {
  site = await startSite({ 'x.com/a': 'A of X', 't.me/*': { status: 410, body: 'gone' } });
  expect(await fetchFrom(site.port, 'x.com', '/a?s=20')).toMatchObject({ status: 200, body: 'A of X' });
  expect(await fetchFrom(site.port, 't.me', '/any')).toMatchObject({ status: 410, body: 'gone' });
  expect((await fetchFrom(site.port, 't.co', '/a')).status).toBe(404);
  site.serve({ 't.co/a': { headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' }, '*': 'else' });
  expect(await fetchFrom(site.port, 't.co', '/a')).toMatchObject({ type: 'image/svg+xml', body: '<svg/>' });
  expect((await fetchFrom(site.port, 'example.org', '/')).body).toBe('else');
  expect(site.requests.map(({ host, path }) => host + path)).toEqual([
    'x.com/a?s=20',
    't.me/any',
    't.co/a',
    't.co/a',
    'example.org/',
  ]);
});

test('it can be reached from this machine only', async () => {
  site = await startSite({ 'x.com/a': 'A' });
  const socket = connect({ host: '127.0.0.1', port: site.port, rejectUnauthorized: false });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  expect(socket.remoteAddress).toBe('127.0.0.1');
  socket.destroy();
});
