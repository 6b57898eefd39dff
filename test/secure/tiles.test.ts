// Slices of shots meet without gap or double, whatever the zoom and wherever the page let itself be scrolled to.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_ROWS, rowsAllowed, type Seen, sliceOf } from '../../src/secure/tiles';

/** A page of one post: what the page and the camera would say when its row `row` is asked for. */
function seenAt(row: number, height: number, zoom: number, above: number, port = 700): Seen {
  const [w, h] = [900, port + 20];
  const longest = above + height + 50 - port;
  // browsers scroll to whole device pixels, and not beyond the end
  const top = Math.round(Math.max(0, Math.min(longest, above + row)) * zoom) / zoom;
  return {
    target: { x: 30, y: above - top, w: 500, h: height },
    port: { x: 0, y: 0, w: 880, h: port },
    viewport: { w, h },
  };
}

const shotOf = ({ viewport }: Seen, zoom: number): { width: number; height: number } => ({
  width: Math.round(viewport.w * zoom),
  height: Math.round(viewport.h * zoom),
});

it('covers every row of the target exactly once, at any zoom and height', () => {
  const zooms = fc.constantFrom(0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 3);
  // of two device pixels at least: less than one may round to no row at all
  const heights = fc.double({ min: 4, max: 5000, noNaN: true });
  const offsets = fc.double({ min: 0, max: 3000, noNaN: true });
  fc.assert(
    fc.property(zooms, heights, offsets, (zoom, height, above) => {
      const covered: number[] = [];
      let done = 0;
      for (let tile = 0; tile < 60; tile += 1) {
        const seen = seenAt(done / zoom - 2, height, zoom, above);
        const shot = shotOf(seen, zoom);
        const slice = sliceOf(seen, shot, done);
        if (slice === 'gap' || slice === null) throw new Error(`row ${done}: ${slice}`);
        expect(slice.y).toBeGreaterThanOrEqual(0);
        expect(slice.y + slice.h).toBeLessThanOrEqual(shot.height);
        // which row of the target each row of the slice is
        const first = slice.y - Math.round(seen.target.y * slice.scale);
        covered.push(...Array.from({ length: slice.h }, (_, n) => first + n));
        done += slice.h;
        if (done >= slice.allowed) break;
      }
      expect(covered).toEqual(Array.from({ length: covered.length }, (_, n) => n));
      expect(Math.abs(covered.length - height * zoom)).toBeLessThanOrEqual(1.5);
    }),
    { numRuns: 300 },
  );
});

it('tells of a gap when the page stands below the row that is due', () => {
  const seen = seenAt(300, 3000, 1, 100);
  expect(sliceOf(seen, shotOf(seen, 1), 200)).toBe('gap');
});

it('has nothing to add when the page stands above the rows that are due, or the target is out of sight', () => {
  const seen = seenAt(0, 3000, 1, 100);
  expect(sliceOf(seen, shotOf(seen, 1), 900)).toBeNull();
  expect(sliceOf({ ...seen, target: { x: 2000, y: 0, w: 100, h: 100 } }, shotOf(seen, 1), 0)).toBeNull();
  expect(sliceOf({ ...seen, target: { x: 0, y: -500, w: 100, h: 100 } }, shotOf(seen, 1), 0)).toBeNull();
});

it('keeps scrollbars and what is beside the port out, and says when the target is wider', () => {
  const seen = { ...seenAt(0, 3000, 2, 0), target: { x: 30, y: 0, w: 2000, h: 3000 } };
  expect(sliceOf(seen, shotOf(seen, 2), 0)).toMatchObject({ x: 60, w: 1700, h: 1400, narrowed: true });
});

it('never allows more rows than a canvas holds, nor more pixels than a worker', () => {
  expect(rowsAllowed(1280)).toBe(MAX_ROWS);
  expect(rowsAllowed(7680)).toBe(6510);
  expect(rowsAllowed(0)).toBe(MAX_ROWS);
  const seen = seenAt(16_300, 30_000, 1, 0);
  expect(sliceOf(seen, shotOf(seen, 1), 16_300)).toMatchObject({ h: 84, allowed: MAX_ROWS, rows: 30_000 });
});
