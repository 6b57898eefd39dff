// CSS as it is written into a snapshot: nothing in it loads anything or ends a tag, and rules without use go.
import { describe, expect, it } from 'vitest';
import { inertCss } from '../../../src/page/snapshot/css';
import { isSecret, withoutSecrets } from '../../../src/page/snapshot/secrets';
import { needsOf } from '../../../src/page/snapshot/sheets';

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
    ['https://a.example/#access_token=1&d=2', 'https://a.example/#access_token=removed&d=2'],
    ['https://a.example/b?id=1&page=2', undefined],
    ['https://a.example/watch?v=1&token_count=3', undefined],
  ])('in the address %s', (address, expected) => {
    expect(withoutSecrets(address)).toBe(expected);
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
