import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { type Authority, startAuthority } from '../seal/authority';
import { hunt } from './hunt';
import { exported, type Files, filesOf, NOW, sealedSession, sourceOf } from './sealed';

const RUNS = 500;
const SEED = 20261121;

let authority: Authority;
let files: Files;

beforeAll(async () => {
  authority = await startAuthority();
  files = await filesOf(await exported(await sealedSession(authority)));
}, 60_000);
afterAll(() => authority.close());

it('finds nothing wrong with the bundle as it was exported', async () => {
  const report = await verifyBundle(sourceOf(files), { pins: [], roots: authority.roots, now: NOW });
  expect(report.findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(report.bundle).toMatchObject({ flags: 7, seals: 2 });
});

it(`finds every one of ${RUNS} changes, drops, swaps and cuts, and names the place`, async () => {
  const { found, escaped } = await hunt(files, authority.roots, RUNS, SEED);
  expect(escaped).toEqual([]);
  expect(found).toBe(RUNS);
}, 240_000);
