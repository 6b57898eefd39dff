// A seal covers exactly what the custody log had recorded of the session at the moment it names, under a key that signs.
import { afterEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { bytesOfBase64 } from '../../src/evidence/base64';
import { sha256Text } from '../../src/evidence/digest';
import { rootFrom, treeOf } from '../../src/evidence/merkle';
import { leafLine, leavesOf, parseLeafLine, SealStatement } from '../../src/evidence/seal';
import { verifySignature } from '../../src/evidence/signing';
import { addEvidence } from '../../src/queue/captures';
import { type Database, openDatabase, type StoredSeal } from '../../src/queue/database';
import { readSigningKey } from '../../src/queue/keys';
import { listSeals } from '../../src/queue/seals';
import { startSession } from '../../src/queue/sessions';
import { sealSession } from '../../src/seal/seal-session';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { aDraft, aFlag, evidenceOf, freshQueue } from '../fakes/filled-queue';

const clock = testClock();
const deps = { clock, actor: 'analyst', settings: {}, extensionVersion: '0.1.0' };
const artefacts = [{ text: 'shot' }, { text: 'words' }];

afterEach(() => {
  vi.restoreAllMocks();
});

const statementOf = (seal: StoredSeal): SealStatement => z.parse(SealStatement, JSON.parse(seal.statement));

async function linesOf(seal: StoredSeal): Promise<string[]> {
  const text = await seal.leaves.text();
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

/** The leaves of the flags whose records came with events up to the seal's head, straight from the store. */
async function linesAsOf(db: Database, sessionId: string, head: number): Promise<string[]> {
  const events = (await db.getAll('custody')).filter(({ n }) => n <= head);
  const captures = await db.getAllFromIndex('captures', 'session');
  const lines: string[] = [];
  for (const capture of captures.filter((one) => one.sessionId === sessionId)) {
    const own = events.filter(({ subject }) => subject.flagId === capture.id);
    if (!own.some(({ type }) => type === 'captured')) continue;
    const joined = own.flatMap(({ detail, type }) =>
      type === 'evidence_added' ? [detail.sha256] : type === 'captured' ? [detail.artefacts].flat() : [],
    );
    const revisions = own.filter(({ type }) => type === 'judged' || type === 'edited').length;
    const keys = IDBKeyRange.bound([capture.id, 0], [capture.id, 9999]);
    const all = await db.getAllFromIndex('artefacts', 'flag', keys);
    const present = all.filter((one) => one.status === 'present' && joined.includes(one.sha256));
    const judgements = (await db.getAll('judgements', keys)).slice(0, revisions);
    lines.push(...leavesOf(capture, present, judgements).map(leafLine));
  }
  return lines;
}

async function expectSound(db: Database, seal: StoredSeal): Promise<void> {
  const statement = statementOf(seal);
  const lines = await linesOf(seal);
  expect(lines).toEqual(await linesAsOf(db, seal.sessionId, statement.custodyHead.n));
  expect(statement).toMatchObject({ leafCount: lines.length, merkleRoot: treeOf(lines).root });
  const head = await db.get('custody', statement.custodyHead.n);
  expect(statement.custodyHead.hash).toBe(head?.hash);
  const key = (await readSigningKey(db))!;
  const text = new TextEncoder().encode(seal.statement);
  const signature = bytesOfBase64(seal.signature)!;
  expect(await verifySignature(bytesOfBase64(key.publicKey)!, signature, text)).toBe(true);
  expect(statement.signer).toBe(key.fingerprint);
}

it('covers captures, artefacts and every revision of the judgements, in order, and is told of in the log', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const first = await aFlag(db, sessionId, clock, undefined, artefacts);
  await aDraft(db, sessionId, clock, artefacts);
  const seal = await sealSession(db, sessionId, deps);
  const kinds = (await linesOf(seal)).map((line) => parseLeafLine(line)?.kind);
  expect(kinds.join(' ')).toBe('capture artefact artefact judgement capture artefact artefact');
  await expectSound(db, seal);
  const statement = statementOf(seal);
  expect(statement).toMatchObject({ n: 1, sessionId, sealId: seal.id, extensionVersion: '0.1.0' });
  expect(statement).not.toHaveProperty('previous');
  const events = await db.getAll('custody');
  expect(brokenLinks(events)).toEqual([]);
  expect(events.at(-1)).toMatchObject({
    type: 'sealed',
    actor: 'analyst',
    subject: { sessionId },
    detail: {
      sealId: seal.id,
      n: 1,
      merkleRoot: statement.merkleRoot,
      leafCount: 7,
      statementSha256: sha256Text(seal.statement),
      signer: statement.signer,
    },
  });
  expect(await listSeals(db, sessionId)).toMatchObject([{ id: seal.id, timestamp: { state: 'none' } }]);
  const tree = treeOf(await linesOf(seal));
  expect(rootFrom((await linesOf(seal)).slice(0, 4), 0, 7, tree.prove(0, 4))).toBe(statement.merkleRoot);
  expect(first).toBe(parseLeafLine((await linesOf(seal))[0]!)?.flagId);
});

it('waits for a time-stamp when an authority is set', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock);
  const url = 'http://tsa.example/';
  const seal = await sealSession(db, sessionId, { ...deps, settings: { timestampUrl: url } });
  expect(seal.timestamp).toEqual({ state: 'queued', url, attempts: 0 });
});

it('a later seal adds to the first, and names it', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock, artefacts);
  const first = await sealSession(db, sessionId, deps);
  await aDraft(db, sessionId, clock, artefacts);
  const second = await sealSession(db, sessionId, deps);
  expect(await listSeals(db, sessionId)).toMatchObject([
    { id: first.id, n: 1, statement: first.statement },
    { id: second.id, n: 2 },
  ]);
  expect(statementOf(second)).toMatchObject({ n: 2, previous: sha256Text(first.statement), leafCount: 6 });
  await expectSound(db, second);
});

it('an empty session is not sealed, and no key is made for it', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await expect(sealSession(db, sessionId, deps)).rejects.toMatchObject({ code: 'session_empty' });
  await expect(sealSession(db, 'none', deps)).rejects.toMatchObject({ code: 'not_found' });
  expect(await db.count('keys')).toBe(0);
});

it('flags of other sessions stay out', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const other = await startSession(db, { name: 'Other', kind: 'exercise' }, 'analyst', clock);
  await aDraft(db, sessionId, clock);
  await aDraft(db, other.id, clock);
  await aDraft(db, sessionId, clock);
  const seal = await sealSession(db, other.id, deps);
  expect(statementOf(seal).leafCount).toBe(1);
  await expectSound(db, seal);
});

it('what comes in while it works is in it exactly as far as the log’s head that it names', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const ids: string[] = [];
  for (let n = 0; n < 120; n += 1) ids.push(await aDraft(db, sessionId, clock, [{ text: `shot ${n}` }]));
  let busy = 0;
  const disturb = async (): Promise<void> => {
    busy += 1;
    const [flagId] = ids.splice(busy * 7, 1);
    await aFlag(db, sessionId, clock, undefined, artefacts);
    await addEvidence(
      db,
      flagId!,
      [evidenceOf(flagId!, 2, clock, { text: `late ${busy}`, kind: 'media' })],
      new Date(clock.now()).toISOString(),
    );
  };
  let pending: Promise<unknown> = Promise.resolve();
  const seal = await sealSession(db, sessionId, {
    ...deps,
    onProgress: () => {
      if (busy < 8) pending = Promise.all([pending, disturb()]);
    },
  });
  await pending;
  expect(busy).toBe(8);
  expect(statementOf(seal).leafCount).toBeGreaterThan(240);
  await expectSound(db, seal);
  const last = await sealSession(db, sessionId, deps);
  await expectSound(db, last);
  expect(statementOf(last).leafCount).toBe(240 + 8 + 8 * 4);
});

it('two windows that seal at the same moment make two seals, one after the other', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const other = await openDatabase(db.name);
  await aDraft(db, sessionId, clock, artefacts);
  await Promise.all([sealSession(db, sessionId, deps), sealSession(other, sessionId, deps)]);
  const [first, second] = (await listSeals(db, sessionId)) as [StoredSeal, StoredSeal];
  expect([first.n, second.n]).toEqual([1, 2]);
  expect(statementOf(second).previous).toBe(sha256Text(first.statement));
  expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
});

it('a key that does not sign is key_unavailable, and nothing is stored', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock);
  vi.spyOn(crypto.subtle, 'sign').mockRejectedValue(new DOMException('no', 'OperationError'));
  await expect(sealSession(db, sessionId, deps)).rejects.toMatchObject({ code: 'key_unavailable' });
  expect(await db.count('seals')).toBe(0);
});

it('a disk that fills up under it leaves neither seal nor event', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock);
  await sealSession(db, sessionId, deps);
  const events = await db.count('custody');
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === 'custody') throw new DOMException('full', 'QuotaExceededError');
    return add.apply(this, args);
  });
  await expect(sealSession(db, sessionId, deps)).rejects.toMatchObject({ code: 'disk_full' });
  expect(await db.count('seals')).toBe(1);
  expect(await db.count('custody')).toBe(events);
});

it('can be stopped, and then nothing is stored', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock);
  const stop = new AbortController();
  const onProgress = (): void => stop.abort();
  const sealing = sealSession(db, sessionId, { ...deps, onProgress, signal: stop.signal });
  await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
  expect(await db.count('seals')).toBe(0);
});
