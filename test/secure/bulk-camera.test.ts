// A run over many pages leaves the browser a shot for whoever flags by hand.
import { expect, it, vi } from 'vitest';
import { patientCamera } from '../../src/secure/bulk-camera';
import { createCamera } from '../../src/secure/shoot';

const captureVisibleTab = vi.hoisted(() => vi.fn());
vi.mock('webextension-polyfill', () => ({ default: { tabs: { captureVisibleTab } } }));

it('takes one of the two shots that the browser allows, so that a flag by hand never waits for the run', async () => {
  vi.useFakeTimers();
  captureVisibleTab.mockImplementation(async () => 'data:image/png;base64,AA==');
  const pace = {
    now: () => Date.now(),
    sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  };
  const camera = createCamera({ ...pace, limited: true });
  const patient = patientCamera(camera, pace);
  const runs: number[] = [];
  const running = (async () => {
    for (let n = 0; n < 12; n += 1) runs.push((await patient.shoot(1)).startedAt);
  })();
  const waits: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    await vi.advanceTimersByTimeAsync(1700);
    const asked = Date.now();
    const shot = camera.shoot(2);
    await vi.advanceTimersByTimeAsync(400);
    waits.push((await shot).startedAt - asked);
  }
  await vi.advanceTimersByTimeAsync(20_000);
  await running;
  vi.useRealTimers();
  expect(waits).toEqual(Array(6).fill(0));
  expect(runs).toHaveLength(12);
  runs.slice(1).forEach((at, i) => {
    expect(at - runs[i]!).toBeGreaterThanOrEqual(1100);
  });
});
