// Which paths in a bundle are taken, and where in it the bag begins. Runs anywhere. What could land elsewhere or twice is refused.
import { FlagpostError } from '../errors';

const SEGMENT = /^(?!\.{1,2}$)[^\\/:*?"<>|\p{Cc}\p{Cf}]{1,255}$/u;
const DEPTH = 8;

/** Throws bundle_unreadable for a path that points elsewhere, or is the same as another on some system. */
export function takePaths(): (path: string) => void {
  const taken = new Set<string>();
  return (path) => {
    const segments = path.split('/');
    const safe = segments.length <= DEPTH && segments.every((segment) => SEGMENT.test(segment));
    if (!safe) throw new FlagpostError('bundle_unreadable', { what: 'path' });
    const key = path.normalize('NFKC').toLowerCase();
    if (taken.has(key)) throw new FlagpostError('bundle_unreadable', { what: 'twice' });
    taken.add(key);
  };
}

/** The folder that holds bagit.txt, with its slash: the top, or the one folder in it. */
export function bagRoot(paths: readonly string[]): string {
  const roots = paths.flatMap((path) => /^(?<root>(?:[^/]+\/)?)bagit\.txt$/u.exec(path)?.groups?.root ?? []);
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0)
    throw new FlagpostError('bundle_unreadable', { what: 'no_bag' });
  return root;
}
