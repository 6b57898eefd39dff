// PDQ in the worker of a real Chromium: conformant on decoded files, quick enough, and found again among 100,000.
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { figures } from '../../bench/figures';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { type Call, callInChromium, type OwnCode, ownCode } from '../drivers/own-code';
import {
  compareAll,
  expectConformant,
  expectSameBothWays,
  HashTimes,
  hasVectors,
  NO_VECTORS,
  PDQ_CODE,
  ScanTimes,
  VECTORS,
} from './conformance';

let code: OwnCode;
let chromium: Chromium;
let call: Call;

beforeAll(async () => {
  code = await ownCode(PDQ_CODE, hasVectors ? { pdq: VECTORS } : {});
  chromium = await launchChromium({ extension: code.folder });
  call = await callInChromium(chromium);
});
afterAll(async () => {
  await chromium.close();
  code.remove();
});

it('is within ten bits of a reference for every file, and most are the very same', async (ctx) => {
  ctx.skip(!hasVectors, NO_VECTORS);
  expectConformant(await compareAll(call));
});

it('gives a decoded picture, or a part of it, the hash of its pixels, however large it is', async () => {
  await expectSameBothWays(call);
});

it('hashes a picture of 1920 x 1080 in at most 60 ms', async () => {
  const times = z.parse(HashTimes, await call('worker', 'time', 1920, 1080, 15));
  expect(times.quality).toBeGreaterThan(80);
  expect(figures(times.hash).median).toBeLessThanOrEqual(60);
});

it('hashes a page of 1280 x 30,000 by its rows that count, and nothing larger than its bound', async () => {
  const page = z.parse(HashTimes, await call('worker', 'time', 1280, 30_000, 1));
  expect(page.quality).toBeGreaterThan(80);
  expect(await call('worker', 'tooLarge')).toBe(true);
});

it('finds a picture again among 20,000 in at most 20 ms, also one that another context just stored', async () => {
  const hash = await call('worker', 'fill', 20_000);
  const { missed, warm, grown } = z.parse(ScanTimes, await call('tab', 'scan', hash, 11));
  expect(missed).toBe(0);
  expect(figures(warm).median).toBeLessThanOrEqual(20);
  expect(figures(grown).median).toBeLessThanOrEqual(20);
});
