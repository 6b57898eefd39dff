// ZIP files with the same bytes every time: sorted names, one fixed date. Runs in node.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { downloadZip } from 'client-zip';

export interface PackedFile {
  /** Path inside the ZIP, with /. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Every file below a folder. */
export function filesUnder(folder: string, prefix = ''): PackedFile[] {
  return readdirSync(join(folder, prefix)).flatMap((entry) => {
    const name = `${prefix}${entry}`;
    return statSync(join(folder, name)).isDirectory()
      ? filesUnder(folder, `${name}/`)
      : [{ name, bytes: readBytes(join(folder, name)) }];
  });
}

export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path));
}

export async function zipOf(files: readonly PackedFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const lastModified = new Date(2001, 0, 1); // as local time, which is what a ZIP holds: the same in every zone
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries = sorted.map(({ name, bytes }) => ({ name, input: bytes, lastModified }));
  return new Uint8Array(await downloadZip(entries).arrayBuffer());
}
