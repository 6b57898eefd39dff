// The artefacts of a flag's record: sealed, logged, and each with its file or the reason why it has none. Runs anywhere.
import * as z from 'zod/mini';
import { AbsentArtefact, artefactPath, PresentArtefact } from '../flag/artefact';
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
type PresentPlaced = Placed & { readonly status: 'present' };

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
  const names = new Set<string>();
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
    if (!isSealed(run, record, data, place)) unsealed += 1;
    if (data.status === 'present') {
      shown.add(data.sha256);
      if (logged !== undefined && !logged.artefacts.has(data.sha256))
        run.findings.add('artefact_not_logged', place, data.kind);
      checkName(run, data, place, names);
      takeFile(run, data, logged, place, files);
    } else if (data.notExported !== data.absentReason) run.findings.add('line_malformed', place);
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

/** As it stands in the line: reading it for its form leaves out what the form does not name. */
const Whole = z.looseObject({});

/** The record as it was stored is what stands here without the place in the bundle. */
function isSealed({ index, findings }: FlagRun, whole: unknown, placed: Placed, where: Where): boolean {
  const { file: _file, notExported: _left, ...record } = z.parse(Whole, whole);
  const leaf = index.find('artefact', placed.flagId, placed.id);
  if (leaf === undefined) return false;
  const bytes = placed.status === 'present' ? placed.sha256 : undefined;
  if (leaf.recordSha256 !== recordHash(record) || leaf.bytesSha256 !== bytes || leaf.flagSeq !== where.flag)
    findings.add('sealed_changed', where, 'artefact', placed.id);
  return true;
}

/** A file under the number of another flag would be looked at as that flag's. */
function checkName({ findings }: FlagRun, placed: PresentPlaced, where: Where, names: Set<string>): void {
  const written = 'file' in placed || placed.notExported === 'artefact_lost';
  if (!written || where.flag === undefined) return;
  const path = artefactPath(where.flag, placed, names);
  if ('file' in placed && placed.file !== path) findings.add('file_misnamed', where, path);
}

function takeFile(
  { findings, log, reading, sealedTo }: FlagRun,
  placed: PresentPlaced,
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
