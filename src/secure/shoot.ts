// The picture of a window's active tab, as the browser made it, paced to the browser's quota. Runs in the worker.
import browser from 'webextension-polyfill';
import { FlagpostError } from '../errors';

/** Chromium refuses the third call within a second (and counts refused ones); Firefox has no limit. */
const BURST = 2;
const WINDOW_MS = 1100;

export interface Shot {
  /** As the browser gives it: a data: address. */
  readonly dataUrl: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface Camera {
  /** PNG of what the window shows. Throws FlagpostError shot_failed with the browser's own error as cause. */
  shoot(windowId: number): Promise<Shot>;
}

interface Pace {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** False where the browser has no quota. */
  readonly limited: boolean;
}

export function createCamera({ now, sleep, limited }: Pace): Camera {
  const starts: number[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  /** Waits for a place in the window; one gesture after the other. */
  async function wait(): Promise<void> {
    if (!limited) return;
    const oldest = starts.at(-BURST);
    const due = oldest === undefined ? 0 : oldest + WINDOW_MS - now();
    if (due > 0) await sleep(due);
    starts.push(now());
    starts.splice(0, starts.length - BURST);
  }

  async function once(windowId: number): Promise<Shot> {
    await wait();
    const startedAt = now();
    const dataUrl = await browser.tabs.captureVisibleTab(windowId, { format: 'png' });
    const endedAt = now();
    if (!dataUrl.includes(',')) throw new Error('no picture');
    return { dataUrl, startedAt, endedAt };
  }

  async function twice(windowId: number): Promise<Shot> {
    try {
      return await once(windowId);
    } catch (error) {
      // another extension's call may have used the quota up; everything else fails the same again
      if (!String(error).includes('MAX_CAPTURE_VISIBLE_TAB_CALLS')) throw error;
      await sleep(WINDOW_MS);
      return await once(windowId);
    }
  }

  return {
    shoot(windowId) {
      const shot = turn
        .then(() => twice(windowId))
        .catch((error: unknown) => {
          throw new FlagpostError('shot_failed', {}, error);
        });
      turn = shot.catch(() => undefined); // a failed shot does not hold up the next; its own caller hears of it
      return shot;
    },
  };
}
