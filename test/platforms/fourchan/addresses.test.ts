// What addresses of boards name: one post has one identity however it is written, and numbers are per site and board.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED, ROOT } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string) => addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of 4chan', () => {
  const SPELLINGS = [
    'https://boards.4chan.org/po/thread/570368#p570370',
    'http://boards.4chan.org/po/thread/570368/how-to-fold#p570370',
    'https://boards.4channel.org/po/thread/570368/how-to-fold?a=1#p570370',
    'https://boards.4chan.org/po/res/570368#p570370',
    'https://boards.4chan.org/po/thread/570368#q570370',
    'https://boards.4chan.org/po/thread/570368/#pc570370',
    'https://4chan.org/po/thread/570368#p570370',
    'https://boards.4chan.org./po/thread/570368#p570370',
  ];
  it.each(SPELLINGS)('%s is that post', (url) => {
    expect(addressOf(url)).toEqual({
      platform: 'fourchan',
      subject: 'post',
      url: 'https://boards.4chan.org/po/thread/570368#p570370',
      id: '570370',
      identities: [{ platform: 'fourchan', subject: 'post', ids: ['4chan.org', 'po', '570370'] }],
    });
  });

  it('takes a thread for its first post', () => {
    const first = [['4chan.org', 'po', '570368']];
    expect(ids('https://boards.4chan.org/po/thread/570368')).toEqual(first);
    expect(ids('https://boards.4channel.org/po/thread/570368/how-to-fold#p570368')).toEqual(first);
    expect(ids('https://boards.4chan.org/po/thread/570368#bottom')).toEqual(first);
  });

  it('keeps posts apart that have one number on two boards or two sites', () => {
    const keys = [
      'https://boards.4chan.org/po/thread/570368',
      'https://boards.4chan.org/b/thread/570368',
      'https://chan.example/po/res/570368.html',
      'https://other.example/po/res/570368.html',
    ].map((url) => JSON.stringify(ids(url)));
    expect(new Set(keys).size).toBe(4);
  });

  it('knows a board and its lists', () => {
    for (const view of ['', 'catalog', 'archive', '2'])
      expect(addressOf(`https://boards.4channel.org/po/${view}`)).toMatchObject({
        subject: 'channel',
        url: 'https://boards.4chan.org/po/',
        identities: [{ ids: ['4chan.org', 'po'] }],
      });
  });
});

describe('addresses of other boards', () => {
  const SPELLINGS = [
    'https://chan.example/%CE%BB/res/28375.html#28392',
    'http://www.chan.example/λ/res/28375.html#q28392',
    'https://chan.example/%CE%BB/res/28375+50.html#28392',
    'https://chan.example/%CE%BB/res/28375#28392',
  ];
  it.each(SPELLINGS)('%s is that post', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'fourchan', subject: 'post', id: '28392' });
    expect(ids(url)).toEqual([['chan.example', 'λ', '28392']]);
  });

  it('knows threads of jschan, in the moderators’ view too', () => {
    const url = 'https://js.example/t/thread/7.html#8';
    expect(addressOf(url)?.url).toBe(url);
    expect(addressOf('https://js.example/t/manage/thread/7.html#8')?.url).toBe(url);
  });

  it('leaves hidden services without https', () => {
    const host = `${'a'.repeat(56)}.onion`;
    expect(addressOf(`http://${host}/b/res/1.html`)?.url).toBe(`http://${host}/b/res/1.html#1`);
  });

  const NOT_BOARDS = [
    'https://www.4chan.org/',
    'https://www.4chan.org/faq',
    'https://boards.4chan.org/',
    'https://boards.4chan.org.evil.example/po/thread/570368',
    'https://not4chan.org/po/thread/570368',
    'https://forum.example/general/thread/1234',
    'https://forum.example/a/b/thread/1234.html',
    'https://site.example/res/12.html',
    'https://site.example/b/res/image.png',
    'ftp://boards.4chan.org/po/thread/570368',
  ];
  it.each(NOT_BOARDS)('%s is no post on a board', (url) => {
    expect(addressOf(url)?.platform).not.toBe('fourchan');
  });

  it('knows a post by site, board and number where the address alone does not tell', () => {
    const keys = (board: string): string[] =>
      dedupeKeys(
        identitiesOf(
          {
            subject: 'post',
            postUrl: `https://archive.example/${board}/thread/1000#1001`,
            postId: '1001',
            channel: { id: board, url: `https://archive.example/${board}/` },
          },
          'https://archive.example/',
          'fourchan',
        ),
        '',
      );
    expect(keys('pol')).toHaveLength(1);
    expect(keys('pol')).not.toEqual(keys('b'));
  });
});

describe('addresses that the reader makes', () => {
  const folder = `${ROOT}test/fixtures/pages/fourchan/`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  it.each(files)('are canonical: %s', (file) => {
    const text = readFileSync(folder + file, 'utf8');
    const found = [...text.matchAll(/"postUrl": "([^"]+\/(?:res|thread)\/[^"]+)"/g)].map(([, url]) => url!);
    expect(found.length).toBeGreaterThan(0);
    for (const url of found.filter(
      (each) => addressOf(each)?.platform === 'fourchan' && /\.html|4chan\.org/.test(each),
    ))
      if (!url.includes('4channel')) expect(addressOf(url)?.url).toBe(url);
  });
});

describe('addresses that others collected', () => {
  it('have none of boards, else this fails and they are to be judged', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect([...urlCasesOf('4chan'), ...urlCasesOf('fourchan'), ...matchCasesOf('4chan')]).toEqual([]);
  });
});
