// Lets an editor loose on a sealed bundle, again and again: every change must be found, and the right place named. Runs in node.
import fc from 'fast-check';
import type { Finding, Report } from '../../src/verify/report';
import { stampCheck } from '../../src/verify/stamp-check';
import type { CheckStamp } from '../../src/verify/stamps';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { draws, type Mutation, mutationOf } from './mutations';
import { relist } from './relist';
import { type Files, NOW, sourceOf } from './sealed';

/** Under the seal, or held against what is. A time-stamp's reply has parts that nobody signed. */
const SEALED = /^data\/(?:(?:flags|judgements|custody)\.ndjson|(?:pictures|files)\/.*|seals\/.*(?<!\.tsr))$/u;

export interface Hunted {
  readonly found: number;
  /** What was not found, or found elsewhere. */
  readonly escaped: readonly string[];
}

/** Half of the changes are followed by new lists, so that only what lies under them can tell. */
export async function hunt(
  files: Files,
  roots: string | undefined,
  runs: number,
  seed: number,
): Promise<Hunted> {
  const escaped: string[] = [];
  const checkStamp = remembering(stampCheck({ roots, now: NOW }));
  let found = 0;
  const property = fc.asyncProperty(draws, fc.boolean(), async (draw, relisted) => {
    const touches = (path: string): boolean => !relisted || SEALED.test(path);
    const mutation = mutationOf(files, draw, touches);
    fc.pre(mutation !== undefined);
    if (mutation === undefined) return;
    const changed: Files = new Map(files);
    mutation.apply(changed);
    fc.pre(!relisted || touchesSealed(files, changed, mutation));
    if (relisted) relist(changed);
    const report = await verifyBundle(sourceOf(changed), { pins: [], now: NOW, checkStamp });
    if (report.verdict === 'failed' && names(report, mutation, relisted)) found += 1;
    else
      escaped.push(
        `${mutation.what}${relisted ? ', relisted' : ''}: ${report.verdict} ${JSON.stringify(draw)}`,
      );
  });
  await fc.assert(property, { numRuns: runs, seed, maxSkipsPerRun: 1000 });
  return { found, escaped };
}

/** The same reply to the same signature is checked once: that is most of the time it takes. */
function remembering(check: CheckStamp): CheckStamp {
  const known = new Map<string, ReturnType<CheckStamp>>();
  return (reply, signature) => {
    const key = Buffer.concat([reply, signature]).toString('base64');
    const before = known.get(key) ?? check(reply, signature);
    known.set(key, before);
    return before;
  };
}

/** Where a flag stands in the queue ("state", "status") is no part of what is sealed. */
function touchesSealed(before: Files, after: Files, { paths }: Mutation): boolean {
  const path = 'data/flags.ndjson';
  if (!paths.includes(path) || !after.has(path)) return true;
  return withoutStates(before.get(path)) !== withoutStates(after.get(path));
}

function withoutStates(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? [])
    .toString()
    .replaceAll(/"state":"[^"]*","status":"[^"]*"/gu, '');
}

function names(report: Report, { paths, line }: Mutation, relisted: boolean): boolean {
  const failed = report.findings.filter(({ outcome }) => outcome === 'failed');
  // without new lists the list alone could be what tells, and a list knows of no lines
  if (line !== undefined && relisted) {
    const near = failed.filter(({ where }) => where.path === paths[0] && where.line !== undefined);
    // an event that says another hash is noticed where the next one should follow
    return near.some(({ where }) => where.line === line || where.line === line + 1);
  }
  return failed.some((finding) => paths.some((path) => namesPath(finding, path)));
}

/** The file itself, with the list that it is on, or its seal. */
function namesPath({ where, params }: Finding, path: string): boolean {
  if (where.path === path || params.includes(path)) return true;
  const seal = /^data\/seals\/(?<n>\d{3})\//u.exec(path)?.groups?.n;
  return seal !== undefined && where.seal === Number(seal);
}
