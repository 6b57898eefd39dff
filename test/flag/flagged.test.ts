import { expect, it } from 'vitest';
import { flaggedOf } from '../../src/flag/flagged';
import { type Draft, judge } from '../../src/flag/judgement';
import type { PostDetails } from '../../src/flag/post';

const post: PostDetails = {
  subject: 'post',
  postUrl: 'https://x.com/lion/status/1',
  postUrlSource: 'permalink_dom',
  postId: '1',
  author: { id: '77', handle: '@lion', profileUrl: 'https://x.com/lion' },
  channel: { id: 'c9', name: 'The Den', url: 'https://x.com/i/communities/9' },
};

it('is what was read, while nobody corrects it', () => {
  const asRead = {
    subject: 'post',
    corrected: false,
    url: 'https://x.com/lion/status/1',
    urlSource: 'permalink_dom',
    id: '1',
    name: '@lion',
  };
  expect(flaggedOf(post, undefined)).toEqual(asRead);
  expect(flaggedOf(post, { subject: 'post' })).toEqual(asRead);
});

it('is the author or the channel, with their own name, id and address, once the analyst says so', () => {
  expect(flaggedOf(post, { subject: 'account' })).toEqual({
    subject: 'account',
    corrected: true,
    url: 'https://x.com/lion',
    urlSource: 'author',
    id: '77',
    name: '@lion',
  });
  expect(flaggedOf(post, { subject: 'channel' })).toMatchObject({
    url: 'https://x.com/i/communities/9',
    urlSource: 'channel',
    id: 'c9',
    name: 'The Den',
  });
});

it('never has the address or the id of another thing', () => {
  const unknown: PostDetails = { subject: 'post', postUrl: 'https://x.com/lion/status/1', postId: '1' };
  for (const subject of ['account', 'channel', 'website'] as const) {
    const { url, urlSource, id } = flaggedOf(unknown, { subject });
    expect([subject, url, urlSource, id]).toEqual([subject, undefined, undefined, undefined]);
  }
  const account: PostDetails = { ...post, subject: 'account', postUrl: 'https://x.com/lion' };
  expect(flaggedOf(account, { subject: 'post' }).url).toBeUndefined();
  expect(flaggedOf(post, { subject: 'media' }).url).toBe(post.postUrl);
});

it("takes the analyst's address before all others, and leaves the id that came with another", () => {
  const postUrl = 'https://x.com/lion/status/2';
  expect(flaggedOf(post, { postUrl })).toEqual({
    subject: 'post',
    corrected: false,
    url: postUrl,
    urlSource: 'analyst',
    name: '@lion',
  });
  expect(flaggedOf({ subject: 'website' }, { subject: 'account', postUrl })).toMatchObject({ url: postUrl });
  expect(flaggedOf(post, { postUrl: post.postUrl })).toMatchObject({ urlSource: 'permalink_dom', id: '1' });
});

const complete: Draft = {
  category: 'hate_speech',
  severity: 3,
  confidence: 50,
  reason: 'Calls for violence against people for who they are.',
  exclusionConsidered: { conclusion: 'not_excluded' },
};

it.each([
  'x.com/lion',
  'javascript:alert(1)',
  'ftp://x.com/a',
  'https://',
  'https://user:secret@x.com/',
  'https://user@x.com/',
  `https://x.com/${'a'.repeat(2000)}`,
])('refuses %s as an address', (postUrl) => {
  expect(judge({ ...complete, postUrl })).toEqual({ ok: false, missing: ['postUrl'] });
});

it('takes a judgement with a subject and an address, and one with neither', () => {
  const more = { subject: 'account', postUrl: 'http://forum.example/u/7' } as const;
  expect(judge({ ...complete, ...more })).toMatchObject({ ok: true, fields: more });
  const bare = judge(complete);
  expect(bare.ok && Object.keys(bare.fields)).not.toContain('subject');
});
