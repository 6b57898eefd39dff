// What a bundle is read from: an archive or a folder, file by file, in pieces. Runs anywhere.

export interface BundleFile {
  /** From the folder that holds bagit.txt, with /. */
  readonly path: string;
  readonly sizeBytes: number;
}

export interface BundleSource {
  /** Paths are safe and there is one of each. */
  readonly files: readonly BundleFile[];
  /** What lies beside the bag. */
  readonly outside: readonly string[];
  /** The bytes in pieces; each is done with when the next is asked for. */
  read(path: string): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Bytes that can be read anywhere: a file, a Blob. */
export interface RandomAccess {
  readonly sizeBytes: number;
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function blobBytes(blob: Blob): RandomAccess {
  return {
    sizeBytes: blob.size,
    read: async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()),
  };
}
