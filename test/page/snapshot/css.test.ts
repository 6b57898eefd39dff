// CSS as it is written into a snapshot: nothing in it loads anything or ends a tag, and rules without use go.
import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../src/page/snapshot/attributes';
import { inertCss } from '../../../src/page/snapshot/css';
import { createOut } from '../../../src/page/snapshot/pieces';
import { isSecret, textWithoutSecrets, withoutSecrets } from '../../../src/page/snapshot/secrets';
import { createStyles, needsOf } from '../../../src/page/snapshot/sheets';

const notes = { styleLeftOut: () => undefined, imageLeftOut: () => undefined };
const written = (css: string): string =>
  inertCss(css, 'https://a.example/css/s.css', 'https://a.example/page?x=1', notes)
    .map((part) => (typeof part === 'string' ? part : `[${part.image}]`))
    .join('');

describe('inert CSS', () => {
  it.each([
    ['a{b:url(c.png)}', 'a{b:[https://a.example/css/c.png]}'],
    [`a{b:url( "../c.png" )}`, 'a{b:[https://a.example/c.png]}'],
    [`a{b:url('//b.example/c.png?d=1&e')}`, 'a{b:[https://b.example/c.png?d=1&e]}'],
    ['a{b:url(\\68ttps://b.example/c)}', 'a{b:[https://b.example/c]}'],
    ['a{b:url(#c)}', 'a{b:url("#c")}'],
    ['a{b:url("/page?x=1#c")}', 'a{b:url("#c")}'],
    ['a{b:url(data:image/png;base64,AA==)}', 'a{b:url("data:image/png;base64,AA==")}'],
    ['a{b:url(javascript:x)}', 'a{b:url(data:,)}'],
    ['a{b:url(blob:https://a.example/1)}', 'a{b:url(data:,)}'],
    [`@import "b.css";@import url(c.css) screen;a{}`, 'a{}'],
    ['@charset "utf-8";a{}', 'a{}'],
    ['/* url(x) </style> */a{}', '/**/a{}'],
    ['a{}/* without an end', 'a{}/**/'],
    [`a{content:"url(x) @import </style>"}`, `a{content:"url(x) @import \\3c /style>"}`],
    ['a{content:"\\"url(x)"}', 'a{content:"\\"url(x)"}'],
    ['a{--b:</style><script>}', 'a{--b:\\3c /style>\\3c script>}'],
    // what goes must not bring its neighbours together
    ['<@charset "x";/style><meta>', '\\3c /style>\\3c meta>'],
    ['a{--b:{<@import "x";/style><meta>}}', 'a{--b:{\\3c /style>\\3c meta>}}'],
    ['a{b:u/* c */rl(c.png)}', 'a{b:u/**/rl(c.png)}'],
    ['@imp/* c */ort "b.css";', '@imp/**/ort "b.css";'],
    ['a{b:url(data:image/svg+xml,<svg></svg>)}', 'a{b:url("data:image/svg+xml,\\3c svg>\\3c /svg>")}'],
    ['@media (width < 600px){a{}}', '@media (width < 600px){a{}}'],
    ['x-y:not(:defined){display:none}', 'x-y:not(:not(.flagpost-none)){display:none}'],
  ])('%s', (css, expected) => {
    expect(written(css)).toBe(expected);
  });

  it('counts what it leaves out', () => {
    const left: string[] = [];
    const count = { styleLeftOut: () => left.push('style'), imageLeftOut: () => left.push('image') };
    inertCss('@import "a";@import "b";c{d:url(blob:x)}', 'https://a.example/', '', {
      styleLeftOut: () => void count.styleLeftOut(),
      imageLeftOut: () => void count.imageLeftOut(),
    });
    expect(left).toEqual(['style', 'style', 'image']);
  });

  it.each(['/*', 'url(', '"', "'", '@import', 'url( ', '\\', 'url("\\'])(
    'takes time that grows with the text alone: %s over and over',
    (part) => {
      const start = performance.now();
      written(part.repeat(200_000));
      written(`url(${part.repeat(200_000)}`);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});

it('a rule of megabytes is left out, and the others are there', () => {
  const out = createOut(50_000_000);
  const rule = (selectorText: string, value: string): object => ({
    [Symbol.toStringTag]: 'CSSStyleRule',
    selectorText,
    cssText: `${selectorText}{b:${value}}`,
  });
  const cssRules = [
    rule('.a', 'c'),
    rule('.a', `"${'x'.repeat(12_000_000)}"`),
    rule('.'.padEnd(12e6, 'x'), '"<"'),
  ];
  const scene = { base: '', page: '', depth: 0, out } as unknown as Scene;
  const written = createStyles().write({ cssRules } as unknown as CSSStyleSheet, scene, null, false);
  let step = written.next();
  while (step.done !== true) step = written.next();
  expect(step.value.join('').trim()).toBe('.a{b:c}');
  expect([...out.counts]).toEqual([['styles_left_out', 2]]);
});

describe('places for what is fetched', () => {
  const image = (url: string) => ({ kind: 'image', url, rank: 0 }) as const;

  it('are not for addresses of which the worker would not hear', () => {
    const out = createOut(1000);
    expect(out.place(image(`https://a.example/${'x'.repeat(100_000)}`), 'src', 0)).toBe(false);
    expect(out.resources).toEqual([]);
    expect(out.place(image('https://a.example/1'), 'src', 0)).toBe(true);
  });

  it('take of the room what their address would', () => {
    const out = createOut(1000);
    for (let n = 0; n < 60; n += 1) out.place(image('https://a.example/1'), 'src', 0);
    expect(out.full).toBe(true);
  });
});

describe('the names that a rule needs', () => {
  it.each([
    ['.a', [['a']]],
    ['.a .b>c, #d', [['a', 'b'], ['d']]],
    ['a:hover', [[]]],
    ['.a:not(.b):is(.c, .d)', [['a']]],
    ['.a[data-b=".c"]', [['a']]],
    ['.md\\:w-0\\.5', [['md:w-0.5']]],
    ['.\\31 0', [['10']]],
    ['.w-\\[10px\\]', undefined],
    ['.a:nth-child(2n + 1 of .b)::before', [['a']]],
  ])('%s', (selector, needs) => {
    expect(needsOf(selector)).toEqual(needs);
  });
});

describe('secrets', () => {
  it.each([
    ['https://a.example/b?access_token=1&c=2', 'https://a.example/b?access_token=removed&c=2'],
    ['https://a.example/b?SID=1', 'https://a.example/b?SID=removed'],
    ['https://a.example/b?PHPSESSID=1', 'https://a.example/b?PHPSESSID=removed'],
    ['https://a.example/#access_token=1&d=2', 'https://a.example/#access_token=removed&d=2'],
    ['https://a.example/b?id=1&page=2', undefined],
    ['https://a.example/watch?v=1&token_count=3', undefined],
  ])('in the address %s', (address, expected) => {
    expect(withoutSecrets(address)).toBe(expected);
  });

  it.each([
    ['/log-out?csrf_token=1&next=/', '/log-out?csrf_token=removed&next=/'],
    ['https://a.example/t;jsessionid=1?sid=2', 'https://a.example/t;jsessionid=removed?sid=removed'],
    ['a ?lsd=1 b &XSRF-x=2;c', 'a ?lsd=removed b &XSRF-x=removed;c'],
    ['is pwd=1 or token: 2? sid = 3', undefined],
    ['/b?id=1&page=2&token_count=3', undefined],
  ])('in the text %s', (text, expected) => {
    expect(textWithoutSecrets(text)).toBe(expected);
  });

  it.each([
    ['nonce', 'x', true],
    ['data-csrf', 'x', true],
    ['data-session-id', 'x', true],
    ['data-state', 'x'.repeat(2000), true],
    ['title', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc', true],
    ['data-id', '1980000000000000001', false],
    ['title', 'the session of tomorrow', false],
    ['class', 'token', false],
  ])('in the attribute %s', (name, value, expected) => {
    expect(isSecret(name, value)).toBe(expected);
  });
});
