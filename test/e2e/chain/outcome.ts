// What must be true at the end of the chain, whatever browser it ran in: the desk's database, its artefacts, the bundle.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { RunningDesk } from '../../../src/desk/serve';
import { jcsHash } from '../../../src/evidence/custody';
import { Capture } from '../../../src/flag/capture';
import type { Stores } from '../store';

const FlagRow = z.object({ flag_id: z.string(), capture_sha256: z.string(), json: z.string() });

/** The desk's PostgreSQL holds the one flag as the browser stored it, and gives out its picture with the right digest. */
export async function expectAtDesk(stores: Stores, desk: RunningDesk, databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    'select flag_id, capture_sha256, json from flags join captures using (flag_id)',
  );
  await client.end();
  const [flag, ...more] = z.parse(z.array(FlagRow), rows);
  expect(more).toEqual([]);
  const [capture] = stores.captures;
  expect(flag?.flag_id).toBe(capture?.id);
  expect(z.parse(Capture, JSON.parse(flag?.json ?? ''))).toEqual(capture);
  expect(flag?.capture_sha256).toBe(jcsHash(capture));
  const shot = stores.artefacts.find(({ kind }) => kind === 'screenshot_viewport');
  if (shot?.status !== 'present') throw new Error('the flag has no picture');
  const answer = await fetch(`${desk.url}/v1/artefacts/${shot.sha256}`, {
    headers: { authorization: `Bearer ${desk.token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(shot.sha256);
}

/** The exported file unpacks, and its own manifests verify with sha256sum; the post is in its table. */
export function expectBundle(zip: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-bundle-'));
  try {
    execFileSync('unzip', ['-q', zip, '-d', folder]);
    const [bag = ''] = execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n');
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const said = execFileSync('sha256sum', ['-c', manifest], { cwd: join(folder, bag), encoding: 'utf8' });
      expect(said).toContain(': OK');
    }
    const csv = readFileSync(join(folder, bag, 'data/flags.csv'), 'utf8');
    expect(csv).toContain('https://x.com/user2/status/1980000000000000002');
    const pictures = execFileSync('ls', [join(folder, bag, 'data/pictures')], { encoding: 'utf8' });
    expect(pictures).toContain('screenshot_viewport.png');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
