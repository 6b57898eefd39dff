// PDQ in the background page of a real Firefox: conformant on files as it decodes them, and found again.
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { type Call, callInFirefox, type OwnCode, ownCode } from '../drivers/own-code';
import {
  compareAll,
  expectConformant,
  expectSameBothWays,
  hasVectors,
  NO_VECTORS,
  PDQ_CODE,
  ScanTimes,
  VECTORS,
} from './conformance';

let code: OwnCode;
let firefox: Firefox;
let call: Call;

beforeAll(async () => {
  code = await ownCode(PDQ_CODE, hasVectors ? { pdq: VECTORS } : {});
  firefox = await launchFirefox({ extension: code.folder });
  call = await callInFirefox(firefox);
});
afterAll(async () => {
  await firefox.close();
  code.remove();
});

it('is within ten bits of a reference for every file, and most are the very same', async (ctx) => {
  ctx.skip(!hasVectors, NO_VECTORS);
  expectConformant(await compareAll(call));
});

it('gives a decoded picture, or a part of it, the hash of its pixels, however large it is', async () => {
  await expectSameBothWays(call);
});

it('finds a picture again, also one that another context just stored', async () => {
  const hash = await call('worker', 'fill', 5000);
  const { missed } = z.parse(ScanTimes, await call('tab', 'scan', hash, 5));
  expect(missed).toBe(0);
});
