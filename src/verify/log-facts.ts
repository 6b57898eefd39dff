// What the custody log says of flags, seals and times, gathered while it is read once. Runs anywhere.
import type { CustodyEvent } from '../evidence/custody';

export interface LoggedFlag {
  readonly captured: { readonly n: number; readonly line: number; readonly sha256: string };
  /** SHA-256 of each artefact -> the event that brought it. */
  readonly artefacts: Map<string, number>;
  /** Revision of the judgement -> its event. */
  readonly revisions: Map<number, number>;
  /** SHA-256 of what was destroyed on purpose -> its event. */
  readonly purged: Map<string, number>;
  discarded: boolean;
}

export interface LoggedSeal {
  /** The event. */
  readonly n: number;
  readonly seal: number;
  readonly statementSha256: string;
}

export interface LoggedStamp {
  readonly n: number;
  readonly seal: number;
  readonly replySha256: string;
}

export interface LogFacts {
  readonly first: number;
  readonly count: number;
  readonly last: number;
  /** Undefined for an event that is not in the bundle. */
  hashAt(n: number): string | undefined;
  /** When the last event up to this one was that shows its time. */
  timeAt(n: number): string | undefined;
  readonly flags: ReadonlyMap<string, LoggedFlag>;
  /** Whether the first event is where an export begins: the start of the session, or the making of the key before. */
  readonly begins: boolean;
  /** Fingerprints of the keys that were made. */
  readonly keys: ReadonlySet<string>;
  readonly sealed: readonly LoggedSeal[];
  /** Time-stamps, each with its event, its seal, and the SHA-256 of the authority's reply. */
  readonly stamped: readonly LoggedStamp[];
  readonly clockJumps: readonly { readonly n: number; readonly at: string }[];
}

export interface LogTaken {
  hash(n: number, hash: string): void;
  event(event: CustodyEvent, line: number): void;
  facts(): LogFacts;
}

export function logFacts(sessionId: string): LogTaken {
  const hashes: string[] = [];
  const times: (string | undefined)[] = [];
  let told: string | undefined;
  let first = 0;
  const flags = new Map<string, LoggedFlag>();
  let begins = false;
  let started = false;
  const keys = new Set<string>();
  const sealed: LoggedSeal[] = [];
  const stamped: LoggedStamp[] = [];
  const clockJumps: { n: number; at: string }[] = [];

  return {
    hash(n, hash) {
      if (hashes.length === 0) first = n;
      hashes[n - first] = hash;
      times[n - first] = told;
    },
    event(event, line) {
      const { type, n, subject, detail } = event;
      told = event.at;
      if (type === 'clock_jump') clockJumps.push({ n, at: event.at });
      const own = subject.sessionId === sessionId;
      const starts = own && type === 'session_started';
      started ||= starts;
      if (hashes.length === 0) begins = starts || type === 'key_made';
      if (type === 'key_made') keys.add(String(detail.fingerprint));
      if (own && type === 'sealed')
        sealed.push({ n, seal: Number(detail.n), statementSha256: String(detail.statementSha256) });
      if (own && type === 'time_stamped')
        stamped.push({ n, seal: Number(detail.n), replySha256: String(detail.replySha256) });
      if (subject.flagId !== undefined) takeFlag(flags, subject.flagId, event, line);
    },
    facts: () => ({
      first,
      begins: begins && started,
      keys,
      count: hashes.length,
      last: first + hashes.length - 1,
      hashAt: (n) => hashes[n - first],
      timeAt: (n) => times[n - first],
      flags,
      sealed,
      stamped,
      clockJumps,
    }),
  };
}

function takeFlag(flags: Map<string, LoggedFlag>, flagId: string, event: CustodyEvent, line: number): void {
  const { type, n, detail } = event;
  if (type === 'captured') {
    flags.set(flagId, {
      captured: { n, line, sha256: String(detail.captureSha256) },
      artefacts: new Map(textsOf(detail.artefacts).map((sha256) => [sha256, n])),
      revisions: new Map(),
      purged: new Map(),
      discarded: false,
    });
    return;
  }
  const flag = flags.get(flagId);
  if (flag === undefined) return;
  if (type === 'evidence_added') for (const sha256 of textsOf(detail.sha256)) flag.artefacts.set(sha256, n);
  if ((type === 'judged' || type === 'edited') && typeof detail.revision === 'number')
    flag.revisions.set(detail.revision, n);
  if (type === 'purged') for (const sha256 of textsOf(detail.sha256s)) flag.purged.set(sha256, n);
  if (type === 'discarded' || type === 'restored') flag.discarded = type === 'discarded';
}

function textsOf(value: CustodyEvent['detail'][string] | undefined): string[] {
  return [value ?? []].flat().filter((one) => typeof one === 'string');
}
