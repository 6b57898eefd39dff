// One request's worth of artefacts: read, checked against their digests, sent, written down. Runs in the worker.
// Bytes that are gone or no longer match are never sent: their flag is quarantined.
import { FlagpostError, type Problem } from '../errors';
import { sha256 } from '../evidence/digest';
import type { PresentArtefact } from '../flag/artefact';
import type { Database } from '../queue/database';
import { readBlob } from '../queue/read';
import { deferArtefacts, settleArtefacts } from '../queue/uploads';
import { step } from '../steps';
import type { ArtefactResult } from '../wire/receipt';
import { wordsOf } from './answer';
import { refusesArtefact } from './outcome';
import type { Shipment } from './plan';
import type { Run } from './run';
import { TransportError, type Upload } from './transport';

interface Results {
  readonly stored: Set<string>;
  readonly failed: Map<string, Problem>;
}

export interface Shipped {
  /** Whether the endpoint answered. */
  readonly arrived: boolean;
  /** The answer said nothing of these flags' artefacts: not again in this run. */
  readonly passedOver: readonly string[];
  readonly error?: TransportError;
}

export async function ship(run: Run, shipment: Shipment): Promise<Shipped> {
  const results: Results = { stored: new Set(), failed: new Map() };
  const uploads = await load(run.db, shipment.artefacts, results);
  try {
    await step('sync_artefacts_sending');
    await sendTogether(run, uploads, results);
    await step('sync_artefacts_answered');
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    await writeDown(run, shipment, results);
    await deferArtefacts(run.db, run.endpointId, shipment.flagIds, run.clock.now());
    return { arrived: results.stored.size > 0, passedOver: [], error };
  }
  await writeDown(run, shipment, results);
  const done = ({ sha256: digest }: PresentArtefact): boolean =>
    results.stored.has(digest) || results.failed.has(digest);
  const complete = shipment.artefacts.every(done);
  if (!complete) await deferArtefacts(run.db, run.endpointId, shipment.flagIds, run.clock.now());
  await step('sync_artefacts_settled');
  return { arrived: uploads.length > 0, passedOver: complete ? [] : shipment.flagIds };
}

async function writeDown(run: Run, { flagIds }: Shipment, results: Results): Promise<void> {
  const { db, endpointId, clock, counts } = run;
  const settled = await settleArtefacts(db, endpointId, flagIds, results, clock.now());
  counts.accepted += settled.accepted;
  counts.duplicate += settled.duplicate;
  counts.quarantined += settled.quarantined;
}

async function load(
  db: Database,
  artefacts: readonly PresentArtefact[],
  { failed }: Results,
): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const artefact of artefacts) {
    const bytes = await intactBytes(db, artefact.sha256);
    if (bytes === undefined) {
      failed.set(artefact.sha256, { code: 'artefact_lost', params: { kind: artefact.kind } });
    } else uploads.push({ artefact, bytes });
  }
  return uploads;
}

/** Undefined when the bytes are gone, cannot be read, or have another digest by now. */
async function intactBytes(db: Database, digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const blob = await readBlob(db, digest);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return (await sha256(bytes)) === digest ? bytes : undefined;
  } catch (error) {
    const lost = error instanceof FlagpostError && error.code === 'artefact_lost';
    // the record is there and the file behind it is not
    const unreadable =
      error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'NotReadableError');
    if (lost || unreadable) return undefined;
    throw error;
  }
}

async function sendTogether(run: Run, uploads: readonly Upload[], results: Results): Promise<void> {
  const [first] = uploads;
  if (first === undefined) return;
  if (uploads.length === 1) return sendAlone(run, first, results);
  try {
    const answers = await run.transport.packArtefacts(uploads, run.signal);
    for (const { artefact } of uploads) {
      const answer = answers.find((one) => one.sha256 === artefact.sha256);
      if (answer !== undefined) note(artefact, answer, results);
    }
  } catch (error) {
    if (!(error instanceof TransportError) || !refusesArtefact(error.failure)) throw error;
    // one of them is to blame; alone, each gets its own answer
    for (const upload of uploads) await sendAlone(run, upload, results);
  }
}

async function sendAlone(run: Run, upload: Upload, results: Results): Promise<void> {
  const { artefact } = upload;
  try {
    note(artefact, await run.transport.putArtefact(upload, run.signal), results);
  } catch (error) {
    if (!(error instanceof TransportError) || !refusesArtefact(error.failure)) throw error;
    results.failed.set(artefact.sha256, {
      code: 'artefact_refused',
      params: { ...error.params, kind: artefact.kind },
    });
  }
}

function note(
  { sha256: digest, kind }: PresentArtefact,
  { status, problem }: ArtefactResult,
  results: Results,
): void {
  if (status === 'stored') results.stored.add(digest);
  else {
    const params = problem === undefined ? { kind } : { kind, detail: wordsOf(problem) };
    results.failed.set(digest, { code: 'artefact_refused', params });
  }
}
