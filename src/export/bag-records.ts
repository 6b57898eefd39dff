// The records beside the flags that only the unit itself gets: every judgement, the receipts, the custody log. Runs anywhere.
import type { Flag } from '../flag/flag';
import type { GrowingFile, SessionSource } from './exporter';

/** Every revision up to the one that flags.ndjson has: one that is made while the export runs is in neither. */
export async function writeJudgements(source: SessionSource, file: GrowingFile, flag: Flag): Promise<void> {
  const { judgement } = flag;
  if (judgement === undefined) return;
  for (const one of await source.judgements(flag.capture.id)) {
    if (one.revision <= judgement.revision) await file.write(`${JSON.stringify(one)}\n`);
  }
}

/** One line each. */
export async function writeLines(
  records: AsyncIterable<object>,
  file: GrowingFile,
  signal: AbortSignal,
): Promise<void> {
  for await (const record of records) {
    signal.throwIfAborted();
    await file.write(`${JSON.stringify(record)}\n`);
  }
  await file.close();
}
