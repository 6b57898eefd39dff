// What is made from stored bytes: one record for everything a flag should have, with a reason where it has none.
import { describe, expect, it, vi } from 'vitest';
import type { Artefact } from '../../src/flag/artefact';
import type { Capture } from '../../src/flag/capture';
import type { Area } from '../../src/secure/complete-area';
import type { Prints } from '../../src/secure/complete-pictures';
import { fromStored, type Stored } from '../../src/secure/complete-stored';
import { pictureFrom } from '../../src/secure/picture';
import type { PostImages } from '../../src/secure/post-images';
import { testClock } from '../fakes/clock';
import { captureOf, evidenceOf } from '../fakes/filled-queue';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const clock = testClock();

/** A picture with something in it, so that its hash has a quality. */
function pixels({ x, y, w, h }: Area): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(w * h * 4);
  for (let i = 0; i < w * h; i += 1) {
    const [px, py] = [x + (i % w), y + Math.floor(i / w)];
    rgba.fill(((px >> 4) ^ (py >> 4)) * 37, i * 4, i * 4 + 3);
  }
  return rgba;
}

function prints(crop: boolean): Prints {
  const area = { x: 10, y: 20, w: 200, h: 150 };
  const picture = Promise.resolve(pictureFrom(new Uint8Array([1, 2, 3]), 'image/png'));
  const print = { area, widthPx: area.w, heightPx: area.h, picture };
  return { scale: 1, crop: crop ? { ...print, pixels } : undefined, thumbnail: print };
}

const SAME: PostImages = { state: 'same', rects: [{ x: 30, y: 40, w: 100, h: 100 }] };

async function made(change: Partial<Stored>, capture: Partial<Capture> = {}): Promise<Artefact[]> {
  const id = clock.id();
  const shot = evidenceOf(id, 1, clock, { text: 'shot', kind: 'screenshot_viewport' }).artefact;
  const stored: Stored = {
    capture: { ...captureOf(id, 's', clock), seq: 1, ...capture },
    shot,
    prints: Promise.resolve(prints(true)),
    images: Promise.resolve(SAME),
    clock,
    ...change,
  };
  return (await fromStored(stored)).map(({ artefact }) => artefact);
}
const told = (all: readonly Artefact[]): string[] =>
  all.map((one) => `${one.kind} ${one.status === 'absent' ? one.absentReason : 'present'}`);

it('makes crop, thumbnail and text of an ordinary flag', async () => {
  const all = await made({});
  expect(told(all)).toEqual(['screenshot_post present', 'thumbnail present', 'text present']);
  expect(all[0]).toMatchObject({ transform: 'crop 10,20,200,150', imagesState: 'same' });
  expect(all[2]).toMatchObject({ mediaType: 'text/plain', role: 'evidentiary' });
});

it('keeps the text of the post byte for byte in UTF-8', async () => {
  const capture = {
    ...captureOf('a', 's', clock),
    seq: 1,
    post: { subject: 'post', text: 'Café 🎉\n' } as const,
  };
  const all = await fromStored({
    capture,
    shot: evidenceOf('a', 1, clock, { text: 'x' }).artefact,
    prints: undefined,
    images: Promise.resolve(SAME),
    clock,
  });
  const text = all.find(({ artefact }) => artefact.kind === 'text');
  expect(await text?.bytes?.text()).toBe('Café 🎉\n');
  expect(text?.bytes?.size).toBe(11);
});

describe('perceptual hashes', () => {
  it('are of the crop as a whole and of each picture of the post in it', async () => {
    const [crop] = await made({});
    expect(crop).toMatchObject({ pdq: [{ of: 'whole' }, { of: '20,20,100,100' }] });
    expect(crop?.status === 'present' && crop.pdq?.every(({ hash }) => /^[0-9a-f]{64}$/u.test(hash))).toBe(
      true,
    );
  });

  it.each(['changed', 'unknown'] as const)(
    'are of no picture when the page is %s, and say so',
    async (state) => {
      const [crop] = await made({ images: Promise.resolve({ state, rects: SAME.rects }) });
      expect(crop).toMatchObject({ imagesState: state, pdq: [{ of: 'whole' }] });
      expect(crop?.status === 'present' && crop.pdq).toHaveLength(1);
    },
  );
});

describe('what there is none of', () => {
  it.each(['analyst_off', 'tab_changed', 'permission_denied', 'quota'] as const)(
    'a crop without a shot has the reason of the shot: %s; a thumbnail has no record',
    async (absentReason) => {
      const { schemaVersion, id, flagId, seq, kind, role, capturedAt } = evidenceOf('a', 1, clock, {
        text: 'x',
        kind: 'screenshot_viewport',
      }).artefact;
      const common = { schemaVersion, id, flagId, seq, kind, role, capturedAt };
      const shot: Artefact = { ...common, status: 'absent', absentReason };
      expect(told(await made({ shot, prints: undefined }))).toEqual([
        `screenshot_post ${absentReason}`,
        'text present',
      ]);
    },
  );

  it('a crop of a post that is nowhere known is not_locatable, and the thumbnail is of the whole shot', async () => {
    const all = await made({ prints: Promise.resolve(prints(false)) });
    expect(told(all)).toEqual(['screenshot_post not_locatable', 'thumbnail present', 'text present']);
  });

  it('bytes that are no picture are an error, and the text joins all the same', async () => {
    const all = await made({ prints: Promise.reject(new DOMException('no', 'InvalidStateError')) });
    expect(told(all)).toEqual(['screenshot_post error', 'text present']);
  });

  it('an encoder that fails takes nothing else with it', async () => {
    const failing = {
      ...prints(true),
      thumbnail: { ...prints(true).thumbnail, picture: Promise.reject(new Error('no')) },
    };
    expect(told(await made({ prints: Promise.resolve(failing) }))).toEqual([
      'screenshot_post present',
      'thumbnail error',
      'text present',
    ]);
  });

  it('a post without words has no text and no record of one', async () => {
    expect(told(await made({}, { post: { subject: 'media' } }))).toEqual([
      'screenshot_post present',
      'thumbnail present',
    ]);
  });

  it('a page that let nobody in has the reason why its text is missing', async () => {
    const { capture } = captureOf('a', 's', clock);
    const unread = {
      post: { subject: 'website' as const },
      capture: { ...capture, problems: ['read_failed' as const] },
    };
    expect(told(await made({}, unread))).toContain('text page_locked');
  });
});
