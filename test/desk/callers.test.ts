// Who is answered: the guard against DNS rebinding and against web pages, and what extensions are allowed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, startTestDesk, type TestDesk } from './desk';

let desk: TestDesk;
let port: string;
beforeAll(async () => {
  desk = await startTestDesk({ allowHosts: ['Desk.example.org'] });
  ({ port } = new URL(desk.url));
}, 60_000);
afterAll(() => desk.close());

const statusFor = async (headers: Record<string, string>): Promise<number | undefined> =>
  (await rawRequest(`${desk.url}/v1/hello`, headers)).status;

describe('the host', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST', 'desk.example.org'])(
    '%s is answered',
    async (name) => {
      expect(await statusFor({ Host: `${name}:${port}` })).toBe(200);
      expect(await statusFor({ Host: name })).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'sub.desk.example.org',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    'localhost:1:2',
  ])('%s is refused', async (name) => {
    expect([400, 421]).toContain(await statusFor({ Host: name }));
  });

  it('unknown is refused with a problem, on every route', async () => {
    for (const path of ['/', '/v1/hello', '/openapi.json', '/nothing']) {
      const answer = await rawRequest(`${desk.url}${path}`, { Host: 'evil.example' });
      expect([answer.status, answer.headers['content-type']]).toEqual([421, 'application/problem+json']);
    }
  });
});

describe('the origin', () => {
  const own = (): string => `http://127.0.0.1:${port}`;

  it('is left open, an extension, or the desk itself', async () => {
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ Origin: own() })).toBe(200);
    expect(await statusFor({ Origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' })).toBe(200);
    expect(await statusFor({ Origin: 'moz-extension://0c5a7e6e-0000-4000-8000-000000000000' })).toBe(200);
    expect(await statusFor({ Host: 'desk.example.org', Origin: 'https://desk.example.org' })).toBe(200);
  });

  it.each([
    'null',
    'https://evil.example',
    'http://localhost',
    'http://127.0.0.1:1',
    'chrome-extension://a.evil.example',
    'chrome-extension://a/b',
    'https://chrome-extension',
    'file://',
  ])('%s is refused', async (origin) => {
    const answer = await rawRequest(`${desk.url}/v1/hello`, { Origin: origin });
    expect([answer.status, answer.headers['content-type']]).toEqual([403, 'application/problem+json']);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('an extension without a grant for the host', () => {
  const origin = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

  it('may ask beforehand, also from outside into the local network', async () => {
    const asked = {
      Origin: origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers':
        'authorization,content-type,idempotency-key,content-digest,if-none-match',
      'Access-Control-Request-Private-Network': 'true',
    };
    const { status, headers } = await rawRequest(`${desk.url}/v1/artefacts/x`, asked, 'OPTIONS');
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(origin);
    expect(headers['access-control-allow-private-network']).toBe('true');
    expect(headers['access-control-allow-methods']?.split(',')).toEqual(['GET', 'POST', 'PUT']);
    const allowed = headers['access-control-allow-headers']?.toLowerCase().split(',');
    for (const name of asked['Access-Control-Request-Headers'].split(',')) expect(allowed).toContain(name);
  });

  it('can read the answer, refusals and Retry-After included', async () => {
    for (const path of ['/v1/hello', '/v1/artefacts/x', '/nothing']) {
      const { headers } = await rawRequest(`${desk.url}${path}`, { Origin: origin });
      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-expose-headers']).toBe('Retry-After');
      expect(headers.vary).toContain('Origin');
    }
  });

  it('is not told of private networks unless it asks', async () => {
    const { headers } = await rawRequest(`${desk.url}/v1/hello`, { Origin: origin }, 'OPTIONS');
    expect(headers['access-control-allow-private-network']).toBeUndefined();
  });
});
