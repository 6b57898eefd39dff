// Addresses of OK.ru on all its hosts: a topic, video or photo is one by its id, whoever's page it is opened on.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);
const TOPIC = '158245698745345';

describe('addresses of OK.ru', () => {
  const SPELLINGS = [
    `https://ok.ru/group/53396058603765/topic/${TOPIC}`,
    `http://www.ok.ru/group53396058603765/topic/${TOPIC}/`,
    `https://m.ok.ru/group/53396058603765/topic/${TOPIC}?_prevCmd=altGroupMain&tkn=1`,
    `https://mobile.ok.ru/group/53396058603765/topic/${TOPIC}`,
    `https://odnoklassniki.ru/sadovye/topic/${TOPIC}?st._aid=x`,
    `https://ok.ru/sadovye/topic/${TOPIC}#comments`,
    `https://ok.ru/profile/572412246941/statuses/${TOPIC}`,
    `https://ok.ru/profile/572412246941/statuses/${TOPIC}/12`,
  ];
  it.each(SPELLINGS)('%s is that topic', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'ok_ru', subject: 'post', id: TOPIC });
    expect(ids(url)).toEqual([['topic', TOPIC]]);
    expect(addressOf(url)?.url).toMatch(
      new RegExp(
        `^https://ok\\.ru/(?:group/53396058603765/topic|sadovye/topic|profile/572412246941/statuses)/${TOPIC}$`,
      ),
    );
  });

  it('keeps apart topics, photos and videos of one number, people, groups and names', () => {
    const all = [
      'https://ok.ru/group/1/topic/77',
      'https://ok.ru/group/1/album/5/77',
      'https://ok.ru/video/77',
      'https://ok.ru/profile/77',
      'https://ok.ru/group/77',
      'https://ok.ru/sadovye',
    ];
    const keys = all.flatMap((url) => dedupeKeys(addressOf(url)?.identities ?? [], url));
    expect(new Set(keys).size).toBe(all.length);
    expect(addressOf('https://ok.ru/profile/77?st.cmd=x')).toMatchObject({ subject: 'account' });
    expect(addressOf('https://ok.ru/group77')).toMatchObject({
      subject: 'channel',
      url: 'https://ok.ru/group/77',
    });
    expect(ids('https://ok.ru/profile/77/pphotos/5')).toEqual(ids('https://ok.ru/profile/77/album/9/5'));
    expect(ids('https://ok.ru/live/484531969818')).toEqual(ids('https://ok.ru/video/484531969818'));
  });

  const OTHERS = [
    'https://ok.ru/',
    'https://ok.ru/feed',
    'https://ok.ru/video',
    'https://ok.ru/dk?st.cmd=userMain',
    'https://ok.ru/group/1/topic/abc',
    'https://notok.ru/group/1/topic/2',
    'https://ok.ru.evil.example/group/1/topic/2',
    'https://vk.ok.rubbish.example/video/1',
    'ftp://ok.ru/video/1',
  ];
  it.each(OTHERS)('%s is no post, person or group of OK.ru', (url) => {
    expect(addressOf(url)?.platform).not.toBe('ok_ru');
  });

  it('every case of yt-dlp is a video with its id', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('ok');
    const known = cases.filter(({ url }) => {
      const address = addressOf(url);
      return address?.subject === 'post' && url.includes(address.id ?? 'none');
    });
    console.info(`ok_ru: ${known.length} of ${cases.length} addresses of yt-dlp`);
    expect(cases.length).toBeGreaterThan(10);
    expect(known).toEqual(cases);
  });
});

describe('identities of what was read', () => {
  it('a comment is known by its id below its topic', () => {
    const read = (threadId: string): unknown =>
      identitiesOf({ subject: 'post', postId: 'MTM6NDU', threadId }, 'https://ok.ru/feed', 'ok_ru');
    expect(read(TOPIC)).toEqual([{ platform: 'ok_ru', subject: 'post', ids: ['comment', TOPIC, 'MTM6NDU'] }]);
    expect(read(TOPIC)).not.toEqual(read('1'));
  });

  it('a group is known by number and by name', () => {
    const url = 'https://ok.ru/sadovye';
    expect(
      identitiesOf({ subject: 'channel', postUrl: url, channel: { id: '53', url } }, url, 'ok_ru').map(
        (one) => one.ids,
      ),
    ).toEqual([
      ['name', 'sadovye'],
      ['group', '53'],
    ]);
  });
});
