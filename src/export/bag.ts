// The session as a BagIt bag (RFC 8493) that `sha256sum -c` accepts: one pass over the flags, pictures as they come.
// Runs anywhere. A picture that is gone or damaged is left out, named and counted; it never stops the export.
import type { Problem } from '../errors';
import { jcsHash } from '../evidence/custody';
import type { Capture } from '../flag/capture';
import { FLAG_STATES, type FlagState } from '../flag/states';
import { timeOf } from '../flag/time';
import { type EvidenceRun, writeEvidence } from './bag-evidence';
import { writeJudgements, writeLines } from './bag-records';
import { type Carried, writeSeal } from './bag-seals';
import { openManifest, writeTags } from './bag-tags';
import { csvHeader, csvRow } from './columns';
import type { ExportedSeal, Exporter } from './exporter';
import { ndjsonLine } from './ndjson';
import { carriesFlag, type Exported, textFor } from './profile';
import { type Counts, readmeText, type SealShown } from './readme';

/** What one run carries along. */
interface Run extends EvidenceRun {
  readonly states: Record<FlagState, number>;
  readonly carried: Map<string, Carried>;
  exported: number;
}

export const bagExporter: Exporter = {
  id: 'bag',
  profiles: ['internal', 'partner'],

  async write(source, profile, sink, signal, now) {
    const bag = await openManifest(sink);
    const states = Object.fromEntries(FLAG_STATES.map((state) => [state, 0])) as Record<FlagState, number>;
    const carried = new Map<string, Carried>();
    const run: Run = { source, profile, bag, signal, problems: [], states, carried, exported: 0, files: 0 };
    await writeFlags(run);
    const { seals, head } = await source.seals();
    if (profile === 'internal') await writeInternal(run, head);
    for (const seal of seals) await writeSeal(run, seal);
    if (run.problems.length > 0) await bag.file('data/problems.txt', problemsText(run.problems));
    await bag.file('data/README.txt', readmeText(profile, source.session.id, countsOf(run, seals)));
    signal.throwIfAborted();
    const date = timeOf(now).slice(0, 10);
    const manifestSha256 = await writeTags(bag, sink, { session: source.session, profile, date });
    return { flags: run.exported, seals: seals.length, problems: run.problems, manifestSha256 };
  },
};

async function writeFlags(run: Run): Promise<void> {
  const { source, profile, bag, signal } = run;
  const csv = await bag.open('data/flags.csv');
  const ndjson = await bag.open('data/flags.ndjson');
  const judgements = profile === 'internal' ? await bag.open('data/judgements.ndjson') : undefined;
  await csv.write(csvHeader(profile));
  for await (const flag of source.flags()) {
    signal.throwIfAborted();
    run.states[flag.row.flagState] += 1;
    if (!carriesFlag(profile, flag)) continue;
    const evidence = await writeEvidence(run, flag);
    const captureSha256 = captureDigest(flag.capture);
    const exported: Exported = { flag, evidence, captureSha256, text: textFor(profile, flag.capture) };
    await csv.write(csvRow(profile, exported));
    await ndjson.write(ndjsonLine(profile, exported));
    if (judgements !== undefined) await writeJudgements(source, judgements, flag);
    run.carried.set(flag.capture.id, carriedOf(exported));
    run.exported += 1;
  }
  signal.throwIfAborted();
  await csv.close();
  await ndjson.close();
  await judgements?.close();
}

function carriedOf({ flag, evidence }: Exported): Carried {
  const written = evidence.filter(({ path }) => path !== undefined);
  return {
    artefactIds: new Set(written.map(({ artefact }) => artefact.id)),
    revision: flag.judgement?.revision ?? 0,
  };
}

/** As the custody log has it. */
function captureDigest(capture: Capture): string | undefined {
  try {
    return jcsHash(capture);
  } catch {
    // a lone surrogate or a number that JSON lacks: there is no canonical form, so there is no such digest
    return undefined;
  }
}

async function writeInternal({ source, bag, signal }: Run, head: number): Promise<void> {
  await writeLines(source.receipts(), await bag.open('data/receipts.ndjson'), signal);
  await writeLines(source.custody(head), await bag.open('data/custody.ndjson'), signal);
}

function problemsText(problems: readonly Problem[]): string {
  const lines = problems.map(({ code, params }) => `${code}  ${params?.file ?? ''}`);
  const head =
    'These files are not in the export: the stored bytes are gone or no longer match their SHA-256.';
  return `${head}\n\n${lines.join('\n')}\n`;
}

function countsOf(run: Run, seals: readonly ExportedSeal[]): Counts {
  const { states, exported, files, problems } = run;
  const shown = seals.map(({ n, reply }): SealShown => ({ n, stamped: reply !== undefined }));
  return { states, exported, files, lost: problems.length, seals: shown };
}
