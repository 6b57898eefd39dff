// A queue stored by the first version is whole after the upgrade, and takes everything that is new.
import 'fake-indexeddb/auto';
import { type IDBPDatabase, openDB } from 'idb';
import { expect, it } from 'vitest';
import { nextEvent } from '../../src/evidence/custody';
import { sha256Text } from '../../src/evidence/digest';
import { rowOf } from '../../src/flag/row';
import { openDatabase } from '../../src/queue/database';
import { judgeFlag } from '../../src/queue/judgements';
import { purgePictures } from '../../src/queue/purge';
import { readBlob, readFlag, readTallies } from '../../src/queue/read';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { captureOf, evidenceOf, FIELDS } from '../fakes/filled-queue';

const clock = testClock();
const SESSION = '01900000-0000-7000-8000-000000000001';

/** The stores as version 1 made them. Stays as it is, whatever becomes of the program. */
function createVersion1(db: IDBPDatabase): void {
  db.createObjectStore('intents', { keyPath: 'id' });
  const captures = db.createObjectStore('captures', { keyPath: 'id' });
  captures.createIndex('session', ['sessionId', 'seq'], { unique: true });
  captures.createIndex('dedupeKeys', 'dedupeKeys', { multiEntry: true });
  db.createObjectStore('artefacts', { keyPath: 'id' }).createIndex('flag', ['flagId', 'seq']);
  db.createObjectStore('blobs');
  db.createObjectStore('judgements', { keyPath: ['flagId', 'revision'] });
  db.createObjectStore('drafts', { keyPath: 'flagId' });
  const deliveries = db.createObjectStore('deliveries', { keyPath: ['flagId', 'endpointId'] });
  deliveries.createIndex('due', ['endpointId', 'state', 'dueAt']);
  deliveries.createIndex('batch', 'batchId');
  const rows = db.createObjectStore('rows', { keyPath: 'id' });
  rows.createIndex('session', ['sessionId', 'seq'], { unique: true });
  rows.createIndex('status', ['sessionId', 'status', 'seq']);
  db.createObjectStore('tallies');
  db.createObjectStore('custody', { keyPath: 'n' });
  db.createObjectStore('sessions', { keyPath: 'id' });
  db.createObjectStore('batches', { keyPath: 'id' }).createIndex('state', ['endpointId', 'state']);
  db.createObjectStore('receipts', { keyPath: 'batchId' });
  db.createObjectStore('pauses', { keyPath: 'endpointId' });
}

async function filledVersion1(name: string) {
  const db = await openDB(name, 1, { upgrade: createVersion1 });
  const at = '2026-11-20T10:00:00.000Z';
  const capture = { ...captureOf(clock.id(), SESSION, clock), seq: 1 };
  const shot = evidenceOf(capture.id, 1, clock, { text: 'shot', kind: 'screenshot_viewport' });
  const subject = { sessionId: SESSION };
  const started = nextEvent(undefined, { at, actor: 'falcon', type: 'session_started', subject, detail: {} });
  const captured = nextEvent(started, { at, actor: 'falcon', type: 'captured', subject, detail: {} });
  const session = { schemaVersion: 1, id: SESSION, name: 'Day', kind: 'routine', startedAt: at, nextSeq: 2 };
  await db.put('sessions', session);
  await db.put('captures', capture);
  await db.put('artefacts', shot.artefact);
  await db.put('blobs', shot.bytes, sha256Text('shot'));
  await db.put('rows', rowOf(capture));
  await db.put('tallies', 1, `${SESSION}|draft`);
  await db.put('custody', started);
  await db.put('custody', captured);
  db.close();
  return { capture, shot };
}

it('keeps a flag of version 1 with its bytes, row, count and log', async () => {
  const { capture, shot } = await filledVersion1('from-1');
  const db = await openDatabase('from-1');
  expect(db.version).toBe(2);
  expect(await readFlag(db, capture.id)).toEqual({
    capture,
    artefacts: [shot.artefact],
    judgement: undefined,
    row: rowOf(capture),
  });
  expect(await (await readBlob(db, sha256Text('shot'))).text()).toBe('shot');
  expect(await readTallies(db, SESSION)).toMatchObject({ draft: 1 });
  const events = await db.getAll('custody');
  expect(events.map(({ type }) => type)).toEqual(['session_started', 'captured']);
  expect(brokenLinks(events)).toEqual([]);
});

it('lets a flag of version 1 be judged and its pictures be destroyed, in one chain', async () => {
  const { capture } = await filledVersion1('go-on');
  const db = await openDatabase('go-on');
  await judgeFlag(db, capture.id, FIELDS, { actor: 'falcon', endpointId: undefined, clock });
  expect(await purgePictures(db, [capture.id], 'No.', { actor: 'falcon', clock })).toBe(1);
  expect(await db.count('blobs')).toBe(0);
  expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
});

it('has the same stores and indexes as one that is made anew', async () => {
  await filledVersion1('old');
  const shapes = await Promise.all(
    ['old', 'new'].map(async (name) => {
      const db = await openDatabase(name);
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names);
      return names.map((store) => [
        store,
        tx.objectStore(store).keyPath,
        [...tx.objectStore(store).indexNames],
      ]);
    }),
  );
  expect(shapes[0]).toEqual(shapes[1]);
  expect(shapes[0]?.map(([store]) => store)).toContain('tombstones');
});
