// The test projects: `unit` in node (DOM tests name happy-dom at their top), and one per browser.
// Browser files run one after another: each has a screen, a browser and the machine's two cores to itself.
import { defineConfig } from 'vitest/config';
import { tally } from './tally-reporter.ts';

const root = new URL('..', import.meta.url).pathname;
const e2e = { root, fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000, retry: 0 };

export default defineConfig({
  root,
  define: { __STEPS__: 'false' },
  test: {
    reporters: ['default', tally],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          root,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/bench/**', 'test/soak/**'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'e2e-chromium',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/**/*firefox*/**', 'test/e2e/**/*firefox*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'e2e-firefox',
          include: ['test/e2e/**/*firefox*.test.ts', 'test/e2e/**/*firefox*/**/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
