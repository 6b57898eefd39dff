// From bytes to an artefact: digests of the exact stored bytes, sizes, and the reason where there are none. Runs in the worker.

import { crc32, sha256 } from '../evidence/digest';
import type { AbsentReason, ArtefactKind, PresentArtefact } from '../flag/artefact';
import { type Clock, timeOf } from '../flag/time';
import type { Evidence } from '../queue/captures';
import type { Shot } from './shoot';

/** What an artefact is of. Its place within the flag is given when it is stored. */
export interface Made {
  readonly flagId: string;
  readonly kind: ArtefactKind;
  readonly role: 'evidentiary' | 'working';
  readonly capturedAt: number;
}

/** Bytes ready to be stored, with all that is said of them. Made while the worker has to wait for other things anyway. */
export interface Picture {
  readonly bytes: Blob;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  readonly sha256: Promise<string>;
  readonly widthPx?: number;
  readonly heightPx?: number;
}

/** The bytes of a shot as the browser made them. */
export function develop({ dataUrl }: Shot): Picture {
  return pictureFrom(Uint8Array.fromBase64(dataUrl.slice(dataUrl.indexOf(',') + 1)), 'image/png');
}

/** `blob`: of the same bytes, where there is one already. Making one holds the worker until the browser has answered. */
export function pictureFrom(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  blob = new Blob([bytes], { type: mediaType }),
): Picture {
  return {
    sha256: sha256(bytes),
    crc32: crc32(bytes),
    sizeBytes: bytes.length,
    mediaType,
    ...pngSize(bytes),
    bytes: blob,
  };
}

/** What more is said of an artefact than follows from its bytes. */
export type Said = Partial<
  Pick<
    PresentArtefact,
    | 'widthPx'
    | 'heightPx'
    | 'derivedFrom'
    | 'transform'
    | 'sameState'
    | 'alterations'
    | 'sourceUrl'
    | 'pdq'
    | 'imagesState'
    | 'durationMs'
  >
>;

/** Of evidence that is not stored yet. */
const SEQ_UNKNOWN = 0;

export async function present(
  made: Made,
  { bytes, sha256: digest, ...known }: Picture,
  clock: Clock,
  said?: Said,
): Promise<Evidence> {
  const artefact: PresentArtefact = {
    schemaVersion: 1,
    id: clock.id(),
    ...made,
    seq: SEQ_UNKNOWN,
    capturedAt: timeOf(made.capturedAt),
    status: 'present',
    ...known,
    sha256: await digest,
    ...said,
  };
  return { artefact, bytes };
}

/** `sourceUrl`: from where it could not be had. */
export function absent(
  made: Made,
  absentReason: AbsentReason,
  clock: Clock,
  said?: Pick<Said, 'sourceUrl'>,
): Evidence {
  const { capturedAt, ...rest } = made;
  const artefact = {
    schemaVersion: 1,
    id: clock.id(),
    ...rest,
    seq: SEQ_UNKNOWN,
    capturedAt: timeOf(capturedAt),
    status: 'absent',
    absentReason,
    ...said,
  } as const;
  return { artefact };
}

/** Width and height from a PNG's header, at fixed places; nothing for anything else. */
function pngSize(bytes: Uint8Array<ArrayBuffer>): { widthPx?: number; heightPx?: number } {
  if (bytes.length < 24) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x89504e47) return {};
  return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
}
