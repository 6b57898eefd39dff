// What is said of an artefact: when, how changed, how it can be looked at.
import { expect, test, vi } from 'vitest';
import { ARTEFACT_ALTERATIONS, ARTEFACT_KINDS, type PresentArtefact } from '../../../src/flag/artefact';
import {
  alterationWords,
  evidenceOf,
  kindName,
  laterThan,
  lookOf,
} from '../../../src/popup/evidence/artefact-words';
import { furtherKinds } from '../../../src/popup/evidence/take-more';
import { testClock } from '../../fakes/clock';
import { captureOf } from '../../fakes/filled-queue';

vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: {
      getMessage: (key: string, params: string[] = []) => [key, ...params].join(' '),
      getUILanguage: () => 'en',
    },
  },
}));

const clock = testClock();
const capture = { ...captureOf('f', 's', clock), seq: 1 };
const flagged = Date.parse(capture.capture.endedAt);
const present = (of: Partial<PresentArtefact>): PresentArtefact => ({
  schemaVersion: 1,
  id: 'a',
  flagId: 'f',
  seq: 1,
  kind: 'screenshot_post',
  role: 'evidentiary',
  capturedAt: capture.capture.endedAt,
  status: 'present',
  mediaType: 'image/png',
  sha256: 'a'.repeat(64),
  crc32: 0,
  sizeBytes: 1,
  ...of,
});
const after = (ms: number): string | undefined =>
  laterThan(capture, present({ capturedAt: new Date(flagged + ms).toISOString() }), flagged);

test('only what was taken noticeably later than the flag is called later, in a unit that fits', () => {
  expect([-5000, 0, 2900].map(after)).toEqual([undefined, undefined, undefined]);
  expect(after(4200)).toBe('artefact_later 4 sec');
  expect(after(600_000)).toBe('artefact_later 10 min');
  expect(after(7_200_000)).toContain('artefact_taken');
});

test('an alteration is counted where counting says something', () => {
  const said = alterationWords([
    { kind: 'scrolled' },
    { kind: 'stitched', count: 1 },
    { kind: 'tokens_removed', count: 3 },
  ]);
  expect(said).toEqual([
    'alteration_scrolled',
    'alteration_stitched',
    'alteration_counted alteration_tokens_removed 3',
  ]);
  expect(alterationWords(undefined)).toEqual([]);
  expect(alterationWords(ARTEFACT_ALTERATIONS.map((kind) => ({ kind })))).toHaveLength(
    ARTEFACT_ALTERATIONS.length,
  );
  for (const kind of ARTEFACT_KINDS) expect(kindName({ kind })).toBe(`artefact_${kind}`);
});

test.each([
  ['dom_snapshot', 'application/gzip', 'page'],
  ['mhtml', 'multipart/related', 'file'],
  ['media', 'video/mp4', 'file'],
  ['media', 'image/jpeg', 'picture'],
  ['text', 'text/plain', 'text'],
  ['metadata', 'application/json', 'text'],
] as const)('%s of type %s is looked at as a %s', (kind, mediaType, look) => {
  expect(lookOf(present({ kind, mediaType }))).toBe(look);
});

test('a working copy is no evidence', () => {
  const all = [present({}), present({ kind: 'thumbnail', role: 'working' })];
  expect(evidenceOf(all).map(({ kind }) => kind)).toEqual(['screenshot_post']);
});

test('what is there is not offered again, what was absent is, and MHTML only where there is any', () => {
  const { status: _status, ...common } = present({ kind: 'screenshot_full' });
  const absent = { ...common, status: 'absent', absentReason: 'timeout' } as const;
  const kinds = furtherKinds([present({ kind: 'dom_snapshot' }), absent], false);
  expect(kinds).toEqual(['screenshot_whole_post', 'screenshot_full', 'media']);
  expect(furtherKinds([], true)).toContain('mhtml');
});
