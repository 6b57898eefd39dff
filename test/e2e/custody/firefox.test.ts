// Worker, popup and tab of a real Firefox write into one queue at once.
import { afterAll, beforeAll, it } from 'vitest';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { callInFirefox, type OwnCode, ownCode } from '../drivers/own-code';
import { expectOneChain } from './one-chain';

let code: OwnCode;
let firefox: Firefox;

beforeAll(async () => {
  code = await ownCode(new URL('in-context.ts', import.meta.url).pathname);
  firefox = await launchFirefox({ extension: code.folder });
});
afterAll(async () => {
  await firefox.close();
  code.remove();
});

it('keeps one chain without a gap, and no number is given twice', async () => {
  await expectOneChain(await callInFirefox(firefox));
});
