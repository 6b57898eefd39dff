// Reads the files of a bundle once each: lines, small texts, bytes, and their digest on the way. Runs anywhere.
import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '../evidence/digest';
import type { Findings } from './findings';
import type { BundleSource } from './source';

/** No record is near it; a line without an end would fill the memory. */
const LINE_MAX = 32 * 1024 * 1024;
/** A file in which more is wrong is not read to its end: a small archive may unpack to millions of empty lines. */
const FAULTS_MAX = 10_000;
const SMALL_MAX = 4 * 1024 * 1024;
/** What is hashed at once, by the platform: several times the speed of what comes in pieces. */
const WHOLE_MAX = 32 * 1024 * 1024;

export interface Line {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface Reading {
  has(path: string): boolean;
  paths(): readonly string[];
  /** The lines without their LF. Stops with a finding at what is no text, is too long, or has no end. */
  lines(path: string): AsyncGenerator<Line>;
  /** A small text; undefined with a finding when it is too long or no text. */
  text(path: string): Promise<string | undefined>;
  bytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** SHA-256 of the file, without reading again what was read before. */
  digest(path: string): Promise<string>;
}

export interface ReadingOptions {
  readonly findings: Findings;
  readonly onBytes: (count: number) => void;
}

export function readingOf(source: BundleSource, { findings, onBytes }: ReadingOptions): Reading {
  const sizes = new Map(source.files.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const digests = new Map<string, string>();

  /** Every byte goes through here once it is asked for. */
  async function* pieces(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const hash = hasher.create();
    for await (const piece of source.read(path)) {
      hash.update(piece);
      onBytes(digests.has(path) ? 0 : piece.byteLength);
      yield piece;
    }
    digests.set(path, bytesToHex(hash.digest()));
  }

  async function bytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const size = sizes.get(path);
    if (size === undefined) return undefined;
    if (size > SMALL_MAX) {
      findings.add('line_malformed', { path });
      return undefined;
    }
    return joined(pieces(path), size);
  }

  return {
    has: (path) => sizes.has(path),
    paths: () => [...sizes.keys()],
    bytes,
    async text(path) {
      const found = await bytes(path);
      return found && textOf(found, () => findings.add('line_malformed', { path }));
    },
    lines: (path) => linesOf(pieces(path), path, findings),
    async digest(path) {
      const known = digests.get(path);
      if (known !== undefined) return known;
      const size = sizes.get(path) ?? 0;
      if (size <= WHOLE_MAX) {
        const whole = await joined(source.read(path), size);
        onBytes(whole.byteLength);
        digests.set(path, await sha256(whole));
      } else {
        for await (const _piece of pieces(path));
      }
      return digests.get(path) ?? '';
    },
  };
}

async function joined(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) all.push(piece);
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const whole = new Uint8Array(
    Math.max(
      size,
      all.reduce((sum, { byteLength }) => sum + byteLength, 0),
    ),
  );
  let at = 0;
  for (const piece of all) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole.subarray(0, at);
}

function textOf(bytes: Uint8Array, onBad: () => void): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    onBad();
    return undefined;
  }
}

async function* linesOf(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  path: string,
  findings: Findings,
): AsyncGenerator<Line> {
  let rest: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let line = 0;
  const before = findings.failed();
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, from)) {
      line += 1;
      const where = { path, line };
      const whole = await joined(listed([...rest, piece.subarray(from, at)]), 0);
      const text = textOf(whole, () => findings.add('line_malformed', where));
      if (text !== undefined) yield { line, text };
      [rest, waiting, from] = [[], 0, at + 1];
      if (findings.failed() - before > FAULTS_MAX) {
        findings.add('lines_unread', where);
        return;
      }
    }
    rest.push(piece.slice(from));
    waiting += piece.byteLength - from;
    if (waiting > LINE_MAX) {
      findings.add('line_malformed', { path, line: line + 1 });
      [rest, waiting] = [[], 0];
    }
  }
  if (waiting > 0) findings.add('file_cut', { path, line: line + 1 });
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
