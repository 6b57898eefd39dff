// Addresses of Mastodon on hosts that nobody lists: only shapes that are nobody else's, each host with ids of its own.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';

const ID = '115300000000000001';
const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of Mastodon', () => {
  const SPELLINGS = [
    `https://social.example/@garden/${ID}`,
    `http://SOCIAL.example/@garden/${ID}/`,
    `https://social.example/@garden/${ID}/embed`,
    `https://social.example/@garden/${ID}/reblogs?x=1#y`,
    `https://social.example/%40garden/${ID}`,
    `https://social.example/deck/@garden/${ID}`,
    `https://social.example/web/@garden/${ID}`,
    `https://social.example/users/garden/statuses/${ID}`,
    `https://social.example/users/garden/statuses/${ID}/activity`,
  ];
  it.each(SPELLINGS)('%s is that post', (url) => {
    expect(addressOf(url)).toEqual({
      platform: 'mastodon',
      subject: 'post',
      url: `https://social.example/@garden/${ID}`,
      identities: [{ platform: 'mastodon', subject: 'post', ids: ['social.example', ID] }],
      id: ID,
    });
  });

  it('keeps hosts apart, and says whose post a copy is', () => {
    expect(ids(`https://social.example/@far@remote.example/${ID}`)).toEqual([['social.example', ID]]);
    expect(addressOf(`https://social.example/@far@remote.example/${ID}`)?.url).toBe(
      `https://social.example/@far@remote.example/${ID}`,
    );
    expect(ids(`https://remote.example/@far/${ID}`)).toEqual([['remote.example', ID]]);
    expect(ids(`https://social.example:8443/@far/${ID}`)).toEqual([['social.example:8443', ID]]);
  });

  const OTHERS = [
    `https://truthsocial.com/@someone/${ID}`,
    `https://truthsocial.com/@someone/posts/${ID}`,
    'https://www.threads.net/@someone/post/C1a2b3c4d5e',
    'https://www.tiktok.com/@someone/video/7212345678901234567',
    'https://www.lemon8-app.com/@someone/7212345678901234567',
    'https://somewhere.example/@someone/7212345678901234567',
    'https://medium.com/@someone/a-title-115300000000',
    'https://somewhere.example/@someone/12345678',
    'https://somewhere.example/@someone/999999999999999999',
    `https://somewhere.example/someone/${ID}`,
    `https://social.example/web/statuses/${ID}`,
    'https://social.example/@garden',
    `ftp://social.example/@garden/${ID}`,
    'https://social.example/@garden/abc',
  ];
  it.each(OTHERS)('%s is not said to be one of Mastodon', (url) => {
    expect(addressOf(url)?.platform).not.toBe('mastodon');
  });
});

describe('identities of what was read', () => {
  it('a copy has its own and that of its origin, and shares that with the origin itself', () => {
    const copy = identitiesOf(
      {
        subject: 'post',
        postUrl: `https://social.example/@far@remote.example/${ID}`,
        postId: ID,
        otherIds: ['https://remote.example/users/far/statuses/115299999999999999'],
      },
      'https://social.example/home',
      'mastodon',
    ).map((one) => one.ids);
    expect(copy).toEqual([
      ['social.example', ID],
      ['remote.example', '115299999999999999'],
    ]);
    expect(ids('https://remote.example/@far/115299999999999999')).toEqual([copy[1]]);
  });

  it('copies of what comes from other software share its address', () => {
    const copyOn = (host: string, id: string): unknown[] =>
      identitiesOf(
        {
          subject: 'post',
          postUrl: `https://${host}/@author@blog.example/${id}`,
          postId: id,
          otherIds: ['https://blog.example/posts/7'],
        },
        `https://${host}/`,
        'mastodon',
      ).map((one) => one.ids);
    expect(copyOn('a.example', ID)[1]).toEqual(['uri', 'https://blog.example/posts/7']);
    expect(copyOn('a.example', ID)[1]).toEqual(copyOn('b.example', '115300000000000009')[1]);
  });

  it('posts with the short ids of early servers are told apart by host', () => {
    const on = (host: string): unknown =>
      identitiesOf(
        { subject: 'post', postUrl: `https://${host}/@garden/17`, postId: '17' },
        `https://${host}/`,
        'mastodon',
      );
    expect(on('a.example')).toEqual([{ platform: 'mastodon', subject: 'post', ids: ['a.example', '17'] }]);
    expect(on('b.example')).not.toEqual(on('a.example'));
  });

  it('an account is one by its name and server, wherever it is seen', () => {
    const seen = (postUrl: string): unknown =>
      identitiesOf(
        { subject: 'account', postUrl, author: { handle: 'Far@remote.example' } },
        postUrl,
        'mastodon',
      );
    expect(seen('https://remote.example/@Far')).toEqual([
      { platform: 'mastodon', subject: 'account', ids: ['far@remote.example'] },
    ]);
    expect(seen('https://social.example/@far@remote.example')).toEqual(seen('https://remote.example/@Far'));
  });
});
