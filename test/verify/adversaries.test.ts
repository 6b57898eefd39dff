// What each adversary can hide and what he cannot: the cells of the README's table "What a bundle proves".
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSigningPair } from '../../src/evidence/signing';
import type { Report } from '../../src/verify/report';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { type Authority, startAuthority } from '../seal/authority';
import {
  FLAGS,
  LOG,
  linesOf,
  logStamps,
  rebuild,
  rehash,
  rewriteText,
  withoutOthers,
  writeLines,
} from './forge';
import { relist } from './relist';
import { exported, type Files, filesOf, NOW, type Sealed, sealedSession, sourceOf } from './sealed';

let authority: Authority;
let sealed: Sealed;
let original: Files;

beforeAll(async () => {
  authority = await startAuthority();
  sealed = await sealedSession(authority);
  original = await filesOf(await exported(sealed));
}, 60_000);
afterAll(() => authority.close());

function verify(files: Files, ...pins: readonly string[]): Promise<Report> {
  return verifyBundle(sourceOf(files), { pins, roots: authority.roots, now: NOW });
}

const failures = ({ findings }: Report): string[] =>
  findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);

describe('the bundle as it was exported', () => {
  it('passes; the signer is known by his own pin, or by the pin of a desk that confirmed him', async () => {
    const report = await verify(original, sealed.signer);
    expect(failures(report)).toEqual([]);
    expect(report.signers).toEqual([{ fingerprint: sealed.signer, known: 'pinned' }]);
    expect(report.anchors).toMatchObject([{ kind: 'time_stamp' }, { kind: 'time_stamp' }]);
    const byDesk = await verify(original, sealed.desk.fingerprint);
    expect(failures(byDesk)).toEqual([]);
    expect(byDesk.signers).toEqual([{ fingerprint: sealed.signer, known: 'countersigned' }]);
    expect(byDesk.anchors.map(({ kind }) => kind)).toContain('receipt');
  });

  it('has an unknown signer when nothing is pinned, and says so', async () => {
    const report = await verify(original);
    expect(report.verdict).toBe('passed');
    expect(report.findings.map(({ code }) => code)).toContain('signer_unknown');
    expect(report.limits.map(({ code }) => code)).toEqual([
      'page',
      'anchor',
      'signer',
      'rebuild',
      'outside',
      'judgement',
    ]);
  });

  it('takes a pin as people write it down', async () => {
    const pin = sealed.signer.toUpperCase().replaceAll(/(..)(?!$)/gu, '$1:');
    expect((await verify(original, pin)).signers).toMatchObject([{ known: 'pinned' }]);
  });
});

describe('one who makes the lists fit again', () => {
  it('is found by the seal when a sealed file or record was changed', async () => {
    const files: Files = new Map(original);
    files.set('data/pictures/00002-screenshot_post.png', Buffer.from('another picture') as never);
    relist(files);
    const report = await verify(files);
    expect(failures(report)).toEqual(['artefact_changed']);
    expect(report.findings.find(({ code }) => code === 'artefact_changed')?.where).toMatchObject({
      path: 'data/pictures/00002-screenshot_post.png',
      flag: 2,
    });
  });

  it('hides a change to flags.csv and README.txt: no seal holds them, and the report says that', async () => {
    const files: Files = new Map(original);
    files.set('data/flags.csv', Buffer.from('other words') as never);
    files.set('data/README.txt', Buffer.from('other words') as never);
    relist(files);
    const report = await verify(files, sealed.signer);
    expect(failures(report)).toEqual([]);
    expect(report.limits.map(({ code }) => code)).toContain('outside');
  });
});

describe('one who makes every hash fit again, without the key', () => {
  it('is found by the signature', async () => {
    const files: Files = new Map(original);
    rewriteText(files, 2, 'What the post never said');
    rehash(files);
    rehash(files);
    const codes = failures(await verify(files));
    expect(codes).toContain('signature_wrong');
    // nothing but the seal and those who confirmed it can tell
    expect(
      codes.filter(
        (code) =>
          ![
            'signature_wrong',
            'desk_saw_other_log',
            'head_differs',
            'seal_not_logged',
            'previous_differs',
          ].includes(code),
      ),
    ).toEqual([]);
  });

  it('is found when he takes the seals out, as long as the log tells of them', async () => {
    const files: Files = new Map(original);
    for (const path of [...files.keys()]) if (path.startsWith('data/seals/')) files.delete(path);
    relist(files);
    expect(failures(await verify(files))).toContain('seals_dropped');
  });

  it('passes for an unsealed bundle when he rewrites the log too: a pin, or asking for a seal, shows it', async () => {
    const files: Files = new Map(original);
    for (const path of [...files.keys()]) if (path.startsWith('data/seals/')) files.delete(path);
    withoutOthers(files);
    const log = linesOf<{ type?: string; n: number }>(files, LOG).filter(({ type }) => type !== 'sealed');
    log.forEach((event, n) => {
      event.n = n;
    });
    writeLines(files, LOG, log);
    rehash(files);
    const report = await verify(files);
    expect(failures(report)).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toContain('not_sealed');
    expect(failures(await verify(files, sealed.signer))).toEqual(['seal_wanted']);
  });
});

describe('one who rebuilds everything with a key of his own', () => {
  async function rebuilt(): Promise<Files> {
    const files: Files = new Map(original);
    withoutOthers(files);
    rewriteText(files, 2, 'What the post never said');
    await rebuild(files, await makeSigningPair());
    return files;
  }

  it('passes every check of the bundle itself; the report says that this cannot be told from within', async () => {
    const report = await verify(await rebuilt());
    expect(failures(report)).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['signer_unknown', 'stamp_absent', 'receipts_absent']),
    );
    expect(report.limits.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['signer', 'rebuild', 'clock']),
    );
    expect(report.anchors).toEqual([]);
  });

  it('is found by the pin of the real key', async () => {
    expect(failures(await verify(await rebuilt(), sealed.signer))).toEqual(['signer_not_pinned']);
  });

  it('is found by the pin of a desk that confirmed the real key', async () => {
    expect(failures(await verify(await rebuilt(), sealed.desk.fingerprint))).toEqual(['signer_not_pinned']);
  });

  it('is found by the receipts when he leaves them in', async () => {
    const files = await rebuilt();
    files.set('data/receipts.ndjson', original.get('data/receipts.ndjson') ?? new Uint8Array());
    relist(files);
    expect(failures(await verify(files))).toEqual(expect.arrayContaining(['desk_saw_other_log']));
  });

  it('is found by the time-stamps when he leaves them in', async () => {
    const files = await rebuilt();
    for (const [path, bytes] of original) if (path.endsWith('.tsr')) files.set(path, bytes);
    relist(files);
    logStamps(files, 2);
    relist(files);
    expect(failures(await verify(files))).toEqual(['stamp_wrong', 'stamp_wrong']);
  });

  it('shows his lateness when he gets a time-stamp of his own', async () => {
    const files = await rebuilt();
    const early = '2020-01-01T00:00:00.000Z';
    const pair = await makeSigningPair();
    for (const path of files.keys()) {
      if (!path.endsWith('/statement.json')) continue;
      const statement = JSON.parse(Buffer.from(files.get(path) ?? []).toString());
      files.set(path, new TextEncoder().encode(JSON.stringify({ ...statement, sealedAt: early })));
    }
    await rebuild(files, pair);
    for (const n of ['001', '002'])
      files.set(`data/seals/${n}/timestamp.tsr`, await stampOf(files.get(`data/seals/${n}/signature.der`)));
    logStamps(files, 2);
    relist(files);
    const report = await verify(files);
    expect(failures(report)).toEqual([]);
    expect(report.findings.filter(({ code }) => code === 'stamp_late')).toHaveLength(2);
    // and no time before his own work is confirmed by anybody
    expect(Date.parse(report.anchors[0]?.at ?? '')).toBeGreaterThan(Date.parse(early));
  });
});

async function stampOf(signature: Uint8Array | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const { timestampRequest } = await import('../../src/evidence/timestamp');
  const hash = createHash('sha256')
    .update(signature ?? '')
    .digest();
  return authority.reply(timestampRequest(hash, Uint8Array.of(1, 2, 3, 4)));
}

it('knows the end of the log by what a desk saw after it was cut', async () => {
  const files: Files = new Map(original);
  const log = linesOf<{ n: number }>(files, LOG);
  writeLines(files, LOG, log.slice(0, 10));
  relist(files);
  expect(failures(await verify(files))).toEqual(
    expect.arrayContaining(['desk_saw_longer_log', 'head_differs']),
  );
  expect(linesOf(files, FLAGS)).toHaveLength(7);
});

describe("a partner's copy", () => {
  it('passes, says what it cannot show, and is found out when a file, a digest or a proof is changed', async () => {
    const copy = await filesOf(await exported(sealed, 'partner'));
    const report = await verify(copy, sealed.signer);
    expect(failures(report)).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['partner_copy', 'log_absent']),
    );
    expect(report.limits.map(({ code }) => code)).toContain('partner');

    const picture: Files = new Map(copy);
    picture.set('data/pictures/00002-screenshot_post.png', new Uint8Array([1]));
    relist(picture);
    expect(failures(await verify(picture))).toEqual(['artefact_changed']);

    const [first, ...others] = linesOf<{ captureSha256: string }>(copy, FLAGS);
    const digest: Files = new Map(copy);
    writeLines(digest, FLAGS, [{ ...first, captureSha256: 'ab'.repeat(32) }, ...others]);
    relist(digest);
    expect(failures(await verify(digest))).toEqual(['sealed_changed']);

    const dropped: Files = new Map(copy);
    writeLines(dropped, FLAGS, others);
    relist(dropped);
    expect(failures(await verify(dropped))).toContain('sealed_missing');

    const proof: Files = new Map(copy);
    const [one, ...rest] = linesOf<{ start: number }>(copy, 'data/seals/002/proofs.ndjson');
    writeLines(proof, 'data/seals/002/proofs.ndjson', [{ ...one, start: 1 }, ...rest]);
    relist(proof);
    expect(failures(await verify(proof))).toContain('proof_wrong');
  });
});
