// What somebody could do to a bundle with an editor: change, drop, swap, repeat, reorder, cut. Runs in node.
// Each is named by the files it touches, so that a test can ask whether the report names them too.
import fc from 'fast-check';
import type { Files } from './sealed';

export interface Mutation {
  readonly what: string;
  /** The files it touches. */
  readonly paths: readonly string[];
  /** Of the one record that it touches, where there is one. */
  readonly line?: number | undefined;
  apply(files: Files): void;
}

interface Draw {
  readonly kind: (typeof KINDS)[number];
  /** Numbers that choose file, place and change. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const KINDS = [
  'byte',
  'byte',
  'insert',
  'drop_file',
  'cut_file',
  'grow_file',
  'empty_file',
  'swap_files',
  'rename_file',
  'add_file',
  'drop_line',
  'repeat_line',
  'swap_lines',
  'reverse_lines',
  'cut_lines',
  'value',
] as const;

export const draws = fc.record<Draw>({
  kind: fc.constantFrom(...KINDS),
  a: fc.nat(),
  b: fc.nat(),
  c: fc.nat(),
});

/** Undefined where the draw changes nothing (an empty file, two equal lines). */
export function mutationOf(
  files: Files,
  draw: Draw,
  touches: (path: string) => boolean,
): Mutation | undefined {
  const paths = [...files.keys()].filter(touches).sort();
  const lined = paths.filter((path) => /\.(?:ndjson|txt|csv)$/u.test(path));
  const records = paths.filter((path) => path.endsWith('.ndjson'));
  const of =
    draw.kind.endsWith('_line') || draw.kind.endsWith('_lines')
      ? lined
      : draw.kind === 'value'
        ? records
        : paths;
  const path = of[draw.a % of.length];
  if (path === undefined) return undefined;
  const change = changeOf(files, path, paths, draw);
  const line = change && lineOf(files.get(path) ?? new Uint8Array(), path, draw);
  return change && { what: `${draw.kind} ${path}`, line, ...change };
}

/** The line of a changed byte or value, of a file with one record a line. */
function lineOf(bytes: Uint8Array, path: string, { kind, b, c }: Draw): number | undefined {
  if (!path.endsWith('.ndjson') || (kind !== 'byte' && kind !== 'value')) return undefined;
  const lines = Buffer.from(bytes).toString('latin1').split('\n').length - 1;
  if (kind === 'value') return 1 + (b % Math.max(1, lines));
  const at = b % bytes.length;
  const breaks = bytes[at] === 10 || ((bytes[at] ?? 0) ^ ((c % 255) + 1)) === 10;
  return breaks ? undefined : Buffer.from(bytes.subarray(0, at)).toString('latin1').split('\n').length;
}

type Change = Omit<Mutation, 'what'>;

function changeOf(
  files: Files,
  path: string,
  paths: readonly string[],
  { kind, b, c }: Draw,
): Change | undefined {
  const bytes = files.get(path) ?? new Uint8Array();
  const put = (next: Uint8Array<ArrayBuffer>): Change | undefined =>
    Buffer.from(next).equals(bytes) ? undefined : { paths: [path], apply: (all) => void all.set(path, next) };
  const at = bytes.length === 0 ? 0 : b % bytes.length;
  switch (kind) {
    case 'byte':
      return put(bytes.map((byte, i) => (i === at ? byte ^ ((c % 255) + 1) : byte)));
    case 'insert':
      return put(Uint8Array.from([...bytes.subarray(0, at), c % 256, ...bytes.subarray(at)]));
    case 'cut_file':
      return put(bytes.slice(0, at));
    case 'empty_file':
      return put(new Uint8Array());
    case 'grow_file':
      return put(Uint8Array.from([...bytes, ...Array.from({ length: 1 + (c % 5) }, () => b % 256)]));
    case 'drop_file':
      return { paths: [path], apply: (all) => void all.delete(path) };
    case 'rename_file': {
      const to = path.replace(/(?<name>[^/.]+)(?<ending>\.[^/]*)$/u, `$<name>-${c % 100}$<ending>`);
      return { paths: [path, to], apply: moving(path, to) };
    }
    case 'add_file': {
      const to = path.replace(/[^/]+$/u, `added-${c % 1000}.png`);
      return { paths: [to], apply: (all) => void all.set(to, bytes) };
    }
    case 'swap_files': {
      const other = paths[b % paths.length] ?? path;
      const theirs = files.get(other) ?? bytes;
      if (Buffer.from(theirs).equals(bytes)) return undefined;
      return { paths: [path, other], apply: swapping(path, other) };
    }
    case 'value':
      return put(new TextEncoder().encode(withValueChanged(new TextDecoder().decode(bytes), b, c)));
    default:
      return put(new TextEncoder().encode(withLines(new TextDecoder().decode(bytes), kind, b, c)));
  }
}

function moving(from: string, to: string): Mutation['apply'] {
  return (all) => {
    all.set(to, all.get(from) ?? new Uint8Array());
    all.delete(from);
  };
}

function swapping(one: string, other: string): Mutation['apply'] {
  return (all) => {
    const [a, b] = [all.get(one), all.get(other)];
    if (a !== undefined) all.set(other, a);
    if (b !== undefined) all.set(one, b);
  };
}

function withLines(text: string, kind: Draw['kind'], b: number, c: number): string {
  const lines = text.split('\n');
  const end = lines.pop() ?? '';
  if (lines.length === 0) return text;
  const [i, j] = [b % lines.length, c % lines.length];
  const [one = '', other = ''] = [lines[i], lines[j]];
  if (kind === 'drop_line') lines.splice(i, 1);
  if (kind === 'repeat_line') lines.splice(j, 0, one);
  if (kind === 'swap_lines') [lines[i], lines[j]] = [other, one];
  if (kind === 'reverse_lines') lines.reverse();
  if (kind === 'cut_lines') lines.splice(i);
  return [...lines, end].join('\n');
}

/** Another value in one place of one record, written as Flagpost writes. */
function withValueChanged(text: string, b: number, c: number): string {
  const lines = text.split('\n');
  const i = b % Math.max(1, lines.length - 1);
  const record: unknown = JSON.parse(lines[i] || '{}');
  const places = placesIn(record);
  const place = places[c % Math.max(1, places.length)];
  place?.set();
  lines[i] = lines[i] === '' ? '' : JSON.stringify(record);
  return lines.join('\n');
}

interface Place {
  set(): void;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'object' && inner !== null) return placesIn(inner);
    const other =
      typeof inner === 'number' ? inner + 1 : typeof inner === 'boolean' ? !inner : `${String(inner)}x`;
    return [{ set: () => void Reflect.set(value, key, other) }];
  });
}
