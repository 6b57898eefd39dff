// Takes seals to the time-stamp authority, one after another, and keeps what it answers only when all of it holds. Runs in the UI.
// The authority is sent a hash and a random number. Plain http is allowed, as authorities use it: the answer is signed.
import { FlagpostError, type Problem, problemOf } from '../errors';
import { base64Of, bytesOfBase64 } from '../evidence/base64';
import { sha256 } from '../evidence/digest';
import type { TimestampFault } from '../evidence/timestamp';
import type { Clock } from '../flag/time';
import type { Database, StoredSeal } from '../queue/database';
import { grantStamp, noteStampProblem, sealsToStamp } from '../queue/seals';
import type { Settings } from '../settings';
import { askAuthority, type Fetch } from './authority';

export interface StampDeps {
  readonly clock: Clock;
  /** Seals are taken to the authority that is set now, also those that began with another. */
  readonly settings: Pick<Settings, 'timestampUrl' | 'timestampRoots'>;
  readonly fetch: Fetch;
  /** So many random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Runs `work` unless another window holds the lock; then undefined. */
  readonly lock?: <T>(work: () => Promise<T>) => Promise<T | undefined>;
}

export interface Stamped {
  readonly granted: number;
  readonly waiting: number;
  /** Of the last attempt that brought none; the record of each seal has its own. */
  readonly problem?: Problem;
}

const LOCK = 'flagpost-stamp';
const NONCE_BYTES = 8;

/**
 * Asks for every seal that waits. Undefined when another window is at it. What an authority does never rejects: it is
 * noted with the seal, which goes on waiting. The first that does not answer ends the round.
 */
export async function stampSeals(db: Database, deps: StampDeps): Promise<Stamped | undefined> {
  return (deps.lock ?? browserLock)(() => stampAll(db, deps));
}

async function browserLock<T>(work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

async function stampAll(db: Database, deps: StampDeps): Promise<Stamped> {
  const ids = await sealsToStamp(db);
  const url = deps.settings.timestampUrl;
  let granted = 0;
  let problem: Problem | undefined;
  const stopped = (): boolean => deps.signal?.aborted === true;
  for (const id of url === undefined ? [] : ids) {
    if (stopped()) break;
    const seal = await db.get('seals', id);
    if (url === undefined || seal === undefined) continue;
    const failed = await stampOne(db, seal, url, deps);
    if (failed === undefined) granted += 1;
    else if (!stopped()) {
      problem = failed;
      await noteStampProblem(db, id, url, failed);
      if (failed.code === 'timestamp_unreachable') break;
    }
  }
  const counts = { granted, waiting: ids.length - granted };
  return problem === undefined ? counts : { ...counts, problem };
}

/** Undefined when it is stamped; else why not. */
async function stampOne(
  db: Database,
  seal: StoredSeal,
  url: string,
  deps: StampDeps,
): Promise<Problem | undefined> {
  try {
    await stamp(db, seal, url, deps);
    return undefined;
  } catch (error) {
    // a full disk or a closed store is no matter of the authority's
    if (!(error instanceof FlagpostError) || !error.code.startsWith('timestamp_')) throw error;
    return problemOf(error, error.code);
  }
}

async function stamp(db: Database, seal: StoredSeal, url: string, deps: StampDeps): Promise<void> {
  // large, and wanted by few: not with everything else
  const { checkTimestamp, timestampRequest } = await import('../evidence/timestamp');
  const imprint = hexBytes(await sha256(bytesOfBase64(seal.signature) ?? new Uint8Array()));
  const nonce = deps.random(NONCE_BYTES);
  const reply = await askAuthority(url, timestampRequest(imprint, nonce), deps.fetch, deps.signal);
  const now = deps.clock.now();
  const check = await checkTimestamp(reply, { imprint, nonce, roots: deps.settings.timestampRoots, now });
  if (!check.ok) throw faulty(check.problems);
  const { chain, genTime, policy, serial, tsaName } = check.facts;
  const replySha256 = await sha256(reply);
  // how far this computer's clock was off, by the authority's word
  const clockOffMs = now - Date.parse(genTime);
  const detail = { replySha256, authority: tsaName, policy, serial, chain, clockOffMs };
  await grantStamp(db, seal.id, { url, reply: base64Of(reply), genTime, detail }, deps.clock);
}

function faulty(problems: readonly TimestampFault[]): FlagpostError {
  if (problems.includes('not_granted')) return new FlagpostError('timestamp_refused');
  return new FlagpostError('timestamp_wrong', { what: problems.join(', ') });
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}
