// The tag files of a BagIt bag: what it is, and the SHA-256 of every file, in the form `sha256sum -c` reads.
// Runs anywhere. The manifest is written line by line as files come; it is never held in memory.
import type { Session } from '../flag/session';
import type { FileSink, GrowingFile, Profile, Whole, Written } from './exporter';

/** A sink for the payload (data/...) that lists and counts all that goes through it. */
export interface BagManifest extends FileSink {
  /** Closes the list. */
  close(): Promise<{ readonly manifest: Written; readonly files: number; readonly bytes: number }>;
}

const MANIFEST = 'manifest-sha256.txt';

export async function openManifest(sink: FileSink): Promise<BagManifest> {
  const manifest = await sink.open(MANIFEST);
  let files = 0;
  let bytes = 0;

  async function list(path: string, written: Written): Promise<Written> {
    files += 1;
    bytes += written.sizeBytes;
    await manifest.write(manifestLine(path, written));
    return written;
  }

  return {
    async file(path: string, content: string | Whole) {
      return list(path, await sink.file(path, content));
    },
    async open(path): Promise<GrowingFile> {
      const growing = await sink.open(path);
      return { write: growing.write, close: async () => list(path, await growing.close()) };
    },
    async close() {
      return { manifest: await manifest.close(), files, bytes };
    },
  };
}

interface BagInfo {
  readonly session: Session;
  readonly profile: Profile;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** Writes what lies beside data/, and gives the manifest's digest. */
export async function writeTags(
  bag: BagManifest,
  sink: FileSink,
  { session, profile, date }: BagInfo,
): Promise<string> {
  const { manifest, files, bytes } = await bag.close();
  const info: readonly (readonly [string, string])[] = [
    ['Bag-Software-Agent', 'Flagpost'],
    ['Bagging-Date', date],
    ['Payload-Oxum', `${bytes}.${files}`],
    ['External-Identifier', session.id],
    // the name is the analyst's own words, so it stays inside
    ...(profile === 'internal' ? [['External-Description', session.name] as const] : []),
    ['Flagpost-Profile', profile],
  ];
  const tags: readonly (readonly [string, string])[] = [
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['bag-info.txt', info.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')],
  ];
  let lines = manifestLine(MANIFEST, manifest);
  for (const [path, text] of tags) lines += manifestLine(path, await sink.file(path, text));
  await sink.file('tagmanifest-sha256.txt', lines);
  return manifest.sha256;
}

function manifestLine(path: string, { sha256 }: Written): string {
  return `${sha256}  ${path}\n`;
}

function oneLine(value: string): string {
  return value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
