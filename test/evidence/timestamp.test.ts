// What a time-stamp authority answers is believed only when all of it holds. Against openssl as a real authority.
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTimestamp, timestampRequest } from '../../src/evidence/timestamp';
import { type Authority, startAuthority } from '../seal/authority';
import { openssl, opensslMissing } from '../seal/certificates';
import type { Lie } from '../seal/replies';

const missing = opensslMissing();
if (missing !== undefined) console.warn(`Time-stamps are not tested: ${missing}`);

const imprint = new Uint8Array(createHash('sha256').update('signature').digest());
const nonce = Uint8Array.of(0x80, 2, 3, 4, 5, 6, 7, 8);
const query = timestampRequest(imprint, nonce);

describe.skipIf(missing !== undefined)('with openssl as the authority', () => {
  let authority: Authority;
  beforeAll(async () => {
    authority = await startAuthority();
  }, 60_000);
  afterAll(() => authority.close());

  const check = (lie?: Lie) =>
    checkTimestamp(authority.reply(query, lie), { imprint, nonce, roots: authority.roots, now: Date.now() });

  it('openssl reads the request as it is meant', () => {
    const folder = dirname(authority.rootsPath);
    writeFileSync(join(folder, 'ours.tsq'), query);
    const text = openssl(folder, 'ts', '-query', '-in', 'ours.tsq', '-text').toString();
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Nonce: 0x8002030405060708');
    expect(text).toContain('Certificate required: yes');
  });

  it('an honest reply holds, and says who gave it and when', async () => {
    const result = await check();
    expect(result).toMatchObject({
      ok: true,
      problems: [],
      farFromNow: false,
      facts: { chain: 'trusted', policy: '1.3.6.1.4.1.99999.1', tsaName: 'CN=Test-TSA, O=Flagpost tests' },
    });
    expect(Math.abs(Date.parse(result.facts!.genTime) - Date.now())).toBeLessThan(10_000);
  });

  it.each<[Lie, string[]]>([
    ['wrong_imprint', ['wrong_imprint']],
    ['wrong_nonce', ['wrong_nonce']],
    ['rejection', ['not_granted']],
    ['expired', ['certificate_expired', 'untrusted']],
    ['not_yet_valid', ['certificate_expired', 'untrusted']],
    ['other_purpose', ['certificate_purpose']],
    ['second_purpose', ['certificate_purpose']],
    ['purpose_not_critical', ['certificate_purpose']],
    ['another_root', ['untrusted']],
    ['issued_in_circles', ['untrusted']],
    ['no_certificate', ['certificate_missing', 'untrusted']],
    ['names_no_certificate', ['certificate_swapped']],
    ['certificate_renewed', ['certificate_swapped']],
    ['broken_signature', ['signature_wrong']],
    ['content_changed', ['signed_attributes_wrong']],
    ['trailing_bytes', ['garbage']],
    ['garbage', ['garbage']],
  ])('%s is found and named', async (lie, problems) => {
    expect(await check(lie)).toMatchObject({ ok: false, problems });
  });

  it('without roots a reply can hold, but nobody vouches for the authority', async () => {
    const reply = authority.reply(query, 'another_root');
    expect(await checkTimestamp(reply, { imprint, nonce })).toMatchObject({
      ok: true,
      facts: { chain: 'no_roots' },
    });
  });

  it('a nonce that is no longer known is not asked for', async () => {
    const reply = authority.reply(query);
    expect(await checkTimestamp(reply, { imprint, roots: authority.roots })).toMatchObject({ ok: true });
  });

  it('a time that is far from this computer’s is pointed out, and believed all the same', async () => {
    const now = Date.now() + 2 * 24 * 60 * 60 * 1000;
    const result = await checkTimestamp(authority.reply(query), { imprint, nonce, now });
    expect(result).toMatchObject({ ok: true, farFromNow: true });
  });

  it('no changed bit alters what a reply says unseen, and none keeps the check from answering', async () => {
    const honest = authority.reply(query);
    const base = await checkTimestamp(honest, { imprint, nonce, roots: authority.roots });
    for (let n = 0; n < 300; n += 1) {
      const changed = Uint8Array.from(honest);
      const at = randomBytes(4).readUInt32BE() % changed.length;
      changed[at] = changed[at]! ^ (1 << (n % 8));
      const result = await checkTimestamp(changed, { imprint, nonce, roots: authority.roots });
      // what is not signed may differ in form, never in what it says
      if (result.ok) expect(result.facts, `byte ${at}`).toEqual(base.ok && base.facts);
    }
  }, 60_000);
});

it.each([new Uint8Array(), Uint8Array.of(0x30, 0x80), new Uint8Array(60_000).fill(0x30)])(
  'bytes that are no reply are garbage',
  async (bytes) => {
    expect(await checkTimestamp(bytes, { imprint })).toEqual({ ok: false, problems: ['garbage'] });
  },
);
