// What a snapshot writes is what a parser makes of it: trees that no parser would build, and texts that try to become markup.
// A snapshot of the snapshot must be the same again; where it is not, something came to stand elsewhere than it was written.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Snapped, type Snapper, startSnapper } from './snap';

let snapper: Snapper;
beforeAll(async () => {
  snapper = await startSnapper();
}, 60_000);
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => snapper.close());

/** What a parser adds by itself to a table, and the room and address of what was left out, say nothing. */
const bodyOf = (html: string): string =>
  html
    .slice(html.indexOf('<body'))
    .replace(/<\/?(?:tbody|tr|colgroup)>/gu, '')
    .replace(/ (?:data-left-out|width|height|srcdoc)="[^"]*"/gu, '');

/** The first place where they differ, with a little around it. */
function expectSame(second: string, first: string): void {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 60);
  expect(around(second)).toBe(around(first));
}

/** Builds the page by a script in it, takes the snapshot, and takes that of what came of it. */
async function twice(
  script: string,
  frames = false,
): Promise<{ first: Snapped; second: Snapped; said: readonly string[] }> {
  const page = await snapper.open('<!doctype html><html><body></body></html>', 'https://forum.example/');
  await page.evaluate(script);
  const first = await snapper.snap(page);
  const again = await snapper.reopen(first.html);
  const second = await snapper.snap(again.page);
  const { requests, said } = again;
  expect(requests).toEqual([]);
  const live = await again.page.evaluate((allowed) => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((el) => [el, ...(el.shadowRoot ? all(el.shadowRoot) : [])]);
    return all(document).filter(
      (el) =>
        /^(?:script|object|embed|base|link)$/i.test(el.localName) ||
        (el.localName === 'iframe' && !allowed) ||
        [...el.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value)),
    ).length;
  }, frames);
  expect(live).toBe(0);
  await again.close();
  await page.context().close();
  return { first, second, said };
}

/** Trees of all kinds of elements, nested as no parser would, from a seed. Serialised into the page. */
const RANDOM = (seed: number): string => `{
  let state = ${seed};
  const random = (below) => { state = (state + 0x6d2b79f5) | 0; let t = Math.imul(state ^ (state >>> 15), 1 | state); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) % below; };
  const names = 'p div a b i button form li ul dl dd dt h1 h2 table tbody tr td th caption col colgroup select option optgroup textarea pre listing plaintext xmp noscript template style script title body html head frameset svg math nobr font span x-y image ruby rt details summary label input br hr img foreignObject mi desc annotation-xml noembed marquee search main object'.split(' ');
  const spaces = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/1999/xhtml', 'http://www.w3.org/1999/xhtml', 'http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg', 'http://www.w3.org/1998/Math/MathML'];
  const texts = ['plain', '\\n', '  ', '<b>x</b>', '</style><img src=x onerror=alert(1)>', '-->', ']]>', '&lt;', '&', '\\r', '\\n\\nlines', '<!--', '</textarea>', '</title><script>alert(1)</scr' + 'ipt>', '"\\''];
  const build = (depth) => {
    if (depth === 0 || random(4) === 0) return document.createTextNode(texts[random(texts.length)]);
    const el = document.createElementNS(spaces[random(spaces.length)], names[random(names.length)]);
    if (random(3) === 0) el.setAttribute(['class', 'title', 'onclick', 'style', 'href', 'id'][random(6)], texts[random(texts.length)]);
    for (let n = random(4); n > 0; n -= 1) el.append(build(depth - 1));
    if (/^(?:div|x-y|main|p)$/.test(el.localName) && el instanceof HTMLElement && random(5) === 0) el.attachShadow({ mode: 'open' }).append(build(depth - 1), document.createElement('slot'));
    return el;
  };
  for (let n = 0; n < 250; n += 1) document.body.append(build(6));
}`;

describe('a tree that scripts built at random is parsed as it was written', () => {
  it.each(Array.from({ length: 8 }, (_, n) => n * 7919 + 1))('from seed %i', async (seed) => {
    const { first, second, said } = await twice(RANDOM(seed));
    expect(first.elements).toBeGreaterThan(120);
    expectSame(bodyOf(second.html), bodyOf(first.html));
    expect(said.filter((one) => /violat|refused|alert/iu.test(one))).toEqual([]);
  });
});

/** Each of these has undone a sanitiser somewhere: text that turns into markup when it is parsed a second time. */
const SHAPES: readonly (readonly [what: string, script: string])[] = [
  [
    'a style whose rule holds its own end',
    `document.head.append(Object.assign(document.createElement('style'), { textContent: '.a::after{content:"</style><img src=x onerror=alert(1)>"} .a{color:red}' }))`,
  ],
  [
    'a rule put in by script',
    `{ const s = document.createElement('style'); document.head.append(s); s.sheet.insertRule('.a::before{content:"<\\/style><script>alert(1)<\\/script>"}'); }`,
  ],
  [
    'a custom property with markup',
    `document.body.setAttribute('style', '--a: </style><img src=x onerror=alert(1)>; color: red')`,
  ],
  [
    'a style in SVG',
    `{ const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const t = document.createElementNS('http://www.w3.org/2000/svg', 'style'); t.textContent = '.a{fill:red}.b::after{content:"&lt;img src=x onerror=alert(1)><a>"}'; s.append(t); document.body.append(s); }`,
  ],
  [
    'noscript',
    `document.body.append(Object.assign(document.createElement('noscript'), { textContent: '<p title="</noscript><img src=x onerror=alert(1)>">' }))`,
  ],
  [
    'plaintext',
    `{ const p = document.createElement('plaintext'); p.append('<b>', document.createElement('i')); document.body.prepend(p); }`,
  ],
  [
    'foreignObject',
    `document.body.insertAdjacentHTML('beforeend', '<svg><foreignObject><p title="</svg><img src=x onerror=alert(1)>">in</p></foreignObject><desc><b>d</b></desc></svg>')`,
  ],
  [
    'math with a table in its text',
    `document.body.insertAdjacentHTML('beforeend', '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form></mtext></math></form>')`,
  ],
  [
    'an annotation that is HTML',
    `document.body.insertAdjacentHTML('beforeend', '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>')`,
  ],
  [
    'a template',
    `document.body.insertAdjacentHTML('beforeend', '<template><script>alert(1)</script><img src=x onerror=alert(1)></template>')`,
  ],
  [
    'a declared shadow root in text',
    `document.body.append('<template shadowrootmode=open><script>alert(1)</script></template>')`,
  ],
  [
    'ends of comments and of CDATA',
    `document.body.append(']]>', '-->', document.createComment('--><script>alert(1)</script>'))`,
  ],
  [
    'attributes with odd names',
    `document.body.insertAdjacentHTML('beforeend', '<p "onclick=alert(1) <b @click=x a/b=c (d)=e>odd</p>')`,
  ],
  [
    'addresses that run',
    `document.body.insertAdjacentHTML('beforeend', '<a href="java\\nscript:alert(1)">a</a><svg><a xlink:href="javascript:alert(1)"><text>t</text><animate attributeName="href" to="javascript:alert(1)"/></a><use href="data:image/svg+xml,x"/></svg><area href=" javascript:alert(1)"><form action="javascript:alert(1)"><button formaction="javascript:alert(1)">b</button></form>')`,
  ],
  [
    'a frame with a document of its own',
    `document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc="<p onclick=alert(1)>in &amp;quot; it</p><script>parent.alert(1)</script>"></iframe>')`,
  ],
];

it.each(SHAPES)('%s stays text', async (_what, script) => {
  const { first, second, said } = await twice(script, true);
  expectSame(bodyOf(second.html), bodyOf(first.html));
  expect(said.filter((one) => /violat|refused|alert|dialog/iu.test(one))).toEqual([]);
});
