import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOM, csvRecord } from '../../src/export/csv';
import { hasProgram, python, scratch } from './unpack';

const HOSTILE = [
  '=1+1',
  '+1',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '\u{FF1D}1+1',
  '\u{FF0B}1',
  '\u{FF0D}1',
  '\u{FF20}x',
  ' =1',
  '\u200B=1',
  '\u202E=1',
  '\u00A0+1',
  '\uFEFF=1',
];

/** The records as Python's csv module reads them. */
function readBack(csv: string): string[][] {
  const path = join(scratch(), 'a.csv');
  writeFileSync(path, csv);
  const code = `import csv,json,sys
print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''), strict=True))))`;
  const rows: string[][] = JSON.parse(python(code, path));
  return rows;
}

describe('a CSV record', () => {
  it.each(HOSTILE)('puts a quote mark before what a spreadsheet could run: %j', (text) => {
    expect(csvRecord([text]).slice(0, 2)).toBe(`"'`);
  });

  it.each(['a=1', "it's", 'https://x.com/a', '١٢', ''])('leaves %j as it is', (text) => {
    expect(csvRecord([text])).toBe(`"${text}"\r\n`);
  });

  it('guards a list by its first value', () => {
    expect(csvRecord([['=1', 'b']])).toBe(`"'=1;b"\r\n`);
  });

  it('keeps values of a list apart', () => {
    expect(csvRecord([['a;b', 'c']])).toBe('"a,b;c"\r\n');
  });

  it('writes numbers bare, booleans as words, nothing as nothing', () => {
    expect(csvRecord([-5, true, false, undefined, Number.NaN])).toBe('-5,"yes","no",,\r\n');
  });

  it('brings quotes, commas, newlines and bidi marks through a strict reader', () => {
    const texts = ['say "hi", you', 'two\nlines', 'two\r\nlines', 'a\u202Eb\u2066c', '漢字 🎯', ';'];
    expect(readBack(BOM + csvRecord(texts) + csvRecord(['end']))).toEqual([texts, ['end']]);
  });

  it('replaces NUL, other control characters and lone surrogates, which readers stumble over', () => {
    expect(readBack(BOM + csvRecord(['a\0b\u0007c', 'x\uD800y']))).toEqual([['a\uFFFDb\uFFFDc', 'x\uFFFDy']]);
  });

  it('cuts what does not fit in a cell, at a whole character, and says so', () => {
    const [[cell = ''] = []] = readBack(csvRecord([`a${'🎯'.repeat(40_000)}`]));
    expect(cell.length).toBeLessThan(32_767);
    expect(cell).toMatch(/\[cut, whole in flags\.ndjson\]$/u);
    expect(cell.isWellFormed()).toBe(true);
  });
});

it('opens in LibreOffice without one formula (skipped where it is not installed)', (ctx) => {
  if (!hasProgram('soffice')) return ctx.skip('LibreOffice is not installed');
  const folder = scratch();
  writeFileSync(join(folder, 'a.csv'), BOM + HOSTILE.map((text) => csvRecord([text])).join(''));
  const args = ['--headless', '--convert-to', 'fods', '--outdir', folder, join(folder, 'a.csv')];
  execFileSync('soffice', args);
  expect(existsSync(join(folder, 'a.fods'))).toBe(true);
  expect(readFileSync(join(folder, 'a.fods'), 'utf8')).not.toContain('table:formula');
});
