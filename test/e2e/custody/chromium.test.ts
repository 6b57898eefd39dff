// Worker, popup and tab of a real Chromium write into one queue at once.
import { afterAll, beforeAll, it } from 'vitest';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { callInChromium, type OwnCode, ownCode } from '../drivers/own-code';
import { expectOneChain } from './one-chain';

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

it('keeps one chain without a gap, and no number is given twice', async () => {
  await expectOneChain(await callInChromium(chromium));
});
