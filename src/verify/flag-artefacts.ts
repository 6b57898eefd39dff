// The artefacts of a flag's record: sealed, logged, and each with its file or the reason why it has none. Runs anywhere.
import * as z from 'zod/mini';
import { AbsentArtefact, PresentArtefact } from '../flag/artefact';
import type { FlagRun } from './flags';
import { recordHash } from './json-line';
import type { LoggedFlag } from './log-facts';
import type { Where } from './report';

/** What the record says of a file. */
export interface ExpectedFile {
  readonly sha256: string;
  readonly where: Where;
}

const Placed = z.union([
  z.looseObject({ ...PresentArtefact.shape, file: z.string() }),
  z.looseObject({ ...PresentArtefact.shape, notExported: z.string() }),
  z.looseObject({ ...AbsentArtefact.shape, notExported: z.string() }),
]);
type Placed = z.infer<typeof Placed>;

interface FlagOfArtefacts {
  readonly flagId: string;
  readonly artefacts: readonly unknown[];
}

/** How many of them no seal holds. */
export function checkArtefacts(
  run: FlagRun,
  { flagId, artefacts }: FlagOfArtefacts,
  where: Where,
  files: Map<string, ExpectedFile>,
): number {
  const logged = run.log?.flags.get(flagId);
  const shown = new Set<string>();
  let unsealed = 0;
  let lastSeq = 0;
  for (const record of artefacts) {
    const { data } = z.safeParse(Placed, record);
    if (data === undefined || data.flagId !== flagId || data.seq <= lastSeq || isTwofold(data)) {
      run.findings.add('line_malformed', where);
      continue;
    }
    lastSeq = data.seq;
    const place = { ...where, artefact: data.id };
    if (!isSealed(run, data, place)) unsealed += 1;
    if (data.status === 'present') {
      shown.add(data.sha256);
      if (logged !== undefined && !logged.artefacts.has(data.sha256))
        run.findings.add('artefact_not_logged', place, data.kind);
      takeFile(run, data, logged, place, files);
    }
  }
  for (const [sha256, n] of logged?.artefacts ?? [])
    if (!shown.has(sha256))
      run.findings.add(n <= run.sealedTo ? 'artefact_dropped' : 'flag_later', { ...where, event: n });
  return unsealed;
}

/** Either there is a file or a reason why there is none. */
function isTwofold(placed: Placed): boolean {
  return 'file' in placed && 'notExported' in placed;
}

/** The record as it was stored is what stands here without the place in the bundle. */
function isSealed({ index, findings }: FlagRun, placed: Placed, where: Where): boolean {
  const { file: _file, notExported: _left, ...record } = placed;
  const leaf = index.find('artefact', placed.flagId, placed.id);
  if (leaf === undefined) return false;
  const bytes = placed.status === 'present' ? placed.sha256 : undefined;
  if (leaf.recordSha256 !== recordHash(record) || leaf.bytesSha256 !== bytes || leaf.flagSeq !== where.flag)
    findings.add('sealed_changed', where, 'artefact', placed.id);
  return true;
}

function takeFile(
  { findings, log, reading, sealedTo }: FlagRun,
  placed: Placed & { readonly status: 'present' },
  logged: LoggedFlag | undefined,
  where: Where,
  files: Map<string, ExpectedFile>,
): void {
  const path = 'file' in placed && typeof placed.file === 'string' ? placed.file : undefined;
  if (path !== undefined) {
    if (files.has(path) || !/^data\/(?:pictures|files)\//u.test(path)) findings.add('line_malformed', where);
    else if (!reading.has(path)) findings.add('named_missing', where, path);
    // the line is that of the record, not of the file
    else files.set(path, { sha256: placed.sha256, where: { ...where, path, line: undefined } });
    return;
  }
  const purged = logged?.purged.get(placed.sha256);
  if (placed.notExported === 'working_copy' && placed.role === 'working') return;
  if (placed.notExported !== 'purged') findings.add('bytes_lost', where, placed.kind);
  else if (purged === undefined && log !== undefined) findings.add('purge_not_logged', where, placed.kind);
  // without any seal nothing is held, and the report says that of the whole bundle
  else if (purged !== undefined && sealedTo >= 0 && purged > sealedTo)
    findings.add('purge_not_sealed', { ...where, event: purged }, placed.kind);
  else findings.add('bytes_purged', where, placed.kind);
}
