// Keys, seals and time-stamps in a real Firefox.
import { afterAll, beforeAll, it } from 'vitest';
import { opensslMissing } from '../../seal/certificates';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { callInFirefox, type OwnCode, ownCode } from '../drivers/own-code';
import { expectLiesFound, expectOneKey, expectSameKey, expectSoundSeal } from './sound';

const missing = opensslMissing();
let code: OwnCode;
let firefox: Firefox;

beforeAll(async () => {
  code = await ownCode(new URL('in-context.ts', import.meta.url).pathname);
  firefox = await launchFirefox({ extension: code.folder, permanent: true });
});
afterAll(async () => {
  await firefox.close();
  code.remove();
});

it('one key is made however many ask, seals with it, survives a restart, and cannot be taken out', async () => {
  const call = await callInFirefox(firefox);
  const key = await expectOneKey(call);
  await expectSoundSeal(call, key, 130, 6);
  const { profile } = firefox;
  await firefox.close({ keepProfile: true });
  firefox = await launchFirefox({ extension: code.folder, permanent: true, profile });
  await expectSameKey(await callInFirefox(firefox), key);
}, 120_000);

it('time-stamps are checked here as anywhere', async (ctx) => {
  if (missing !== undefined) ctx.skip(missing);
  await expectLiesFound(await callInFirefox(firefox));
}, 120_000);
