// A stored snapshot made ready to be shown: unpacked within bounds, and kept from loading or leading anywhere.
// Runs in the UI. What comes of it is for a sandboxed frame only, never for the page itself.
import { FlagpostError } from '../../errors';

/** What a frame can still show; larger ones are saved instead. */
export const SHOWN_MAX_BYTES = 64 * 1024 * 1024;

/** On top of what the snapshot says of itself: what was stored is not trusted to say it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; form-action 'none'; base-uri 'none'";
const HEAD = `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer">`;

/** Throws artefact_lost for bytes that cannot be unpacked; undefined for a snapshot that is too large to be shown. */
export async function readSnapshot(bytes: Blob, max = SHOWN_MAX_BYTES): Promise<string | undefined> {
  const parts: string[] = [];
  const decoder = new TextDecoder();
  let size = 0;
  try {
    const reader = bytes.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength;
      if (size > max) {
        await reader.cancel();
        return undefined;
      }
      parts.push(decoder.decode(read.value, { stream: true }));
    }
  } catch (error) {
    throw new FlagpostError('artefact_lost', {}, error);
  }
  return guarded(parts.join('') + decoder.decode());
}

const DOCTYPE = /^\uFEFF?\s*<!doctype[^>]*>/iu;

/** The policy stands before everything that it is to hold for; after the doctype, or the page would be drawn as in 1998. */
export function guarded(html: string): string {
  const doctype = DOCTYPE.exec(html)?.[0] ?? '';
  return doctype + HEAD + html.slice(doctype.length);
}
