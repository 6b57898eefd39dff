// flags.ndjson of a partner's bundle: few records can be held against a seal there, and those are. Runs anywhere.
import * as z from 'zod/mini';
import type { Findings } from './findings';
import type { ExpectedFile } from './flag-artefacts';
import { type CheckedFlags, FLAGS } from './flags';
import { parseLine } from './json-line';
import type { Reading } from './reading';
import type { Where } from './report';
import type { SealedIndex } from './sealed-index';

const File = z.union([
  z.looseObject({ file: z.string(), sha256: z.string(), sizeBytes: z.int() }),
  z.strictObject({ notExported: z.string() }),
]);
const Line = z.looseObject({
  schemaVersion: z.literal(1),
  profile: z.literal('partner'),
  flagId: z.string(),
  seq: z.int(),
  sessionId: z.string(),
  captureSha256: z.optional(z.string()),
  screenshot: File,
  wholePost: z.optional(File),
  textFile: z.optional(File),
});
type Line = z.infer<typeof Line>;

interface PartnerRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly sessionId: string;
  readonly index: SealedIndex;
}

/** Flag and digest -> id of the artefact under the seals. A partner's records name no artefact. */
type Sealed = ReadonlyMap<string, string>;

export async function checkPartnerFlags(run: PartnerRun): Promise<CheckedFlags> {
  const { reading, findings } = run;
  const files = new Map<string, ExpectedFile>();
  const sealed = sealedFiles(run.index);
  const seen = new Map<string, number>();
  let lastSeq = 0;
  let unsealed = 0;
  for await (const { line, text } of reading.lines(FLAGS)) {
    const { data } = z.safeParse(Line, parseLine(text, { path: FLAGS, line }, findings));
    if (data === undefined || data.sessionId !== run.sessionId) {
      findings.add('line_malformed', { path: FLAGS, line });
      continue;
    }
    const where = { path: FLAGS, line, flag: data.seq, flagId: data.flagId };
    if (data.seq <= lastSeq) findings.add('flag_order', where, lastSeq);
    if (seen.has(data.flagId)) findings.add('flag_twice', where);
    seen.set(data.flagId, line);
    lastSeq = data.seq;
    unsealed += checkCapture(run, data, where) + takeFiles(run, data, where, { files, sealed });
  }
  return { flags: seen.size, lines: seen, files, unsealed };
}

function checkCapture({ index, findings }: PartnerRun, line: Line, where: Where): number {
  const leaf = index.find('capture', line.flagId, line.flagId);
  if (leaf === undefined) return 1;
  if (leaf.recordSha256 !== line.captureSha256 || leaf.flagSeq !== line.seq)
    findings.add('sealed_changed', where, 'capture', line.flagId);
  return 0;
}

/** A judgement cannot be held against its leaf here: only a part of it goes to partners. */
function sealedFiles(index: SealedIndex): Sealed {
  const found = new Map<string, string>();
  for (const { kind, flagId, id, bytesSha256 } of [...index.unseen()]) {
    if (kind === 'judgement') index.find(kind, flagId, id);
    if (bytesSha256 !== undefined) found.set(`${flagId} ${bytesSha256}`, id);
  }
  return found;
}

interface Taken {
  readonly files: Map<string, ExpectedFile>;
  readonly sealed: Sealed;
}

function takeFiles(run: PartnerRun, line: Line, where: Where, { files, sealed }: Taken): number {
  let unsealed = 0;
  const { screenshot, wholePost, textFile } = line;
  const named = { screenshot_post: screenshot, screenshot_whole_post: wholePost, text: textFile };
  for (const [kind, one] of Object.entries(named)) {
    if (one === undefined || !('file' in one)) continue;
    const { file, sha256 } = one;
    if (typeof file !== 'string' || typeof sha256 !== 'string') continue;
    const name = `${String(line.seq).padStart(5, '0')}-${kind}`;
    if (!isNamed(file, name)) run.findings.add('file_misnamed', { ...where, path: file }, name);
    if (files.has(file) || !run.reading.has(file)) run.findings.add('named_missing', where, file);
    else files.set(file, { sha256, where: { ...where, path: file, line: undefined } });
    const artefact = sealed.get(`${line.flagId} ${sha256}`);
    if (artefact === undefined) unsealed += 1;
    else run.index.find('artefact', line.flagId, artefact);
  }
  return unsealed;
}

/** Under the name of another flag it would be looked at as that flag's. */
function isNamed(file: string, name: string): boolean {
  const [, plain] = /^data\/(?:pictures|files)\/([^/]*?)(?:-[1-9]\d*)?\.[a-z0-9.]+$/u.exec(file) ?? [];
  return plain === name;
}
