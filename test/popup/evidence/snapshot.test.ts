// @vitest-environment happy-dom
// A stored snapshot before it is shown: unpacked within bounds, with a policy before all else and no link left.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { guarded, readSnapshot } from '../../../src/popup/evidence/snapshot';

const packed = (html: string): Blob => new Blob([gzipSync(html)]);

test('what is shown begins with the policy, keeps its doctype, and leads nowhere', async () => {
  const html = `<!DOCTYPE html><html lang="ar"><head><base href="https://a.example/"><style>p{color:red}</style></head>
    <body><p>متن</p><a href="https://a.example/x">x</a><map><area href="/y"></map>
    <meta http-equiv="Refresh" content="0; url=https://a.example"></body></html>`;
  const shown = await readSnapshot(packed(html));
  expect(shown).toMatch(/^<!DOCTYPE html><html lang="ar"><head><meta http-equiv="Content-Security-Policy"/u);
  expect(shown).toContain("default-src 'none'");
  expect(shown).not.toMatch(/<base|href=|efresh/u);
  expect(shown).toContain('title="https://a.example/x"');
  expect(shown).toContain('متن');
});

test('a link in a template is disarmed too', () => {
  const shown = guarded('<template shadowrootmode="open"><a href="https://a.example/x">x</a></template>');
  expect(shown).not.toContain('href=');
});

test('one that unpacks to more than can be shown is left to be saved, and one that is broken is lost', async () => {
  expect(await readSnapshot(packed('a'.repeat(2000)), 1000)).toBeUndefined();
  expect(await readSnapshot(packed('a'.repeat(900)), 1000)).toContain('aaa');
  await expect(readSnapshot(new Blob(['no gzip']))).rejects.toMatchObject({ code: 'artefact_lost' });
});
