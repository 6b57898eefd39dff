// How long the popup takes until it can be used, with 1,000 flags against 10, in turns in one browser.
// Interactive: the first row is drawn and a frame later a key is answered. Runs in node, drives a real Chromium.
import { builtExtension } from '../e2e/drivers/built';
import { launchChromium } from '../e2e/drivers/chromium';
import { openSeeded, show, UI } from '../e2e/popup/open';
import { type Figures, figures } from './figures';

const SIZES = [10, 1000] as const;

export async function benchPopup(rounds: number): Promise<Record<(typeof SIZES)[number], Figures>> {
  const open = await Promise.all(
    SIZES.map(async (flags) => {
      const chromium = await launchChromium({ extension: builtExtension('chrome') });
      const page = await openSeeded(chromium, `${UI}#queue`, {
        flags,
        statuses: ['draft', 'queued', 'accepted'],
      });
      return { chromium, page, times: [] as number[] };
    }),
  );
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { chromium, page, times } of open) {
        await show(page, chromium, `${UI}#queue`);
        await page.locator('[data-testid=flag-row]').first().waitFor();
        const drawn = await page.evaluate(
          `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))`,
        );
        times.push(Number(drawn));
      }
    }
    const [ten, thousand] = open.map(({ times }) => figures(times));
    if (ten === undefined || thousand === undefined) throw new Error('nothing was measured');
    return { 10: ten, 1000: thousand };
  } finally {
    await Promise.all(open.map(({ chromium }) => chromium.close()));
  }
}
