// Where the post and its pictures are in the shot's own pixels.
import { describe, expect, it } from 'vitest';
import type { Capture, PageState } from '../../src/flag/capture';
import { areasInCrop, cropArea, written } from '../../src/secure/complete-area';

const STATE: PageState = {
  url: 'https://x.com/home',
  title: '',
  documentId: 'a',
  scroll: { x: 0, y: 0 },
  viewport: { w: 1000, h: 500 },
  document: { w: 1000, h: 5000 },
  devicePixelRatio: 2,
  events: 0,
};
function captured(change: Partial<Capture['capture']>): Pick<Capture, 'capture'> {
  return {
    capture: {
      startedAt: '',
      endedAt: '',
      gesture: 'menu',
      foundVia: 'clicked',
      before: STATE,
      rectCssPx: { x: 10.4, y: -20, w: 300.2, h: 100 },
      verified: true,
      problems: [],
      alterations: [],
      ...change,
    },
  };
}

describe('the crop', () => {
  it('is the visible part of the post, outwards to whole pixels of the shot', () => {
    expect(cropArea(captured({}), 2000, 1000)).toEqual({ x: 20, y: 0, w: 602, h: 160 });
  });

  it.each<[string, Partial<Capture['capture']>]>([
    ['the flag is not verified', { verified: false }],
    ['nobody knows where the post is', { rectCssPx: undefined }],
    ['the page was not asked', { before: undefined }],
    ['the post is out of view', { rectCssPx: { x: 0, y: 700, w: 10, h: 10 } }],
  ])('is none when %s', (_what, change) => {
    expect(cropArea(captured(change), 2000, 1000)).toBeUndefined();
  });
});

describe('pictures in the crop', () => {
  const crop = { x: 100, y: 50, w: 400, h: 300 };

  it('are told in its own pixels', () => {
    const [area] = areasInCrop([{ x: 60, y: 40, w: 100, h: 80 }], crop, 2);
    expect(area).toEqual({ x: 20, y: 30, w: 200, h: 160 });
    expect(written(area!)).toBe('20,30,200,160');
  });

  it('end where the crop ends', () => {
    expect(areasInCrop([{ x: 0, y: 0, w: 1000, h: 1000 }], crop, 1)).toEqual([
      { x: 0, y: 0, w: 400, h: 300 },
    ]);
  });

  it('are left out where next to nothing of them is in it', () => {
    expect(areasInCrop([{ x: 490, y: 60, w: 200, h: 200 }], crop, 1)).toEqual([]);
    expect(areasInCrop([{ x: 700, y: 60, w: 200, h: 200 }], crop, 1)).toEqual([]);
  });
});
