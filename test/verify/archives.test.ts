// Archives that are not what they seem: refused in words, before anything of them is believed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FlagpostError } from '../../src/errors';
import { openBundle } from '../../src/verify/folder-bundle';
import { blobBytes } from '../../src/verify/source';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { zipBundle } from '../../src/verify/zip-bundle';
import { python, scratch, unpack } from '../export/unpack';
import { exported, NOW, sealedSession } from './sealed';

let zip: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  zip = new Uint8Array(await (await exported(await sealedSession())).arrayBuffer());
});

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const source = await zipBundle(blobBytes(new Blob([bytes])));
    await verifyBundle(source, { pins: [], now: NOW });
    return 'read';
  } catch (error) {
    if (error instanceof FlagpostError) return `${error.code} ${error.params.what}`;
    throw error;
  }
}

/** Made by Python, which writes what it is told to. */
function made(body: string): Uint8Array<ArrayBuffer> {
  const path = join(scratch(), 'made.zip');
  const head = `import sys,zipfile,warnings
warnings.simplefilter('ignore')
z = zipfile.ZipFile(sys.argv[1], 'w')
z.writestr('bag/bagit.txt', 'x')\n`;
  python(`${head}${body}\nz.close()`, path);
  return new Uint8Array(readFileSync(path));
}

describe('an archive', () => {
  it.each([
    ['a path to the folder above', `z.writestr('bag/../../x', 'x')`, 'path'],
    ['an absolute path', `z.writestr('/etc/x', 'x')`, 'path'],
    ['a path of Windows', `z.writestr('bag/a\\\\..\\\\x', 'x')`, 'path'],
    ['the same name twice', `z.writestr('bag/a', 'x'); z.writestr('bag/a', 'y')`, 'twice'],
    ['the same name in other letters', `z.writestr('bag/a', 'x'); z.writestr('bag/A', 'y')`, 'twice'],
    [
      'the same name, composed in another way',
      `z.writestr('bag/\\u00e9', 'x'); z.writestr('bag/e\\u0301', 'y')`,
      'twice',
    ],
    ['a mark that turns letters round', `z.writestr('bag/a\\u202egnp', 'x')`, 'path'],
    [
      'a link',
      `i = zipfile.ZipInfo('bag/l'); i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')`,
      'link',
    ],
    ['a folder with bytes in it', `z.writestr(zipfile.ZipInfo('bag/data/'), 'hidden')`, 'damaged'],
    ['two exports', `z.writestr('other/bagit.txt', 'x')`, 'no_bag'],
    ['far more than it weighs', `z.writestr('bag/b', b'0' * 250000000, zipfile.ZIP_DEFLATED)`, 'bomb'],
  ])('that holds %s is refused', async (_what, body, what) => {
    expect(await refusal(made(body))).toBe(`bundle_unreadable ${what}`);
  });

  it('without an export in it, or that is none, is refused', async () => {
    expect(await refusal(new TextEncoder().encode('PK no archive'))).toBe('bundle_unreadable no_zip');
    const path = join(scratch(), 'a.zip');
    python(
      `import sys,zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w'); z.writestr('a', 'x'); z.close()`,
      path,
    );
    expect(await refusal(new Uint8Array(readFileSync(path)))).toBe('bundle_unreadable no_bag');
  });

  it('whose entries share bytes is refused', async () => {
    const bytes = made(`z.writestr('bag/a', 'x' * 100); z.writestr('bag/b', 'x' * 100)`);
    const text = Buffer.from(bytes).toString('latin1');
    const central = text.lastIndexOf('PK\x01\x02');
    const first = text.indexOf('PK\x03\x04', 10);
    // the last entry points to where the one before it lies
    new DataView(bytes.buffer).setUint32(central + 42, first, true);
    expect(await refusal(bytes)).toMatch(/^bundle_unreadable/u);
  });

  it.each([
    ['between two others', `z.writestr('bag/b', 'x'); hidden(); z.writestr('bag/c', 'x')`],
    ['after a folder', `z.writestr(zipfile.ZipInfo('bag/b/'), ''); hidden(); z.writestr('bag/c', 'x')`],
    ['before the directory', `z.writestr('bag/b', 'x'); hidden()`],
  ])('that has an entry %s which its directory does not name is refused', async (_where, body) => {
    const hidden = `import struct, zlib
def hidden():
    data, name = b'other words', b'bag/data/flags.csv'
    z.fp.seek(z.start_dir)
    z.fp.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 0, 0, 0, zlib.crc32(data), len(data), len(data), len(name), 0))
    z.fp.write(name + data)
    z.start_dir = z.fp.tell()\n`;
    expect(await refusal(made(hidden + body))).toBe('bundle_unreadable damaged');
    expect(await refusal(made(hidden + body.replace('hidden();', '').replace('; hidden()', '')))).toBe(
      'read',
    );
  });

  it('that was packed by a program which says the sizes after the data is read all the same', async () => {
    const bag = await unpack(new File([zip], 'export.zip'));
    const code = `import os,sys,zipfile
class Pipe:
    def __init__(self, file): self.file = file
    def write(self, data): return self.file.write(data)
    def flush(self): self.file.flush()
z = zipfile.ZipFile(Pipe(open(sys.argv[1] + '.zip', 'wb')), 'w', zipfile.ZIP_DEFLATED)
for folder, _, names in os.walk(sys.argv[1]):
    z.write(folder, 'bag' + folder[len(sys.argv[1]):])
    for name in names:
        path = os.path.join(folder, name)
        z.write(path, 'bag' + path[len(sys.argv[1]):])
z.close()`;
    python(code, bag.root);
    const again = `${bag.root}.zip`;
    expect(readFileSync(again).includes('PK\x07\x08')).toBe(true);
    const source = await zipBundle(blobBytes(new Blob([readFileSync(again)])));
    expect((await verifyBundle(source, { pins: [], now: NOW })).verdict).toBe('passed');
  });

  it('that was packed again, compressed, is read all the same', async () => {
    const bag = await unpack(new File([zip], 'export.zip'));
    const again = join(scratch(), 'again.zip');
    execFileSync('python3', ['-m', 'zipfile', '-c', again, bag.root]);
    const report = await verifyBundle(await zipBundle(blobBytes(new Blob([readFileSync(again)]))), {
      pins: [],
      now: NOW,
    });
    expect(report.verdict).toBe('passed');
  });

  it('with any byte changed is refused, found out, or the same to the byte in every file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = zip.map((byte, i) => (i === at ? byte ^ change : byte));
        try {
          const report = await verifyBundle(await zipBundle(blobBytes(new Blob([bytes]))), {
            pins: [],
            now: NOW,
          });
          if (report.verdict === 'passed') expect(report.bundle).toMatchObject({ flags: 7, seals: 2 });
        } catch (error) {
          expect(error).toMatchObject({ code: 'bundle_unreadable' });
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  }, 60_000);
});

describe('a folder', () => {
  it('that holds a link is refused, and a file beside the lists is found', async () => {
    const bag = await unpack(new File([zip], 'export.zip'));
    writeFileSync(join(bag.root, 'data/files-added.txt'), 'x');
    const report = await verifyBundle(await openBundle(bag.root), { pins: [], now: NOW });
    expect(report.findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['file_extra', 'file_unknown', 'count_differs']),
    );
    mkdirSync(join(bag.root, 'data/files'));
    symlinkSync('/etc/passwd', join(bag.root, 'data/files/link.txt'));
    await expect(openBundle(bag.root)).rejects.toMatchObject({ params: { what: 'link' } });
  });
});
