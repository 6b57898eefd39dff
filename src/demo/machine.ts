// What demo and tests need on a machine beside npm's packages: browsers and a few small programs. Runs in node.
// Installs only as root with leave to do so; otherwise it prints the one line to run.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Program =
  | 'chromium'
  | 'firefox'
  | 'xvfb'
  | 'xdotool'
  | 'imagemagick'
  | 'openssl'
  | 'postgresql'
  | 'unzip';

interface Where {
  /** Names on the PATH, the preferred one first. */
  readonly names: readonly string[];
  /** Places outside the PATH; one folder may be * (a version). */
  readonly places?: readonly string[];
  /** Debian's packages. */
  readonly packages: readonly string[];
}

const windowsFolders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
const onWindows = (path: string): string[] =>
  windowsFolders.flatMap((folder) => (folder === undefined ? [] : [join(folder, path)]));

const WHERE: Readonly<Record<Program, Where>> = {
  chromium: {
    names: [
      'chromium',
      'chromium-browser',
      'microsoft-edge',
      'microsoft-edge-stable',
      'google-chrome',
      'google-chrome-stable',
    ],
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ...onWindows('Chromium/Application/chrome.exe'),
      ...onWindows('Microsoft/Edge/Application/msedge.exe'),
      ...onWindows('Google/Chrome/Application/chrome.exe'),
    ],
    packages: ['chromium', 'fonts-dejavu-core'],
  },
  firefox: {
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', ...onWindows('Mozilla Firefox/firefox.exe')],
    packages: ['firefox-esr', 'fonts-dejavu-core'],
  },
  xvfb: { names: ['Xvfb'], packages: ['xvfb'] },
  xdotool: { names: ['xdotool'], packages: ['xdotool'] },
  imagemagick: { names: ['import'], packages: ['imagemagick'] },
  openssl: { names: ['openssl'], packages: ['openssl'] },
  postgresql: { names: ['initdb'], places: ['/usr/lib/postgresql/*/bin/initdb'], packages: ['postgresql'] },
  unzip: { names: ['unzip'], packages: ['unzip'] },
};

/** Path of a program, or undefined where the machine has none. */
export function whereIs(program: Program): string | undefined {
  const { names, places = [] } = WHERE[program];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  return onPath ?? places.flatMap(expand).find(existsSync);
}

/** Path of a program that `need` has made sure of. */
export function findProgram(program: Program): string {
  const found = whereIs(program);
  if (found === undefined) throw new Error(`${program} is not on this machine`);
  return found;
}

/** Chrome and Edge ignore --load-extension: there the extension is loaded over the debugging protocol. */
export function isBranded(browserPath: string): boolean {
  return !/chromium/iu.test(browserPath);
}

/** Whether this run may install: as root, and asked for by --install or by CI=true. */
export function mayInstall(args: readonly string[]): boolean {
  return process.getuid?.() === 0 && (process.env.CI === 'true' || args.includes('--install'));
}

/** Makes sure of these programs. Ends the process with the line to run where something is missing. */
export function need(programs: readonly Program[], { install }: { readonly install: boolean }): void {
  const missing = programs.filter((program) => whereIs(program) === undefined);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((program) => WHERE[program].packages))];
  const getPackages = ['install', '-y', '--no-install-recommends', ...packages];
  if (install && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${packages.join(' ')}`);
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', getPackages, options);
    need(programs, { install: false });
    return;
  }
  console.error(
    `Not on this machine: ${missing.join(', ')}. On Debian or Ubuntu this installs what is missing:`,
  );
  console.error(`  sudo apt-get update && sudo apt-get ${getPackages.join(' ')}`);
  process.exit(1);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us to run: either way not a program we can use
  }
}

/** A place with a version folder in it: every place there is, the newest first. */
function expand(place: string): string[] {
  const [above, below] = place.split('/*/');
  if (above === undefined || below === undefined) return [place];
  if (!existsSync(above)) return [];
  return readdirSync(above)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(above, version, below));
}
