// Builds the command that checks exports: one file that needs Node and nothing else. Runs in node.
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './extension';

export const COMMAND = join(ROOT, 'dist', 'flagpost-verify.mjs');

export async function buildCommand(): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, 'src/verify/command.ts'),
      outDir: join(ROOT, 'dist'),
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: {
        output: { entryFileNames: 'flagpost-verify.mjs', format: 'es', codeSplitting: false },
      },
    },
  });
  return COMMAND;
}
