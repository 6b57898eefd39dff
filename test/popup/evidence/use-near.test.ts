// Which hashes of a flag are compared, and what of the matches is told.
import { expect, test, vi } from 'vitest';
import type { Artefact } from '../../../src/flag/artefact';
import { comparable, nearestOfEach } from '../../../src/popup/evidence/use-near';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const one = (kind: string, of: string, quality: number, hash: string): Artefact =>
  ({ status: 'present', kind, pdq: [{ of, quality, hash, implementation: 'x' }] }) as unknown as Artefact;

test('crops and images of the post are compared; whole windows and hashes without quality are not', () => {
  const hashes = comparable([
    one('screenshot_viewport', 'whole', 100, 'window'),
    one('screenshot_viewport', '1,2,3,4', 80, 'image'),
    one('screenshot_post', 'whole', 50, 'crop'),
    one('media', 'whole', 49, 'blank'),
    one('media', 'whole', 99, 'crop'),
    { status: 'absent', kind: 'media' } as Artefact,
  ]);
  expect(hashes).toEqual(['image', 'crop']);
});

test('of several matches of a flag the nearest is told', () => {
  const at = (flagId: string, distance: number) => ({ flagId, artefactId: 'a', distance });
  const nearest = nearestOfEach([at('a', 9), at('b', 30), at('a', 4), at('a', 12)]);
  expect([...nearest]).toEqual([
    ['a', 4],
    ['b', 30],
  ]);
});
