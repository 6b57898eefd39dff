// npm run check: everything that must hold before a change is handed in, in the order of what fails soonest. Runs in node.
import { spawnSync } from 'node:child_process';
import * as z from 'zod/mini';
import { ROOT } from '../src/demo/extension';

/** Warnings of the add-on linter that are known and harmless; any other stops the check. */
const KNOWN_WARNINGS: Readonly<Record<string, string>> = {
  UNSAFE_VAR_ASSIGNMENT:
    "preact's own support for dangerouslySetInnerHTML, which our code may not use; zip.js's import of codecs, which it is given none of",
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION: 'data_collection_permissions; Android is not a target',
};

const Lint = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});

interface Outcome {
  readonly ok: boolean;
  readonly said: string;
}

function run(script: string, ...args: string[]): Outcome {
  const env = { ...process.env, NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };
  const options = { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 64_000_000 } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`node_modules/${script}`, ...args],
    options,
  );
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

function typesOf(project: string): Outcome {
  return run('typescript/bin/tsc', '-p', project);
}

function lintAddon(): Outcome {
  const how = ['--source-dir', 'dist/firefox', '--no-config-discovery', '--output', 'json'];
  const { said } = run('web-ext/bin/web-ext.js', 'lint', ...how);
  const { errors, warnings } = z.parse(
    Lint,
    JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)),
  );
  const unknown = warnings.filter(({ code }) => !(code in KNOWN_WARNINGS));
  const lines = [...errors, ...unknown].map(({ code, message }) => `${code}: ${message}`);
  return { ok: lines.length === 0, said: lines.join('\n') };
}

function tests(): Outcome {
  const { status } = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'test/run.ts'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return { ok: status === 0, said: '' };
}

const STEPS: readonly (readonly [string, () => Outcome])[] = [
  ['format and lint', () => run('@biomejs/biome/bin/biome', 'ci', '--colors=off', '.')],
  [
    'promises',
    () => run('oxlint/bin/oxlint', '--type-aware', '-D', 'typescript/no-floating-promises', 'src', 'test'),
  ],
  ['types: page', () => typesOf('src/tsconfig.page.json')],
  ['types: extension', () => typesOf('src/tsconfig.extension.json')],
  ['types: node', () => typesOf('src/tsconfig.node.json')],
  ['types: tests', () => typesOf('test/tsconfig.json')],
  ['build', () => run('tsx/dist/cli.mjs', 'src/demo/build.ts')],
  ['add-on lint', lintAddon],
  ['tests', tests],
];

const failed = STEPS.filter(([name, step]) => {
  const start = performance.now();
  const { ok, said } = step();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (!ok) console.log(said);
  return !ok;
});
process.exitCode = failed.length === 0 ? 0 : 1;
