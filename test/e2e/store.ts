// What is on the disk: reads every store of the extension from one of its own pages, in either browser.
import * as z from 'zod/mini';
import { CustodyEvent, GENESIS, jcsHash } from '../../src/evidence/custody';
import { Artefact } from '../../src/flag/artefact';
import { Capture } from '../../src/flag/capture';
import { STATUSES } from '../../src/flag/states';

const Row = z.object({
  id: z.string(),
  seq: z.number(),
  status: z.enum(STATUSES),
  author: z.string(),
  snippet: z.string(),
  verified: z.boolean(),
  thumbnail: z.string(),
});

const Stores = z.object({
  intents: z.array(z.object({ id: z.string(), host: z.string() })),
  captures: z.array(Capture),
  artefacts: z.array(Artefact),
  /** Key, and SHA-256 of the bytes as they lie there now. */
  blobs: z.array(z.object({ key: z.string(), sha256: z.string(), size: z.number(), type: z.string() })),
  rows: z.array(Row),
  custody: z.array(CustodyEvent),
  deliveries: z.array(z.object({ flagId: z.string(), state: z.string(), revision: z.number() })),
  drafts: z.array(z.object({ flagId: z.string(), draft: z.unknown() })),
  judgements: z.array(z.object({ flagId: z.string(), revision: z.number() })),
});
export type Stores = z.infer<typeof Stores>;

/** An expression for the own page: everything, blobs replaced by the digest of their bytes. */
const DUMP = `(async () => {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open('flagpost');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => request.transaction.abort();
  });
  const all = (name, method) => new Promise((resolve, reject) => {
    const request = db.transaction(name).objectStore(name)[method]();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = ['intents', 'captures', 'artefacts', 'rows', 'custody', 'deliveries', 'drafts', 'judgements'];
  const stores = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await all(name, 'getAll')])));
  const [keys, blobs] = await Promise.all([all('blobs', 'getAllKeys'), all('blobs', 'getAll')]);
  stores.blobs = await Promise.all(blobs.map(async (blob, i) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return { key: keys[i], sha256, size: blob.size, type: blob.type };
  }));
  db.close();
  return stores;
})()`;

const EMPTY: Stores = {
  intents: [],
  captures: [],
  artefacts: [],
  blobs: [],
  rows: [],
  custody: [],
  deliveries: [],
  drafts: [],
  judgements: [],
};

/** `evaluate` runs an expression in a page of the extension. Empty when there is no database yet. */
export async function readStores(evaluate: (expression: string) => Promise<unknown>): Promise<Stores> {
  const there = await evaluate(
    `indexedDB.databases().then((all) => all.some(({ name }) => name === 'flagpost'))`,
  );
  if (there !== true) return EMPTY;
  const stores = z.parse(Stores, await evaluate(DUMP));
  const artefacts = stores.artefacts.toSorted((a, b) => a.flagId.localeCompare(b.flagId) || a.seq - b.seq);
  return { ...stores, artefacts };
}

/** Whether every flag has all that joins by itself under the default settings, or a record of why not. There is at least one. */
export function allJoined({ artefacts, captures }: Stores): boolean {
  const has = (id: string, wanted: string): boolean =>
    artefacts.some(({ flagId, kind }) => flagId === id && kind === wanted);
  return (
    captures.length > 0 && captures.every(({ id }) => has(id, 'screenshot_post') && has(id, 'dom_snapshot'))
  );
}

/** Everything that must hold of the stores at any moment, whatever died when. Returns what is wrong; empty is sound. */
export function unsound(stores: Stores): string[] {
  const wrong: string[] = [];
  const blobs = new Map(stores.blobs.map((blob) => [blob.key, blob]));
  for (const { key, sha256 } of stores.blobs) if (key !== sha256) wrong.push(`blob ${key} has other bytes`);
  for (const artefact of stores.artefacts) {
    if (artefact.status === 'present' && blobs.get(artefact.sha256)?.size !== artefact.sizeBytes)
      wrong.push(`artefact ${artefact.kind} has no bytes`);
  }
  for (const { id, seq } of stores.captures) {
    if (!stores.rows.some((row) => row.id === id && row.seq === seq)) wrong.push(`flag ${seq} has no row`);
    const events = stores.custody.filter(({ subject, type }) => subject.flagId === id && type === 'captured');
    const hash = jcsHash(stores.captures.find((capture) => capture.id === id));
    if (events.length !== 1 || events[0]?.detail.captureSha256 !== hash)
      wrong.push(`flag ${seq} is not in the log`);
    if (stores.intents.some((intent) => intent.id === id)) wrong.push(`flag ${seq} still has its intent`);
  }
  const seqs = stores.captures.map(({ sessionId, seq }) => `${sessionId} ${seq}`);
  if (new Set(seqs).size !== seqs.length) wrong.push('an evidence number was given twice');
  for (const { id, seq } of stores.captures) {
    const own = stores.artefacts.filter(({ flagId }) => flagId === id);
    if (own.some((one, i) => one.seq !== i + 1))
      wrong.push(`artefacts of flag ${seq} are not numbered in order`);
    const kinds = own.flatMap(({ kind, status }) => (status === 'present' && kind !== 'media' ? [kind] : []));
    if (new Set(kinds).size !== kinds.length) wrong.push(`flag ${seq} has one kind of artefact twice`);
  }
  let prev = GENESIS;
  for (const [n, { hash, ...event }] of stores.custody.entries()) {
    if (event.n !== n || event.prev !== prev || jcsHash(event) !== hash) wrong.push(`custody breaks at ${n}`);
    prev = hash;
  }
  return wrong;
}
