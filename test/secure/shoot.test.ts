// The camera keeps to the browser's quota, and one failed shot does not hold up the next.
import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { develop } from '../../src/secure/picture';
import { createCamera } from '../../src/secure/shoot';

const captureVisibleTab = vi.hoisted(() => vi.fn());
vi.mock('webextension-polyfill', () => ({ default: { tabs: { captureVisibleTab } } }));

const PICTURE = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`;

function cameraWith(limited: boolean): { camera: ReturnType<typeof createCamera>; starts: number[] } {
  let time = 0;
  const starts: number[] = [];
  captureVisibleTab.mockImplementation(async () => {
    starts.push(time);
    time += 40;
    return PICTURE;
  });
  const camera = createCamera({
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
    limited,
  });
  return { camera, starts };
}

// Node 20 has no Uint8Array.fromBase64; both browsers do
Object.assign(Uint8Array, { fromBase64: (text: string) => new Uint8Array(Buffer.from(text, 'base64')) });

beforeEach(() => captureVisibleTab.mockReset());

it('gives the bytes that the browser made', async () => {
  const { camera } = cameraWith(true);
  const { bytes, sha256 } = develop(await camera.shoot(1));
  expect(await bytes.text()).toBe('picture');
  expect(await sha256).toBe(createHash('sha256').update('picture').digest('hex'));
});

it('never starts three shots within a second, however many are asked for', async () => {
  const { camera, starts } = cameraWith(true);
  await Promise.all(Array.from({ length: 9 }, () => camera.shoot(1)));
  expect(starts).toHaveLength(9);
  starts.slice(2).forEach((start, i) => {
    expect(start - starts[i]!).toBeGreaterThanOrEqual(1100);
  });
  expect(starts[1]).toBeLessThan(100);
});

it('does not wait where there is no quota', async () => {
  const { camera, starts } = cameraWith(false);
  await Promise.all(Array.from({ length: 9 }, () => camera.shoot(1)));
  expect(starts.at(-1)).toBe(8 * 40);
});

it('tries once more when the quota was used up by others', async () => {
  const { camera } = cameraWith(true);
  captureVisibleTab.mockRejectedValueOnce(
    new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.'),
  );
  await expect(camera.shoot(1)).resolves.toBeDefined();
});

it('reports another refusal as shot_failed, and the next shot goes on', async () => {
  const { camera } = cameraWith(true);
  captureVisibleTab.mockRejectedValueOnce(
    new Error("Either the '<all_urls>' or 'activeTab' permission is required."),
  );
  await expect(camera.shoot(1)).rejects.toMatchObject({ code: 'shot_failed' });
  await expect(camera.shoot(1)).resolves.toBeDefined();
});
