// The source files as the convention tests see them: text and imports. Runs in node. Reads, never writes.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path below src without extension, for an import of our own. */
  readonly own?: string;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** Path below the folder that was read, with /. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every file below a folder of the repository whose name ends so. */
export function filesIn(folder: string, ...endings: string[]): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => posix.relative(join(ROOT, folder), join(entry.parentPath, entry.name)))
    .sort();
}

export function sourcesIn(folder: string): Source[] {
  return filesIn(folder, '.ts', '.tsx').map((path) =>
    source(path, readFileSync(join(ROOT, folder, path), 'utf8')),
  );
}

/** A source from its text: for the real ones, and for the made-up ones that show a rule can fail. */
export function source(path: string, text: string): Source {
  return { path, text, imports: importsOf(path, text) };
}

const STATEMENT = /^(?:import|export)\s+(?<clause>[^'"`;]*?\s*from\s*)?['"](?<from>[^'"]+)['"]/gmu;
const CALL = /\bimport\(\s*['"](?<from>[^'"]+)['"]/gu;

function importsOf(path: string, text: string): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(({ groups }) => ({
    specifier: groups!.from!,
    typeOnly: isTypeOnly(groups!.clause ?? ''),
  }));
  const calls = [...text.matchAll(CALL)].map(({ groups }) => ({ specifier: groups!.from!, typeOnly: false }));
  return [...statements, ...calls].map((one) => {
    if (!one.specifier.startsWith('.')) return one;
    const own = posix.join(posix.dirname(path), one.specifier).replace(/\.tsx?$/u, '');
    return { ...one, own };
  });
}

/** `import type ...`, or braces in which every name is marked as a type. */
function isTypeOnly(clause: string): boolean {
  if (clause.startsWith('type ')) return true;
  const names = /^\{(?<names>[^}]*)\}/u.exec(clause.trim())?.groups?.names;
  if (names === undefined) return false;
  return names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

/** Code without comments; what stands in strings stays. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|[^:'"`\\])\/\/.*$/gmu, '$1');
}
