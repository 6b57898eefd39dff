// Whether what was flagged is what the address names.
import { expect, it } from 'vitest';
import type { Capture } from '../../src/flag/capture';
import type { PostDetails } from '../../src/flag/post';
import { byAddress, keysOf, keysOfPost, notesOf } from '../../src/secure/bulk-address';
import { testClock } from '../fakes/clock';
import { captureOf } from '../fakes/filled-queue';

const ASKED = 'https://x.com/a/status/1980000000000000001';

function flagged(pageUrl: string, post: PostDetails, platform = 'x', asked = ASKED): Capture {
  const base = captureOf('id', 'session', testClock());
  const keys = keysOfPost(post, pageUrl, platform);
  return { ...base, seq: 1, pageUrl, dedupeKeys: keys, post: byAddress(post, keys, [asked, pageUrl]) };
}

const post = (postUrl: string): PostDetails => ({ subject: 'post', postUrl });
const website = (postUrl: string): PostDetails => ({ subject: 'website', postUrl });

it('knows the post in every spelling of its address', () => {
  expect(keysOf(`${ASKED}?s=20`)).toEqual(keysOf('https://mobile.twitter.com/a/status/1980000000000000001'));
  expect(notesOf(flagged(ASKED, post(ASKED)), { url: `${ASKED}?s=20` })).toEqual([]);
});

it('says when another post than that of the address was read', () => {
  const neighbour = post('https://x.com/b/status/1980000000000000002');
  const capture = flagged(ASKED, neighbour);
  expect(capture.post.adapterNote).toBe('not_by_address');
  expect(notesOf(capture, { url: ASKED })).toEqual(['other_post']);
});

it.each([
  ['a login', 'https://members.example/post', 'https://members.example/login', ['landed_elsewhere']],
  ['another scheme and www', 'http://www.a.example/x/', 'https://a.example/x', []],
  ['a place on the page', 'https://a.example/x', 'https://a.example/x#part', []],
  ['another host', 'https://a.example/x', 'https://b.example/x', ['landed_elsewhere']],
])('tells a page that led on to %s', (_what, url, landed, notes) => {
  expect(notesOf(flagged(landed, website(landed), 'other'), { url })).toEqual(notes);
});

it('holds nothing against an address that led on to a page with the very post', () => {
  const url = 'https://forum.example/topic/2';
  const capture = flagged('https://forum.example/topic', post(url), 'other', url);
  expect(notesOf(capture, { url })).toEqual([]);
});

it('says what is not verified and what could not be read', () => {
  const capture = flagged(ASKED, post(ASKED));
  const marked = { ...capture.capture, verified: false, problems: ['read_failed' as const] };
  expect(notesOf({ ...capture, capture: marked }, { url: ASKED })).toEqual(['not_read', 'unverified']);
});
