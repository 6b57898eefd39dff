// Addresses out of whatever was pasted; nothing of it is lost, and nothing but http(s) is opened.
import { expect, it } from 'vitest';
import { BULK_MAX } from '../../src/queue/bulk-items';
import { parseList } from '../../src/secure/bulk-list';

const urls = (text: string): string[] => parseList(text).addresses.map(({ url }) => url);

it('takes one address a line, whatever ends the line', () => {
  expect(urls('https://a.example/1\r\nhttps://a.example/2\n\n  https://a.example/3  \r')).toEqual([
    'https://a.example/1',
    'https://a.example/2',
    'https://a.example/3',
  ]);
});

it.each([
  [
    'a sentence',
    'Look at https://a.example/x, it is (see https://b.example/y_(z)).',
    ['https://a.example/x', 'https://b.example/y_(z)'],
  ],
  ['angle brackets', 'Post <https://a.example/x>', ['https://a.example/x']],
  ['a Markdown link', 'See [this](https://a.example/x) now', ['https://a.example/x']],
  [
    'an address that holds another',
    'https://web.archive.org/web/2020/https://a.example/x',
    ['https://web.archive.org/web/2020/https://a.example/x'],
  ],
  [
    'an address in a query',
    'https://a.example/r?to=https://b.example/',
    ['https://a.example/r?to=https://b.example/'],
  ],
  [
    'two with a comma between',
    'https://a.example/1,https://a.example/2',
    ['https://a.example/1', 'https://a.example/2'],
  ],
  ['a comma of its own', 'https://a.example/map/@52.1,4.3,12z', ['https://a.example/map/@52.1,4.3,12z']],
  ['a line without a scheme', 't.me/channel/17', ['https://t.me/channel/17']],
  [
    'disarmed',
    'hxxps://a[.]example/x and hxxp://b(.)example[.]org/y',
    ['https://a.example/x', 'http://b.example.org/y'],
  ],
  ['disarmed at the colon', 'hxxps[:]//a[.]example/x', ['https://a.example/x']],
  [
    'lines that end as those of a list do',
    'https://a.example/1,\nhttps://a.example/2;\nhttps://a.example/3',
    ['https://a.example/1', 'https://a.example/2', 'https://a.example/3'],
  ],
  ['capitals', 'HTTPS://A.Example/Path', ['https://a.example/Path']],
  ['Arabic around it', 'شاهد https://a.example/صورة؛ ثم', ['https://a.example/%D8%B5%D9%88%D8%B1%D8%A9']],
])('reads %s', (_what, text, expected) => {
  expect(urls(text)).toEqual(expected);
});

it.each([
  ['commas', 'url,note\nhttps://a.example/1,first\nhttps://a.example/2,second'],
  ['semicolons and quotes', 'url;note\n"https://a.example/1";"a; b"\nhttps://a.example/2;c'],
  ['tabs', 'note\turl\nx\thttps://a.example/1\ny\thttps://a.example/2'],
])('reads a table with %s, and says that its head holds none', (_what, text) => {
  const { addresses, bad } = parseList(text);
  expect(addresses.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://a.example/2']);
  expect(bad.map(({ line }) => line)).toEqual([1]);
});

it('takes no time for a line that is no address, however long it is', () => {
  const begun = performance.now();
  expect(parseList(`see https://a.example/${')'.repeat(30_000)}`).bad).toHaveLength(1);
  expect(performance.now() - begun).toBeLessThan(1000);
});

it('hands back every line that it can open nothing of, with its number', () => {
  const { addresses, bad } = parseList(
    'ftp://a.example/x\njavascript:alert(1)\nhttps://\n\nfile:///etc/hosts\nwords',
  );
  expect(addresses).toEqual([]);
  expect(bad).toEqual([
    { line: 1, text: 'ftp://a.example/x' },
    { line: 2, text: 'javascript:alert(1)' },
    { line: 3, text: 'https://' },
    { line: 5, text: 'file:///etc/hosts' },
    { line: 6, text: 'words' },
  ]);
});

it('knows two spellings of one post, and counts the second', () => {
  const { addresses, twice } = parseList(
    'https://x.com/a/status/1980000000000000001?s=20\nhttps://twitter.com/a/status/1980000000000000001\nhttps://a.example/?utm_source=x\nhttps://a.example/',
  );
  expect(addresses).toHaveLength(2);
  expect(twice).toBe(2);
});

it('takes no more than one run holds, and hands back the rest', () => {
  const lines = Array.from({ length: BULK_MAX + 3 }, (_, i) => `https://a.example/${i}`);
  const { addresses, over } = parseList(lines.join('\n'));
  expect(addresses).toHaveLength(BULK_MAX);
  expect(over).toEqual(lines.slice(-3));
});

it('is through with a paste that was made to hold it up', () => {
  const begun = performance.now();
  parseList(
    `${'"'.repeat(50_000)}\n${'https://'.repeat(20_000)}\n${'('.repeat(50_000)}https://a.example/${')'.repeat(5000)}`,
  );
  expect(performance.now() - begun).toBeLessThan(2000);
});
