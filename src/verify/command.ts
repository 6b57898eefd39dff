#!/usr/bin/env node
// ENTRY command: checks an export from the command line, with Node and nothing else. Writes no file, asks no network.
// Exit code: 0 nothing failed, 1 something failed, 2 not readable or wrongly called.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { FlagpostError } from '../errors';
import { openBundle } from './folder-bundle';
import { reportText } from './report-text';
import { verifyBundle } from './verify-bundle';
import { refusalWords, type Say } from './words';

const USAGE = `flagpost-verify FILE [--pin HEX]... [--roots FILE] [--json]

  FILE         the ZIP file of an export, or the folder it was unpacked to
  --pin HEX    fingerprint (SHA-256) of a key that you know: of who sealed, or of a desk; may be given again
  --roots FILE root certificates (PEM) of the time-stamp authority, from the authority itself
  --json       the report as data
`;

const say: Say = (key, ...params) =>
  messages[key].message.replaceAll(/\$(\d)/gu, (_, n: string) => String(params[Number(n) - 1] ?? ''));

interface Called {
  readonly path: string;
  readonly pins: readonly string[];
  readonly roots: string | undefined;
  readonly json: boolean;
}

/** Undefined for a call that makes no sense. */
function called(args: readonly string[]): Called | undefined {
  const options = {
    pin: { type: 'string', multiple: true },
    roots: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [path, ...more] = positionals;
    const pins = values.pin ?? [];
    const sound = pins.every((pin) => /^[0-9a-f]{64}$/iu.test(pin.replace(/[\s:]/gu, '')));
    if (path === undefined || more.length > 0 || !sound) return undefined;
    return { path, pins, roots: values.roots, json: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const call = called(args);
  if (call === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const roots = call.roots === undefined ? undefined : await readFile(call.roots, 'utf8');
  const bundle = await openBundle(call.path);
  try {
    const report = await verifyBundle(bundle, { pins: call.pins, roots, now: Date.now() });
    process.stdout.write(call.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(say, report));
    return report.verdict === 'passed' ? 0 : 1;
  } finally {
    await bundle.close();
  }
}

function sentence(error: unknown): string {
  if (error instanceof FlagpostError && error.code === 'bundle_unreadable')
    return refusalWords(say, error.params.what);
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 2;
}
