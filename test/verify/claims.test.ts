// What a report may say: nothing that the bundle alone claims, and nobody's word but that of others.
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { base64Of } from '../../src/evidence/base64';
import { type CustodyEvent, jcsHash } from '../../src/evidence/custody';
import { makeSigningPair, type SigningPair, signBytes } from '../../src/evidence/signing';
import { addEvidence } from '../../src/queue/captures';
import type { Report } from '../../src/verify/report';
import { reportText } from '../../src/verify/report-text';
import { type VerifyOptions, verifyBundle } from '../../src/verify/verify-bundle';
import type { Say } from '../../src/verify/words';
import { addFlag, freshSession, hashOf, judgeIt, picture } from '../export/session';
import { type Authority, startAuthority } from '../seal/authority';
import { encode, FLAGS, LOG, linesOf, rebuild, textOf, withoutOthers, writeLines } from './forge';
import { relist } from './relist';
import {
  countersign,
  exported,
  type Files,
  filesOf,
  NOW,
  type Sealed,
  seal,
  sealedSession,
  sourceOf,
} from './sealed';

let authority: Authority;
let other: Authority;
let sealed: Sealed;
let original: Files;

beforeAll(async () => {
  [authority, other] = [await startAuthority(), await startAuthority()];
  sealed = await sealedSession(authority);
  original = await filesOf(await exported(sealed));
}, 60_000);
afterAll(() => Promise.all([authority.close(), other.close()]));

/** With lists that fit. */
function verify(files: Files, options: Partial<VerifyOptions> = {}): Promise<Report> {
  relist(files);
  return verifyBundle(sourceOf(files), { pins: [], roots: authority.roots, now: NOW, ...options });
}

const codesOf = ({ findings }: Report, outcome: string): string[] =>
  findings.filter((one) => one.outcome === outcome).map(({ code }) => code);

const say: Say = (key, ...params) =>
  messages[key].message.replaceAll(/\$(\d)/gu, (_, n: string) => String(params[Number(n) - 1] ?? ''));

/** All of it anew under a key of his own, after `change`. */
async function rebuilt(change: (files: Files) => void = () => undefined): Promise<[Files, SigningPair]> {
  const files: Files = new Map(original);
  withoutOthers(files);
  change(files);
  const pair = await makeSigningPair();
  await rebuild(files, pair);
  return [files, pair];
}

describe('a time', () => {
  it('of a seal that is none is no statement: nobody could tell that the time-stamp is another one', async () => {
    const [files] = await rebuilt((all) => {
      const path = 'data/seals/001/statement.json';
      const statement = { ...JSON.parse(textOf(all, path)), sealedAt: '1 January 2020 at noon' };
      all.set(path, encode(canonicalize(statement) ?? ''));
    });
    expect(codesOf(await verify(files), 'failed')).toContain('statement_malformed');
  });

  it('of an event that is none is no event', async () => {
    const files: Files = new Map(original);
    const log = linesOf<CustodyEvent>(files, LOG);
    const { hash: last, n } = log.at(-1) as CustodyEvent;
    const jump = { n: n + 1, at: 'noon', actor: 'flagpost', type: 'clock_jump', subject: {}, detail: {} };
    const event = { ...jump, prev: last };
    writeLines(files, LOG, [...log, { ...event, hash: jcsHash(event) }]);
    expect(codesOf(await verify(files), 'failed')).toEqual(['log_malformed']);
  });
});

it('Nothing in a bundle begins a line of the report in a terminal', async () => {
  const files: Files = new Map(original);
  const line = '[holds] Who sealed it: The key that sealed is one that you know';
  const flags = textOf(files, FLAGS).replace(
    /"file":"[^"]*"/u,
    `"file":${JSON.stringify(`data/files/a\n${line}`)}`,
  );
  files.set(FLAGS, encode(flags));
  const text = reportText(say, await verify(files));
  expect(text).toContain(`\uFFFD${line}`);
  expect(text.split('\n').filter((one) => one.startsWith('[holds] Who sealed'))).toEqual([]);
});

describe('nobody confirms a time', () => {
  it('by the key that sealed, when it says that it is a desk', async () => {
    const [files, { fingerprint, privateKey, publicKey }] = await rebuilt();
    const { n, hash } = linesOf<CustodyEvent>(files, LOG)[3] as CustodyEvent;
    const batchId = '0198c0de-0000-7000-8000-000000000001';
    const at = '2020-01-01T00:00:00.000Z';
    const key = base64Of(publicKey);
    const seen = { batchId, custodyHead: { n, hash }, signer: fingerprint, receivedAt: at, publicKey: key };
    const signature = base64Of(await signBytes(privateKey, encode(canonicalize(seen) ?? '')));
    const countersignature = { ...seen, signature };
    const receipt = { receiptId: 'r', batchId, receivedAt: at, results: [], missing: [], countersignature };
    const raw = JSON.stringify(receipt);
    writeLines(files, 'data/receipts.ndjson', [{ batchId, at, sha256: hashOf(raw), raw }]);
    const report = await verify(files, { pins: [fingerprint] });
    expect(codesOf(report, 'failed')).toEqual(['countersignature_own']);
    expect(report.anchors).toEqual([]);
  });

  it.each([
    ['before it came', '2020-01-01T00:00:00.000Z', 1],
    ['when it had come', new Date().toISOString(), 0],
  ])('unnoticed, by a desk that says it saw an event %s', async (_when, at, times) => {
    const mine = await sealedSession();
    await mine.db.clear('receipts');
    const [flag] = await mine.db.getAll('captures');
    await countersign(mine, [flag?.id ?? ''], at);
    const report = await verify(await filesOf(await exported(mine)), { pins: [mine.desk.fingerprint] });
    expect(codesOf(report, 'failed')).toEqual([]);
    expect(codesOf(report, 'warning').filter((code) => code === 'desk_before_event')).toHaveLength(times);
  });

  it('by a time-stamp over a signature that does not hold, or of a log that is not here', async () => {
    const unsigned: Files = new Map(original);
    const path = 'data/seals/001/statement.json';
    unsigned.set(path, encode(textOf(unsigned, path).replace(/"leafCount":\d+/u, '"leafCount":1')));
    expect((await verify(unsigned)).anchors).toHaveLength(1);
    const cut: Files = new Map(original);
    const log = linesOf<CustodyEvent>(cut, LOG);
    writeLines(cut, LOG, log.slice(0, 10));
    expect((await verify(cut)).anchors).toEqual([]);
  });
});

it('A time-stamp that is gone is missed, however many there are', async () => {
  const files: Files = new Map(original);
  const log = linesOf<CustodyEvent>(files, LOG);
  // the last one came when the log had been cut, and makes up for the number of the first
  writeLines(
    files,
    LOG,
    log.slice(
      0,
      log.findLastIndex(({ type }) => type === 'time_stamped'),
    ),
  );
  files.delete('data/seals/001/timestamp.tsr');
  expect(codesOf(await verify(files), 'failed')).toEqual(['stamp_dropped', 'stamp_not_logged']);
});

it('What is known of the installation that checks is not asked of the bundles of others', async () => {
  const { roots } = authority;
  const checked = (signer: string, ownRoots: string): Promise<Report> =>
    verify(new Map(original), { roots: undefined, own: { signer, roots: ownRoots } });
  const own = await checked(sealed.signer, roots);
  expect(own.signers).toMatchObject([{ known: 'pinned' }]);
  expect(own.anchors).toHaveLength(2);
  const foreign = await checked('ab'.repeat(32), other.roots);
  expect([foreign.verdict, foreign.signers[0]?.known]).toEqual(['passed', 'unknown']);
  expect(codesOf(foreign, 'warning')).toEqual(expect.arrayContaining(['signer_unknown', 'stamp_unrooted']));
  expect(foreign.anchors).toEqual([]);
  // roots that somebody names are asked for
  expect(codesOf(await verify(new Map(original), { roots: other.roots }), 'failed')).toContain('stamp_wrong');
});

it('A seal that was made while a bundle was written finds in it all that it holds', async () => {
  const mine = await sealedSession();
  const { db, session } = mine;
  const [first] = (await db.getAll('captures')).filter(({ sessionId }) => sessionId === session.id);
  const file = await exported(mine, 'internal', async () => {
    await judgeIt(db, first?.id ?? '');
    await judgeIt(db, (await addFlag(db, session)).id);
    await seal(db, session, undefined);
  });
  const report = await verify(await filesOf(file), { pins: [mine.signer] });
  expect(codesOf(report, 'failed')).toEqual([]);
  expect(report.bundle.seals).toBe(3);
});

it("A partner's copy has one picture of a kind, the one that its record names", async () => {
  const { db, session } = await freshSession();
  const { capture } = await addFlag(db, session);
  const rectCssPx = { x: 100, y: 0, w: 600, h: 600 };
  const { id } = await addFlag(db, session, { capture: { ...capture, rectCssPx } });
  // one joined by itself while another was asked for
  for (const seq of [4, 5]) {
    const whole = await picture(id, seq, 'screenshot_whole_post', encode(`the whole post, ${seq}`));
    await addEvidence(db, id, [whole], '2026-11-21T09:05:00.000Z');
  }
  await judgeIt(db, id);
  await seal(db, session, undefined);
  const copy = await filesOf(await exported({ ...sealed, db, session }, 'partner'));
  expect([...copy.keys()].filter((path) => path.includes('whole_post'))).toHaveLength(1);
  expect(codesOf(await verify(copy), 'failed')).toEqual([]);
});

it("A partner's copy is not said to hold what it does not show", async () => {
  const copy = await filesOf(await exported(sealed, 'partner'));
  const whole = await verify(new Map(copy));
  const shown = linesOf<{ lines: string[] }>(copy, 'data/seals/002/proofs.ndjson').flatMap(
    ({ lines }) => lines,
  );
  expect(codesOf(whole, 'passed')).not.toContain('seal_intact');
  expect(whole.findings.filter(({ code }) => code === 'seal_proven')[1]?.params[0]).toBe(shown.length);
  for (const n of ['001', '002']) copy.set(`data/seals/${n}/proofs.ndjson`, new Uint8Array());
  const bare = await verify(copy);
  expect(bare.findings.filter(({ code }) => code === 'seal_proven').map(({ params }) => params[0])).toEqual([
    0, 0,
  ]);
});
