// Addresses of Bluesky: each spelling is one post, by handle or by did; short links stay unknown.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const RKEY = '3mg7j5e3rk22b';
const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa';
const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of Bluesky', () => {
  const BY_HANDLE = [
    `https://bsky.app/profile/Garden.Example/post/${RKEY}`,
    `http://www.bsky.app/profile/garden.example/post/${RKEY}/`,
    `https://bsky.app/profile/garden.example/post/${RKEY}?ref_src=embed&utm_source=a#x`,
    `https://bsky.app/profile/garden.example/post/${RKEY}/liked-by`,
    `https://bsky.app/profile/garden.example/post/${RKEY}/quotes`,
    `https://bsky.app/profile/@garden.example/post/${RKEY}`,
    `https://main.bsky.dev/profile/garden.example/post/${RKEY}`,
    `https://staging.bsky.app/profile/garden.example/post/${RKEY}`,
    `https://fxbsky.app/profile/garden.example/post/${RKEY}`,
    `https://deer.social/profile/garden.example/post/${RKEY}`,
    `at://garden.example/app.bsky.feed.post/${RKEY}`,
  ];
  it.each(BY_HANDLE)('%s is that post', (url) => {
    expect(addressOf(url)).toEqual({
      platform: 'bluesky',
      subject: 'post',
      url: `https://bsky.app/profile/garden.example/post/${RKEY}`,
      identities: [{ platform: 'bluesky', subject: 'post', ids: ['garden.example', RKEY] }],
      id: RKEY,
    });
  });

  const BY_DID = [
    `https://bsky.app/profile/${DID}/post/${RKEY}`,
    `https://bsky.app/profile/${encodeURIComponent(DID)}/post/${RKEY}`,
    `https://embed.bsky.app/embed/${DID}/app.bsky.feed.post/${RKEY}?id=1`,
    `https://embed.bsky.app/oembed?format=json&url=at%3A%2F%2F${encodeURIComponent(DID)}%2Fapp.bsky.feed.post%2F${RKEY}`,
    `at://${DID}/app.bsky.feed.post/${RKEY}`,
    `web+at://${DID}/app.bsky.feed.post/${RKEY}`,
  ];
  it.each(BY_DID)('%s is that post by its did', (url) => {
    expect(addressOf(url)).toMatchObject({ subject: 'post', id: RKEY });
    expect(ids(url)).toEqual([[DID, RKEY]]);
  });

  it('knows accounts, feeds, lists and starter packs', () => {
    for (const url of [
      'https://bsky.app/profile/garden.example',
      'https://bsky.app/profile/garden.example/followers',
      'at://garden.example',
    ])
      expect(addressOf(url)).toMatchObject({
        subject: 'account',
        url: 'https://bsky.app/profile/garden.example',
      });
    expect(ids(`https://bsky.app/profile/${DID}`)).toEqual([[DID]]);
    expect(addressOf(`https://bsky.app/profile/garden.example/feed/seeds`)).toMatchObject({
      subject: 'website',
    });
    expect(ids(`https://bsky.app/starter-pack/garden.example/${RKEY}`)).toEqual(
      ids(`at://garden.example/app.bsky.graph.starterpack/${RKEY}`),
    );
  });

  const OTHERS = [
    'https://go.bsky.app/AbCdEf',
    'https://bsky.app/starter-pack-short/AbCdEf',
    'https://bsky.app/search?q=a',
    'https://bsky.app/hashtag/seeds',
    'https://bsky.app/profile/',
    `https://bsky.app/profile/nohandle/post/${RKEY}`,
    `https://bsky.app.evil.example/profile/garden.example/post/${RKEY}`,
    `https://notbsky.app/profile/garden.example/post/${RKEY}`,
    `ftp://bsky.app/profile/garden.example/post/${RKEY}`,
    'at://%E0%A4%A/app.bsky.feed.post/1',
    `at://${DID}/app.bsky.feed.like/${RKEY}`,
  ];
  it.each(OTHERS)('%s is no post or account of Bluesky', (url) => {
    expect(addressOf(url)?.platform).not.toBe('bluesky');
  });

  it('every case of yt-dlp is a post with its id', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('bluesky');
    const right = cases.filter(({ url }) => {
      const address = addressOf(url);
      return address?.subject === 'post' && address.id === /[^/]+$/.exec(url)?.[0];
    });
    console.info(`bluesky: ${right.length} of ${cases.length} addresses of yt-dlp`);
    expect(cases.length).toBeGreaterThan(5);
    expect(right).toEqual(cases);
  });
});

describe('identities of a post that was read', () => {
  const read = (handle: string | undefined, id: string | undefined, postId = RKEY): unknown[] =>
    identitiesOf(
      { subject: 'post', postId, author: { ...(handle ? { handle } : {}), ...(id ? { id } : {}) } },
      'https://bsky.app/',
      'bluesky',
    ).map((one) => one.ids);

  it('are by handle and by did, so that each alone is the same post', () => {
    expect(read('garden.example', DID)).toEqual([
      ['garden.example', RKEY],
      [DID, RKEY],
    ]);
    expect(read(undefined, DID)).toEqual([[DID, RKEY]]);
    expect(read('Garden.Example', undefined)).toEqual(ids(`at://garden.example/app.bsky.feed.post/${RKEY}`));
  });

  it('keep apart posts of one id under two accounts', () => {
    expect(read('other.example', undefined)).not.toEqual(read('garden.example', undefined));
  });
});
