// The desk's page over real HTTP: signing in and out, and what it shows of hostile posts.
import { randomBytes } from 'node:crypto';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, problemOf, rawRequest, sendFlags, startTestDesk, type TestDesk } from './desk';
import { flagOf, sha256 } from './flags';

let desk: TestDesk;
let time = Date.parse('2026-11-21T12:00:00.000Z');
beforeAll(async () => {
  desk = await startTestDesk({ now: () => time });
}, 60_000);
afterAll(() => desk.close());

const signIn = (token: string): Promise<Response> =>
  fetch(`${desk.url}/sign-in`, { method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual' });

async function session(): Promise<string> {
  const [cookie] = (await signIn(desk.token)).headers.getSetCookie();
  return cookie!.split(';', 1)[0]!;
}

async function page(path = '/') {
  const answer = await fetch(`${desk.url}${path}`, { headers: { Cookie: await session() } });
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } });
  window.document.write(await answer.text());
  return { document: window.document, html: window.document.documentElement.outerHTML, answer };
}

describe('signing in', () => {
  it('with the token sets a cookie that scripts and other sites cannot use, and that is not the token', async () => {
    const answer = await signIn(desk.token);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^desk=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(cookie).not.toContain(desk.token);
  });

  it('is asked for so that the browser names the desk as the origin of its forms', async () => {
    // with no-referrer a browser sends `Origin: null`, which the desk refuses
    expect((await fetch(desk.url)).headers.get('referrer-policy')).toBe('same-origin');
  });

  it('with anything else shows the form again, with the reason', async () => {
    for (const token of ['', 'wrong', `${desk.token}x`]) {
      const answer = await signIn(token);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
      expect(await answer.text()).toContain('not this desk’s token');
    }
    const long = await signIn('x'.repeat(10_000));
    expect((await problemOf(long)).http).toBe(413);
  });

  it('is needed for the list; a cookie made up or out of date is no good', async () => {
    await sendFlags(desk, flagOf({ text: 'only for those signed in' }));
    const cookie = await session();
    const show = async (value: string): Promise<string> =>
      (await fetch(`${desk.url}/`, { headers: { Cookie: value } })).text();
    expect(await show(cookie)).toContain('only for those signed in');
    const [until, signature] = cookie.slice('desk='.length).split('.');
    for (const bad of [
      '',
      'desk=',
      'desk=1.2',
      `desk=${Number(until) + 1}.${signature}`,
      `desk=${desk.token}`,
    ]) {
      expect(await show(bad)).not.toContain('only for those signed in');
    }
    time += 12 * 60 * 60 * 1000;
    expect(await show(cookie)).not.toContain('only for those signed in');
  });

  it('does not let a cookie send anything', async () => {
    const headers = { Cookie: await session(), 'Content-Type': 'application/json', Authorization: 'none' };
    expect((await ask(desk, '/v1/batches', { method: 'POST', headers, body: '{}' })).status).toBe(401);
    expect(
      (await ask(desk, `/v1/artefacts/${'a'.repeat(64)}`, { method: 'PUT', headers, body: '' })).status,
    ).toBe(401);
  });

  it('over a name that is not loopback sets the cookie for TLS only', async () => {
    const other = await startTestDesk({ allowHosts: ['desk.example.org'] });
    const { port } = new URL(other.url);
    const hosted = { Host: `desk.example.org:${port}` };
    const { headers } = await rawRequest(`${other.url}/sign-out`, hosted, 'POST');
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure/u);
    await other.close();
  }, 60_000);

  it('ends with signing out', async () => {
    const answer = await fetch(`${desk.url}/sign-out`, { method: 'POST', redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^desk=; Max-Age=0;/u);
  });
});

describe('the list', () => {
  it('shows markup in a post as text, runs no script and links to no post', async () => {
    const evil = '<script>document.title="x"</script><img src=x onerror=alert(1)>"\'&lt;';
    await sendFlags(desk, flagOf({ text: evil, author: evil, postUrl: `javascript:alert(1)//${evil}` }));
    const { document, html, answer } = await page();
    expect(document.querySelectorAll('script, img, iframe, [onerror], [style]')).toHaveLength(0);
    expect(html).not.toMatch(/<script|<img/iu);
    const first = document.querySelector('.flag')!;
    expect(first.querySelector('.text')?.textContent).toBe(evil);
    expect(first.querySelector('.author')?.textContent).toContain('<script>');
    expect(first.querySelectorAll('a')).toHaveLength(0);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('isolates the direction of all that came from a post', async () => {
    await sendFlags(desk, flagOf({ text: '\u202e txt', author: 'עברית' }));
    const { document } = await page();
    const first = document.querySelector('.flag')!;
    for (const part of ['.text', '.address']) expect(first.querySelector(`${part} bdi`)).not.toBeNull();
    expect(first.querySelector('bdi.author')?.textContent).toBe('עברית');
  });

  it('never calls the page a post', async () => {
    const flag = flagOf();
    const { postUrl: _, postUrlSource: __, ...post } = flag.capture.post;
    const { jcsHash } = await import('../../src/evidence/custody');
    const capture = { ...flag.capture, post };
    await sendFlags(desk, { ...flag, capture, captureSha256: jcsHash(capture) });
    const { document } = await page();
    expect(document.querySelector('.flag .address')?.textContent).toBe('Page https://example.org/feed');
  });

  it("shows the analyst's subject and address as the analyst's", async () => {
    const flag = flagOf();
    const judgement = { ...flag.judgement, subject: 'account' as const, postUrl: 'https://example.org/u/1' };
    await sendFlags(desk, { ...flag, judgement });
    const { document } = await page();
    expect(document.querySelector('.flag .who')?.textContent).toContain('account read as post');
    const address = document.querySelector('.flag .address')?.textContent;
    expect(address).toBe('Account https://example.org/u/1 as the analyst gave it');
  });

  it('refuses an address that is none, and no other flag with it', async () => {
    const bad = flagOf();
    const judgement = { ...bad.judgement, postUrl: 'javascript:alert(1)' };
    const receipt = await sendFlags(desk, { ...bad, judgement }, flagOf());
    expect(receipt.results.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });

  it('cuts texts of megabytes and stays small', async () => {
    await sendFlags(
      desk,
      flagOf({ text: 'é'.repeat(1_500_000), postUrl: `https://example.org/${'a'.repeat(500_000)}` }),
    );
    const { html } = await page('/');
    expect(html.length).toBeLessThan(200_000);
  });

  it('marks what was seen before, and says which artefacts are still awaited', async () => {
    const bytes = randomBytes(10);
    const first = flagOf({ posts: ['seen twice'] });
    await sendFlags(desk, first);
    await sendFlags(desk, flagOf({ posts: ['seen twice'], artefacts: [bytes] }));
    const before = (await page()).document.querySelector('.flag')!;
    expect(before.querySelector('.again')?.textContent).toContain(first.flagId);
    expect(before.querySelector('.artefacts')?.textContent).toContain('0 of 1');
    expect(before.querySelector('.artefacts a')).toBeNull();
    await ask(desk, `/v1/artefacts/${sha256(bytes)}`, { method: 'PUT', body: bytes });
    const after = (await page()).document.querySelector('.flag')!;
    const link = after.querySelector('.artefacts a')?.getAttribute('href');
    expect(link).toBe(`/v1/artefacts/${sha256(bytes)}`);
    expect((await fetch(`${desk.url}${link}`, { headers: { Cookie: await session() } })).status).toBe(200);
  });

  it('goes on page by page', async () => {
    await sendFlags(desk, ...Array.from({ length: 60 }, () => flagOf()));
    const { document } = await page();
    expect(document.querySelectorAll('.flag')).toHaveLength(50);
    const older = document.querySelector('.pages a')!.getAttribute('href')!;
    const second = await page(older);
    expect(second.document.querySelectorAll('.flag').length).toBeGreaterThan(10);
    expect(second.document.querySelector('.pages a')?.textContent).toBe('Newest');
    for (const bad of ['0', '-1', 'x', '1e99', "1'--"]) {
      expect((await page(`/?before=${encodeURIComponent(bad)}`)).answer.status).toBe(400);
    }
  });
});
