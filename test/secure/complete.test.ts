// What joins by itself, in its order: what it waits for before it asks the page, and what does not keep it from joining.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '../../src/queue/database';
import { purgePictures } from '../../src/queue/purge';
import { readFlag } from '../../src/queue/read';
import { type Begun, complete, completeLater } from '../../src/secure/complete';
import { NO_IMAGES, type PostImages } from '../../src/secure/post-images';
import { DEFAULT_SETTINGS } from '../../src/settings';
import { testClock } from '../fakes/clock';
import { aDraft, freshQueue } from '../fakes/filled-queue';

const fake = vi.hoisted(() => ({ fromPage: vi.fn(), set: vi.fn() }));
vi.mock('webextension-polyfill', () => ({
  default: { runtime: {}, storage: { local: { get: async () => ({}), set: fake.set } } },
}));
vi.mock('../../src/secure/complete-page', () => ({
  askedOf: () => ['dom_snapshot'],
  fromPage: fake.fromPage,
}));

const clock = testClock();
let db: Database;
let begun: Begun;

beforeEach(async () => {
  const fresh = await freshQueue(clock);
  ({ db } = fresh);
  const { artefacts, capture } = await readFlag(
    db,
    await aDraft(db, fresh.sessionId, clock, [{ kind: 'screenshot_viewport', text: 'a' }]),
  );
  const [shot] = artefacts;
  if (shot === undefined) throw new Error('a draft has a shot');
  const camera = { shoot: () => Promise.reject(new Error('nothing is shot here')) };
  const where = { tabId: 1, windowId: 1, frameId: 0, token: 't' };
  const images = Promise.resolve(NO_IMAGES);
  begun = { capture, shot, bytes: undefined, images, where, settings: DEFAULT_SETTINGS, camera, clock, db };
  fake.set.mockReset().mockResolvedValue(undefined);
  // as it is: nothing of the page joins before what is made from the shot
  fake.fromPage.mockReset().mockImplementation((_taking, _kinds, before: Promise<void>) => before);
});

it('asks the page for nothing before the page was asked for the images: only then it knows the post', async () => {
  let found: (images: PostImages) => void = () => undefined;
  const images = new Promise<PostImages>((resolve) => (found = resolve));
  const { joined, taken } = complete({ ...begun, images });
  await joined;
  await new Promise((passed) => setTimeout(passed, 20));
  expect(fake.fromPage).not.toHaveBeenCalled();
  found(NO_IMAGES);
  await taken;
  expect(fake.fromPage).toHaveBeenCalledOnce();
});

it('joins, and takes, where what is due cannot be noted', async () => {
  fake.set.mockRejectedValue(new Error('no space left'));
  const { joined, taken } = complete(begun);
  await Promise.all([joined, taken]);
  expect(fake.fromPage).toHaveBeenCalledOnce();
  const { artefacts } = await readFlag(db, begun.capture.id);
  expect(artefacts.map(({ kind }) => kind)).toContain('screenshot_post');
});

it('later, without the bytes of the shot, leaves a reason and goes on', async () => {
  await purgePictures(db, [begun.capture.id], 'on purpose', { actor: 'analyst', clock });
  await completeLater(begun, begun.capture.id, ['dom_snapshot']);
  const { artefacts } = await readFlag(db, begun.capture.id);
  expect(artefacts.find(({ kind }) => kind === 'screenshot_post')).toMatchObject({ absentReason: 'error' });
  expect(fake.fromPage).toHaveBeenCalledOnce();
});

it('is over only when the page is not asked for anything any more, though the first did not join', async () => {
  let end: () => void = () => undefined;
  fake.fromPage.mockReset().mockReturnValue(new Promise<void>((resolve) => (end = resolve)));
  db.close();
  const { joined, taken } = complete(begun);
  let over = false;
  const ended = taken.catch(() => undefined).then(() => (over = true));
  await expect(joined).rejects.toThrow();
  await vi.waitFor(() => expect(fake.fromPage).toHaveBeenCalledOnce());
  await new Promise((passed) => setTimeout(passed, 20));
  expect(over).toBe(false);
  end();
  await ended;
});
