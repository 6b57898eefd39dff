import { execFileSync } from 'node:child_process';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { crc32, sha256 } from '../../src/evidence/digest';
import { inBlocks } from '../../src/export/blocks';
import { type ByteSink, writeZip } from '../../src/export/zip';
import { zipSink } from '../../src/export/zip-sink';
import { bytesOf } from './session';
import { hasProgram, python, scratch } from './unpack';

const MODIFIED = new Date('2026-11-21T09:30:00.000Z');

function memory(): ByteSink & { all(): Buffer } {
  const parts: Uint8Array[] = [];
  return {
    async write(bytes) {
      parts.push(bytes.slice());
    },
    all: () => Buffer.concat(parts),
  };
}

async function archive(names: readonly string[]): Promise<string> {
  const out = memory();
  const zip = writeZip(out, MODIFIED);
  for (const name of names) {
    const bytes = bytesOf(`content of ${name}`);
    await zip.add({ name, sizeBytes: bytes.length, crc32: crc32(bytes) }, [bytes]);
  }
  await zip.close();
  const path = join(scratch(), 'a.zip');
  await writeFile(path, out.all());
  return path;
}

const COUNT_AND_TEST = `import sys,zipfile
z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.testzip())`;

describe('a ZIP archive', () => {
  it('is accepted by unzip and Python', async () => {
    const path = await archive(['a/one.txt', 'a/b/two.txt']);
    expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected');
    expect(python(COUNT_AND_TEST, path).trim()).toBe('2 None');
  });

  it('is accepted by bsdtar (skipped where it is not installed)', async (ctx) => {
    if (!hasProgram('bsdtar')) return ctx.skip('bsdtar is not installed');
    const path = await archive(['a/one.txt', 'a/b/two.txt']);
    expect(execFileSync('bsdtar', ['-tf', path], { encoding: 'utf8' })).toBe('a/one.txt\na/b/two.txt\n');
  });

  it('holds 70,000 entries, which needs ZIP64', async () => {
    const path = await archive(Array.from({ length: 70_000 }, (_, i) => `a/${i}.txt`));
    expect(python(COUNT_AND_TEST, path).trim()).toBe('70000 None');
    expect(execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })).toContain('No errors detected');
  });

  it('holds 65,535 entries, where the count alone looks like the mark of ZIP64', async () => {
    const path = await archive(Array.from({ length: 65_535 }, (_, i) => `a/${i}.txt`));
    expect(execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })).toContain('No errors detected');
  });

  it('holds an entry over 4 GiB, and one behind it', async () => {
    const path = join(scratch(), 'large.zip');
    const file = await open(path, 'w');
    let position = 0;
    const zeros = new Uint8Array(2 ** 24);
    // blocks of zeros are skipped over: the file is sparse and costs no disk
    const out: ByteSink = {
      async write(bytes) {
        if (bytes !== zeros) await file.write(bytes, 0, bytes.length, position);
        position += bytes.length;
      },
    };
    const zip = writeZip(out, MODIFIED);
    const blocks = 257;
    const size = blocks * zeros.length;
    await zip.add({ name: 'a/large', sizeBytes: size, crc32: 0 }, Array(blocks).fill(zeros));
    const tail = bytesOf('behind');
    await zip.add({ name: 'a/tail', sizeBytes: tail.length, crc32: crc32(tail) }, [tail]);
    await zip.close();
    await file.close();
    const code = `import sys,zipfile
z = zipfile.ZipFile(sys.argv[1]); print(z.getinfo('a/large').file_size, z.read('a/tail').decode())`;
    expect(python(code, path).trim()).toBe(`${size} behind`);
    expect(execFileSync('unzip', ['-p', path, 'a/tail'], { encoding: 'utf8' })).toBe('behind');
  });

  it('carries times in UTC, whatever the time zone of the machine', async () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(MODIFIED.getHours()).toBe(18);
    const path = await archive(['a/one.txt']);
    const code = 'import sys,zipfile\nprint(zipfile.ZipFile(sys.argv[1]).infolist()[0].date_time)';
    expect(python(code, path).trim()).toBe('(2026, 11, 21, 9, 30, 0)');
  });

  it('refuses an entry that is not as long as announced', async () => {
    const zip = writeZip(memory(), MODIFIED);
    await expect(zip.add({ name: 'a', sizeBytes: 3, crc32: 0 }, [bytesOf('four')])).rejects.toThrow(
      RangeError,
    );
  });
});

describe('the sink of a ZIP archive', () => {
  const sink = () =>
    zipSink({
      zip: writeZip(memory(), MODIFIED),
      root: 'bag',
      spool: () => Promise.reject(new Error('none')),
    });

  it.each([
    '../up.txt',
    'data/../../up.txt',
    '/root.txt',
    'data//x',
    'data\\x.txt',
    'C:/x.txt',
    'data/con.txt',
    'data/x.',
    'data/x ',
    'data/ü.txt',
    'data/a\nb',
    '.hidden',
    '',
  ])('refuses the path %j', async (path) => {
    await expect(sink().file(path, 'text')).rejects.toThrow(TypeError);
  });

  it('refuses the same name twice, also in other letters', async () => {
    const one = sink();
    await one.file('data/a.txt', 'text');
    await expect(one.file('data/A.TXT', 'text')).rejects.toThrow(TypeError);
  });

  it('gives the digest and size of what it wrote', async () => {
    const text = 'é🎯';
    const sizeBytes = bytesOf(text).length;
    expect(await sink().file('a.txt', text)).toEqual({ sha256: await sha256(bytesOf(text)), sizeBytes });
  });
});

it('a growing file of many chunks comes out whole, with the right checksums', async () => {
  const out = memory();
  const kept = memory();
  const zip = writeZip(out, MODIFIED);
  const spool = async () => ({
    write: kept.write,
    read: async () => new Blob([new Uint8Array(kept.all())]),
    remove: async () => undefined,
  });
  const file = await zipSink({ zip, root: 'bag', spool }).open('a.txt');
  let all = '';
  for (let i = 0; i < 40_000; i += 1) {
    const line = `${i} 🎯 é\n`;
    all += line;
    await file.write(line);
  }
  const written = await file.close();
  await zip.close();
  const path = join(scratch(), 'a.zip');
  await writeFile(path, out.all());
  // unzip checks the CRC-32
  expect(execFileSync('unzip', ['-p', path, 'bag/a.txt'], { encoding: 'utf8' })).toBe(all);
  expect(written).toEqual({ sha256: await sha256(bytesOf(all)), sizeBytes: bytesOf(all).length });
});

describe('blocks', () => {
  it('pass everything on in order, in pieces of the block size, to a slow receiver', async () => {
    const out = memory();
    const sizes: number[] = [];
    const slow: ByteSink = {
      async write(bytes) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        sizes.push(bytes.length);
        await out.write(bytes);
      },
    };
    const blocks = inBlocks(slow, 10);
    let all = '';
    for (let i = 0; i < 40; i += 1) {
      const text = `${i},`.repeat(i % 7);
      all += text;
      await blocks.write(bytesOf(text));
    }
    await blocks.flush();
    expect(out.all().toString()).toBe(all);
    expect(sizes.slice(0, -1).every((size) => size === 10)).toBe(true);
  });

  it('fail when the receiver fails', async () => {
    const blocks = inBlocks({ write: () => Promise.reject(new Error('full')) }, 4);
    await blocks.write(bytesOf('12345'));
    await expect(blocks.flush()).rejects.toThrow('full');
  });
});

describe('CRC-32', () => {
  it.each([0, 1, 7, 8, 9, 15, 16, 1000])('agrees with zlib over %i bytes, whole and in parts', (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919 + 13) % 256);
    const expected = zlibCrc32(bytes);
    expect(crc32(bytes)).toBe(expected);
    const middle = Math.floor(length / 3);
    expect(crc32(bytes.subarray(middle), crc32(bytes.subarray(0, middle)))).toBe(expected);
  });
});
