// Where the builds lie that the browsers load. Runs in node. Builds nothing: test/run.ts does, once for all files.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Build = 'chrome' | 'firefox' | 'chrome-steps' | 'firefox-steps';

/** Folder of a build, ready to be loaded unpacked. Throws when it has not been built. */
export function builtExtension(build: Build): string {
  const folder = fileURLToPath(new URL(`../../../dist/${build}`, import.meta.url));
  if (!existsSync(`${folder}/manifest.json`)) throw new Error(`dist/${build} is not built: run npm test`);
  return folder;
}

/** The page that the extension opens when it is installed. */
export const WELCOME = 'src/popup/index.html';
