// What a snapshot keeps of a page, what it takes out, and what it says of that. In a real Chromium, on pages of our own.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Job } from '../../../src/page/snapshot/job';
import { PLATFORMS } from '../../../src/platforms/hosts';
import { ownAccountOf } from '../../../src/platforms/own-account';
import { count, type OpenOptions, type Snapped, type Snapper, startSnapper } from './snap';

let snapper: Snapper;
let page: Page;
beforeAll(async () => {
  snapper = await startSnapper();
}, 60_000);
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => page.context().close());
afterAll(() => snapper.close());

const URL = 'https://forum.example/thread/1';
async function snapOf(
  body: string,
  job: Partial<Job> = {},
  post?: string,
  options?: OpenOptions,
): Promise<Snapped> {
  page = await snapper.open(`<!doctype html><html><head></head><body>${body}</body></html>`, URL, options);
  return snapper.snap(page, job, post);
}

it('the policy comes before all that it is to hold for', async () => {
  const { html } = await snapOf('<p>a</p>');
  expect(html).toMatch(
    /^<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /u,
  );
  expect(html).toContain('<meta name="flagpost:address" content="https://forum.example/thread/1">');
});

it('typed values, passwords, hidden fields and their tokens go; labels of buttons stay', async () => {
  const snapped =
    await snapOf(`<form><input name=q value=written><input type=password value=open-sesame><input type=hidden value=token-1>
    <textarea>draft</textarea><input type=submit value="Log in"><input type=checkbox checked><div contenteditable>half a post</div></form>`);
  for (const gone of ['written', 'open-sesame', 'token-1', 'draft', 'half a post'])
    expect(snapped.html).not.toContain(gone);
  expect(snapped.html).toContain('value="Log in"');
  expect(count(snapped, 'hidden_inputs_removed')).toBe(1);
  expect(count(snapped, 'values_removed')).toBe(5); // a checkbox has one too
});

it('scripts, handlers, addresses that run, refreshing, plugins and preloading go, and are counted', async () => {
  const snapped =
    await snapOf(`<meta http-equiv=refresh content="999;url=https://b.example"><base href="https://c.example/">
    <link rel=preload href=/x as=image><script>1</script><a href="javascript:1" onclick="2" onfocus=3>run</a>
    <object data="/o"></object><embed src="/e"><form action="/send"></form>`);
  const body = snapped.html.slice(snapped.html.indexOf('<body'));
  expect(body.replace(/\s+/gu, ' ')).toBe('<body> <a>run</a> <form></form></body></html>');
  expect(count(snapped, 'scripts_removed')).toBe(1);
  expect(count(snapped, 'handlers_removed')).toBe(2);
  expect(count(snapped, 'links_neutralised')).toBe(2);
  expect(count(snapped, 'media_left_out')).toBe(2);
});

it('links keep their address in full, without the keys in it', async () => {
  const { html } = await snapOf(
    '<a href="/b?c=1&amp;token=abc" target=_blank ping=/p attributionsrc=/r download>1</a><a href="#d">2</a><a href="mailto:a@b.example">3</a>',
  );
  expect(html).toContain('<a href="https://forum.example/b?c=1&amp;token=removed">1</a>');
  expect(html).toContain('<a href="#d">2</a><a href="mailto:a@b.example">3</a>');
});

it("a picture is the one that is shown, whatever others the page offers; the post's are wanted first", async () => {
  const svg = (n: number): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="${n}"/></svg>`;
  const files = Object.fromEntries(
    [1, 2, 3, 4].map((n) => [`https://img.example/${n}.svg`, { type: 'image/svg+xml', body: svg(n) }]),
  );
  const snapped = await snapOf(
    `<picture><source srcset="https://img.example/2.svg"><img src="https://img.example/1.svg" srcset="https://img.example/1.svg 1x" loading=lazy></picture>
     <article><img src="https://img.example/3.svg"></article><div style="margin-top:9000px"><img src="https://img.example/4.svg"></div>
     <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`,
    {},
    'article',
    { files },
  );
  expect(snapped.resources).toEqual([
    { kind: 'image', url: 'https://img.example/2.svg', rank: 1 },
    { kind: 'image', url: 'https://img.example/3.svg', rank: 0 },
  ]);
  expect(snapped.html).toContain('src="data:image/gif;base64,R0lGODlhAQABAAAAACw="');
  expect(snapped.html).toContain('data-left-out="https://img.example/4.svg"');
  expect(snapped.html).not.toMatch(/srcset|<source|loading=/u);
});

it('styles are what the browser made of them, imports flattened, without rules that fit nothing', async () => {
  const files = {
    'https://forum.example/a.css': {
      type: 'text/css',
      body: '@import "b.css" screen; .used{color:red} .unused{color:blue}',
    },
    'https://forum.example/b.css': { type: 'text/css', body: '.used{top:1px}' },
    'https://cdn.example/c.css': { type: 'text/css', body: '.used{left:2px}' },
  };
  const snapped = await snapOf(
    `<link rel=stylesheet href=/a.css><link rel=stylesheet href="https://cdn.example/c.css"><style media=print>p{margin:0}</style>
     <style>@media (width > 1px){.used{right:3px} .unused{right:4px}} @font-face{font-family:a;src:url(a.woff)}</style><p class=used>a</p>`,
    {},
    undefined,
    { files },
  );
  expect(snapped.html).toContain('@media screen{');
  for (const kept of ['top: 1px', 'color: red', 'right: 3px', '<style media="print">'])
    expect(snapped.html).toContain(kept);
  expect(snapped.html).not.toContain('unused');
  expect(snapped.resources).toEqual([{ kind: 'sheet', url: 'https://cdn.example/c.css', rank: 0 }]);
  expect(count(snapped, 'styles_left_out')).toBe(2); // the face, and the sheet that nobody fetched here
});

it('a small canvas is kept as it looks; one of 30,000 pixels, and one with a picture of another site, are not read', async () => {
  page = await snapper.open(
    `<!doctype html><body><canvas id=a width=20 height=20></canvas><canvas id=b width=30000 height=30000></canvas><canvas id=c width=20 height=20></canvas>`,
    URL,
    {
      files: {
        'https://img.example/a.svg': {
          type: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        },
      },
    },
  );
  await page.evaluate(async () => {
    const context = (id: string): CanvasRenderingContext2D =>
      (document.getElementById(id) as HTMLCanvasElement).getContext('2d')!;
    context('a').fillRect(0, 0, 9, 9);
    const image = Object.assign(new Image(), { src: 'https://img.example/a.svg' });
    await image.decode();
    context('c').drawImage(image, 0, 0);
  });
  const snapped = await snapper.snap(page);
  expect(snapped.html.match(/url\(&quot;data:image\/png/gu)).toHaveLength(1);
  expect(count(snapped, 'media_left_out')).toBe(2);
});

it('frames within frames open again, those of other sites are told', async () => {
  const files = {
    'https://forum.example/in': { type: 'text/html', body: '<p>one</p><iframe src="/deeper"></iframe>' },
    'https://forum.example/deeper': {
      type: 'text/html',
      body: '<p title="&quot;">two &lt;b&gt; &amp;amp;</p>',
    },
  };
  const snapped = await snapOf(
    '<iframe src=/in></iframe><iframe src="https://other.example/"></iframe>',
    {},
    undefined,
    { files },
  );
  expect(count(snapped, 'frames_left_out')).toBe(1);
  const again = await snapper.reopen(snapped.html);
  const frame = again.page.frameLocator('iframe').first();
  expect(await frame.locator('p').innerText()).toBe('one');
  const deeper = frame.frameLocator('iframe').locator('p');
  expect(await deeper.innerText()).toBe('two <b> &amp;');
  expect(await deeper.getAttribute('title')).toBe('"');
  expect(again.requests).toEqual([]);
  await again.close();
});

it("the analyst's own account goes with all that is in it, but never the post", async () => {
  const own = `<button data-testid="SideNav_AccountSwitcher_Button">@the_analyst</button>`;
  const hidden = `<div data-testid="DMDrawer"><article>the post</article></div>`;
  const snapped = await snapOf(own + hidden, ownAccountOf('x'), 'article');
  expect(snapped.html).not.toContain('@the_analyst');
  expect(snapped.html).toContain('the post');
  expect(count(snapped, 'own_account_removed')).toBe(1);
});

it("on a page whose markup is its author's no post is hidden by being a field", async () => {
  const body = '<article><p contenteditable>the post</p></article>';
  expect((await snapOf(body, { listed: false }, 'article')).html).toContain('the post');
  await page.context().close();
  expect((await snapOf(body, { listed: true }, 'article')).html).not.toContain('the post');
});

it('every selector of an own account is one', async () => {
  await snapOf('');
  const names = [...PLATFORMS.map(({ platform }) => platform), 'mastodon', 'fediverse'];
  const all = names.flatMap((name) => ownAccountOf(name).ownAccount);
  expect(all.length).toBeGreaterThan(60);
  await page.evaluate((selectors) => selectors.map((selector) => document.querySelector(selector)), all);
});

it('the page sees nothing of it: no change, no call of anything it has put over its own objects', async () => {
  page = await snapper.open(
    '<!doctype html><body><form name=attributes><input name=childNodes><input name=getAttributeNames><input name=parentNode></form><img name=head><p class=a>text</p>',
    URL,
  );
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(globalThis, { seen, before: document.documentElement.outerHTML });
    new MutationObserver((records) => seen.push(...records)).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    for (const [owner, name] of [
      [Node.prototype, 'firstChild'],
      [Element.prototype, 'localName'],
      [Document.prototype, 'styleSheets'],
    ] as const)
      Object.defineProperty(owner, name, { get: () => seen.push(name) });
    Element.prototype.getAttribute = () => String(seen.push('getAttribute'));
  });
  const snapped = await snapper.snap(page);
  expect(snapped.html).toContain('<p class="a">text</p>');
  expect(snapped.html).toContain(
    '<form name="attributes"><input name="childNodes"><input name="getAttributeNames">',
  );
  expect(
    await page.evaluate(
      `({ seen: globalThis.seen.length, same: globalThis.before === document.documentElement.outerHTML })`,
    ),
  ).toEqual({ seen: 0, same: true });
});

it('the address of a picture that is left out is without its token', async () => {
  const snapped = await snapOf(
    '<img src="https://img.example/a.png?token=t1" style="position:absolute;top:9999px;width:50px;height:50px">',
  );
  expect(snapped.html).toContain('data-left-out="https://img.example/a.png?token=removed"');
  expect(snapped.html).not.toContain('t1');
});

it('a document without the post is none that the flag is of', async () => {
  await snapOf('<p>a</p>');
  await expect(snapper.snap(page, { token: 'another' })).rejects.toThrow('no such post');
});

it('tokens in an address go, in whatever attribute it stands', async () => {
  page = await snapper.open(
    '<!doctype html><head><meta property="og:url" content="https://forum.example/t?sid=s3cr3t&amp;p=1"></head><body><div data-href="/log-out?csrf_token=s3cr3t" title="a ?b=1">x</div></body>',
    URL,
  );
  const snapped = await snapper.snap(page);
  expect(snapped.html).not.toContain('s3cr3t');
  expect(snapped.html).toContain('content="https://forum.example/t?sid=removed&amp;p=1"');
  expect(snapped.html).toContain('<div data-href="/log-out?csrf_token=removed" title="a ?b=1">');
  expect(count(snapped, 'tokens_removed')).toBe(2);
});
