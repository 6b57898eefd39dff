// Puts a flag's artefacts into the bag, each checked against the digest taken at capture. Runs anywhere.
// One that is gone or damaged is left out and reported, never written as if it were sound.
import { FlagpostError, type Problem } from '../errors';
import { sha256 } from '../evidence/digest';
import { type ArtefactKind, artefactPath, type PresentArtefact } from '../flag/artefact';
import type { Flag } from '../flag/flag';
import type { BagManifest } from './bag-tags';
import type { Profile, SessionSource, Whole } from './exporter';
import { type ExportedArtefact, knowsArtefact, leftBehind } from './profile';

export interface EvidenceRun {
  readonly source: SessionSource;
  readonly profile: Profile;
  readonly bag: BagManifest;
  readonly signal: AbortSignal;
  readonly problems: Problem[];
  files: number;
}

export async function writeEvidence(run: EvidenceRun, flag: Flag): Promise<ExportedArtefact[]> {
  const done: ExportedArtefact[] = [];
  const names = new Set<string>();
  const purged = await run.source.purged(flag.capture.id);
  for (const artefact of flag.artefacts.filter((one) => knowsArtefact(run.profile, one))) {
    run.signal.throwIfAborted();
    const left = leftBehind(run.profile, flag, artefact);
    if (artefact.status === 'absent' || left !== undefined) {
      done.push({ artefact, left: left ?? 'not_captured' });
      continue;
    }
    // a partner's record names one of a kind: a second would be a file that nothing names
    const twice = run.profile === 'partner' && done.some((one) => isWritten(one, artefact.kind));
    if (twice) continue;
    if (purged.includes(artefact.sha256)) {
      done.push({ artefact, left: 'purged' });
      continue;
    }
    done.push(await writeArtefact(run, artefact, artefactPath(flag.capture.seq, artefact, names)));
  }
  return done;
}

function isWritten({ artefact, path }: ExportedArtefact, kind: ArtefactKind): boolean {
  return path !== undefined && artefact.kind === kind;
}

async function writeArtefact(
  run: EvidenceRun,
  artefact: PresentArtefact,
  path: string,
): Promise<ExportedArtefact> {
  const whole = await intactBytes(run.source, artefact);
  if (whole === undefined) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    run.problems.push({ code: 'artefact_lost', params: { file } });
    return { artefact, left: 'artefact_lost' };
  }
  await run.bag.file(path, whole);
  run.files += 1;
  return { artefact, path };
}

/** The bytes, when they are there and still hash to what was recorded at capture. */
async function intactBytes(source: SessionSource, artefact: PresentArtefact): Promise<Whole | undefined> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await (await source.artefact(artefact.sha256)).arrayBuffer());
  } catch (error) {
    // gone from the store, or the file behind the Blob cannot be read any more
    if (error instanceof FlagpostError && error.code === 'artefact_lost') return undefined;
    if (error instanceof DOMException && error.name.startsWith('NotReadable')) return undefined;
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
  const digest = await sha256(bytes);
  return digest === artefact.sha256 ? { bytes, sha256: digest } : undefined;
}
