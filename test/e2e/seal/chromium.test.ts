// Keys, seals and time-stamps in a real Chromium.
import { afterAll, beforeAll, it } from 'vitest';
import { opensslMissing } from '../../seal/certificates';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { callInChromium, type OwnCode, ownCode } from '../drivers/own-code';
import { expectLiesFound, expectOneKey, expectSameKey, expectSoundSeal } from './sound';

const missing = opensslMissing();
let code: OwnCode;
let chromium: Chromium;

beforeAll(async () => {
  code = await ownCode(new URL('in-context.ts', import.meta.url).pathname);
  chromium = await launchChromium({ extension: code.folder });
});
afterAll(async () => {
  await chromium.close();
  code.remove();
});

it('one key is made however many ask, seals with it, survives a restart, and cannot be taken out', async () => {
  const call = await callInChromium(chromium);
  const key = await expectOneKey(call);
  await expectSoundSeal(call, key, 130, 6);
  const { profile } = chromium;
  await chromium.close({ keepProfile: true });
  chromium = await launchChromium({ extension: code.folder, profile });
  await expectSameKey(await callInChromium(chromium), key);
}, 120_000);

it('time-stamps are checked here as anywhere', async (ctx) => {
  if (missing !== undefined) ctx.skip(missing);
  await expectLiesFound(await callInChromium(chromium));
}, 120_000);
