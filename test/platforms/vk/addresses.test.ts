// Addresses of VK on all its hosts: one thing is one, whatever opens it; what opens a private one is kept.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of VK', () => {
  const POST = [
    'https://vk.com/wall-100200_50',
    'http://vk.ru/wall-100200_50?from=feed',
    'https://m.vk.com/wall-100200_50?from=group#x',
    'https://new.vk.com/wall-100200_50/',
    'https://www.vkontakte.ru/wall-100200_50',
    'https://vk.com/feed?w=wall-100200_50',
    'https://vk.com/garden_news?w=wall-100200_50&trackcode=abc',
    'https://vk.com/garden_news?w=wall-100200_50%2Fall',
    'https://vk.com/wall-100200?own=1&w=wall-100200_50',
  ];
  it.each(POST)('%s is that post', (url) => {
    expect(addressOf(url)).toEqual({
      platform: 'vk',
      subject: 'post',
      url: 'https://vk.com/wall-100200_50',
      identities: [{ platform: 'vk', subject: 'post', ids: ['wall', '-100200_50'] }],
      id: '-100200_50',
    });
  });

  const COMMENT = [
    'https://vk.com/wall-100200_50?reply=51',
    'https://m.vk.com/wall-100200_50?reply=51#reply51',
    'https://vk.com/wall-100200_50?reply=51&thread=40',
    'https://vk.com/garden_news?w=wall-100200_50_r51',
    // old walls name a comment like a post: they are numbered together
    'https://vk.com/wall-100200_51',
  ];
  it.each(COMMENT)('%s is that comment', (url) => {
    expect(ids(url)).toEqual([['wall', '-100200_51']]);
    expect(addressOf(url)?.subject).toBe('post');
  });

  it('keeps apart walls, kinds and comments on photos and videos', () => {
    const all = [
      'https://vk.com/wall-100200_50',
      'https://vk.com/wall100200_50',
      'https://vk.com/photo-100200_50',
      'https://vk.com/video-100200_50',
      'https://vk.com/photo-100200_50?reply=3',
      'https://vk.com/video-100200_50?reply=3',
      'https://vk.com/video-100200_51?reply=3',
      'https://vk.com/topic-100200_50',
      'https://vk.com/topic-100200_50?post=7',
      'https://vk.com/story-100200_50',
      'https://vk.com/doc-100200_50',
      'https://vk.com/@garden_news-seeds',
    ];
    const keys = all.flatMap((url) => dedupeKeys(addressOf(url)?.identities ?? [], url));
    expect(new Set(keys).size).toBe(all.length);
    expect(all.every((url) => addressOf(url)?.platform === 'vk')).toBe(true);
  });

  const VIDEO = [
    'https://vk.com/video-100200_456239111',
    'https://vk.com/videos-100200?z=video-100200_456239111%2Fclub100200',
    'https://m.vk.com/video-100200_456239111?list=ln-abc123',
    'https://vkvideo.ru/video-100200_456239111',
    'https://vkvideo.ru/playlist/-100200_2/video-100200_456239111',
    'https://vk.com/clip-100200_456239111',
    'https://vk.com/clips-100200?z=clip-100200_456239111',
    'https://vk.com/video_ext.php?oid=-100200&id=456239111&hash=87b046504ccd8bfa',
  ];
  it.each(VIDEO)('%s is that video', (url) => {
    expect(ids(url)).toEqual([['video', '-100200_456239111']]);
  });

  it('keeps what opens a private thing', () => {
    expect(addressOf('https://vk.com/video_ext.php?oid=-1&id=2&hash=87b0&hd=2')?.url).toBe(
      'https://vk.com/video_ext.php?oid=-1&id=2&hash=87b0',
    );
    expect(addressOf('https://vk.com/feed?z=video-1_2%2Fbb50cacd3177146d7a')?.url).toBe(
      'https://vk.com/video-1_2?list=bb50cacd3177146d7a',
    );
    expect(addressOf('https://vk.com/photo-1_2?access_key=ab12&rev=1')?.url).toBe(
      'https://vk.com/photo-1_2?access_key=ab12',
    );
    expect(addressOf('https://vk.com/doc1_2?hash=aa&dl=bb&api=1')).toMatchObject({
      subject: 'file',
      url: 'https://vk.com/doc1_2?hash=aa&dl=bb',
    });
  });

  it('takes what is opened last for what is meant: a photo over a post', () => {
    expect(ids('https://vk.com/feed?w=wall-1_2&z=photo-1_3%2Fwall-1_2')).toEqual([['photo', '-1_3']]);
  });

  it('knows people and communities by number, and names without saying which', () => {
    expect(addressOf('https://m.vk.com/id55')).toMatchObject({
      subject: 'account',
      url: 'https://vk.com/id55',
    });
    for (const url of [
      'https://vk.com/club7',
      'https://vk.com/public7',
      'https://vk.com/event7',
      'https://vk.com/wall-7',
    ])
      expect(addressOf(url)).toMatchObject({ subject: 'channel', url: 'https://vk.com/club7', id: '-7' });
    expect(addressOf('https://vk.com/Garden.News?from=search')).toMatchObject({ subject: 'account' });
    expect(ids('https://vkvideo.ru/@Garden.News')).toEqual(ids('https://vk.com/garden.news'));
  });

  const OTHERS = [
    'https://vk.com/feed',
    'https://vk.com/im?sel=1',
    'https://vk.com/away.php?to=https%3A%2F%2Fgarden.example',
    'https://vk.com/search?q=a',
    'https://vk.com/albums-1',
    'https://vk.com/videos-77521',
    'https://vk.com/login',
    'https://vk.com/',
    'https://vk.cc/abc',
    'https://notvk.com/wall-1_2',
    'https://vk.com.evil.example/wall-1_2',
    'https://vk.company/wall-1_2',
    'ftp://vk.com/wall-1_2',
  ];
  it.each(OTHERS)('%s is no post, person or community of VK', (url) => {
    expect(addressOf(url)?.platform).not.toBe('vk');
  });
});

describe('identities of a community or person that was read', () => {
  it('are by number and by name, and the name is the same however it was met', () => {
    const url = 'https://vk.com/garden_news';
    const read = identitiesOf(
      { subject: 'channel', postUrl: url, channel: { id: '-100200', url } },
      url,
      'vk',
    );
    expect(read).toContainEqual({ platform: 'vk', subject: 'channel', ids: ['id', '-100200'] });
    expect(read).toContainEqual(addressOf(url)?.identities[0]);
    expect(read).toContainEqual({ platform: 'vk', subject: 'account', ids: ['name', 'garden_news'] });
  });
});

describe('addresses of yt-dlp', () => {
  it('are all known, with their numbers', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('vk');
    const known = cases.filter(({ url }) => addressOf(url)?.platform === 'vk');
    console.info(`vk: ${known.length} of ${cases.length} addresses of yt-dlp`);
    expect(cases.length).toBeGreaterThan(30);
    expect(known).toEqual(cases);
    for (const { url } of known) {
      const [, pair] = /(-?\d+_-?\d+)/.exec(url) ?? [];
      if (pair && !/[?&]id=/.test(url)) expect(addressOf(url)?.id, url).toBe(pair);
    }
  });
});
