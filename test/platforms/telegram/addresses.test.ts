// What addresses of Telegram name: t.me, tg:// and the web clients; one message has one identity however it is written.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf, identitiesOf } from '../../../src/platforms/telegram/address';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);
const keys = (post: PostDetails): string[] => dedupeKeys(identitiesOf(post), 'https://t.me/');

describe('a message of a public channel', () => {
  const SPELLINGS = [
    'https://t.me/Garden_News/50',
    'https://web.t.me/garden_news/50',
    'https://k.t.me/garden_news/50',
    'https://www.t.me/garden_news/50?embed=1&mode=tme',
    'https://garden_news.t.me/50?single',
    'https://garden_news.t.me/s/50',
    'https://telegram.me/s/garden_news/50',
    'tg://resolve?domain=garden_news&post=50&thread=4',
    'https://web.telegram.org/a/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dgarden_news%26post%3D50',
    'https://web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3DGarden_News%26post%3D50',
  ];
  it.each(SPELLINGS)('%s is that message', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'telegram', subject: 'post', id: '50' });
    expect(ids(url)).toEqual([['garden_news', '50']]);
  });
});

describe('a chat of the web clients', () => {
  const CHANNEL = [
    'https://t.me/c/1234567890',
    'https://web.telegram.org/a/#-1001234567890',
    'https://web.telegram.org/a/#-1001234567890_77',
    'https://web.telegram.org/z/#-1001234567890',
    'https://webz.telegram.org/#-1001234567890',
    'https://web.telegram.org/k/#-1234567890',
    'https://webk.telegram.org/k/#-1234567890',
    'https://web.telegram.org/#/im?p=c1234567890_987654321',
    'https://web.telegram.org/#/im?p=s1234567890_987654321',
  ];
  it.each(CHANNEL)('%s is the channel of that number', (url) => {
    expect(addressOf(url)).toMatchObject({ subject: 'channel', url: 'https://t.me/c/1234567890' });
    expect(ids(url)).toEqual([['1234567890']]);
  });

  it.each([
    'https://web.telegram.org/k/#@Garden_News',
    'https://web.telegram.org/a/#@garden_news',
    'https://web.telegram.org/#/im?p=@garden_news',
  ])('%s is the channel of that name', (url) => {
    expect(ids(url)).toEqual(ids('https://t.me/garden_news'));
  });

  it('keeps people and small groups apart from channels of the same number', () => {
    const person = addressOf('https://web.telegram.org/a/#1234567890');
    expect(person).toMatchObject({
      subject: 'account',
      url: 'https://web.telegram.org/a/#1234567890',
      identities: [{ subject: 'account', ids: ['id', '1234567890'] }],
    });
    expect(ids('https://web.telegram.org/#/im?p=u1234567890')).toEqual([['id', '1234567890']]);
    expect(ids('https://web.telegram.org/a/#-1234567890')).toEqual([['group:1234567890']]);
    expect(ids('https://web.telegram.org/#/im?p=g1234567890')).toEqual([['group:1234567890']]);
  });

  it.each([
    'https://t.me/c/1234567890',
    'https://web.telegram.org/a/#1234567890',
    'https://web.telegram.org/a/#-4012345',
    'https://web.telegram.org/k/#@garden_news',
  ])('%s gives an address that gives the same again', (url) => {
    const once = addressOf(url);
    expect(addressOf(once?.url ?? '')).toEqual(once);
  });

  it.each([
    'https://web.telegram.org/a/',
    'https://web.telegram.org/k/#settings',
    'https://web.telegram.org/k/#@ab',
    'https://web.telegram.org/a/#?tgaddr=https%3A%2F%2Fevil.example',
    'https://desktop.telegram.org/#-1001234567890',
    'https://web.telegram.org.evil.example/a/#-1001234567890',
  ])('%s is no chat', (url) => {
    expect(addressOf(url)).toBeNull();
  });
});

describe('other addresses', () => {
  it('are stories, private messages, telephone numbers and invitations', () => {
    expect(ids('tg://resolve?domain=garden_news&story=3')).toEqual([['garden_news', 's', '3']]);
    expect(ids('https://t.me/garden_news/s/3')).toEqual([['garden_news', 's', '3']]);
    expect(ids('https://t.me/c/1234567890/50')).toEqual([['1234567890', '50']]);
    expect(ids('tg://resolve?phone=4915100000000')).toEqual(ids('https://t.me/+4915100000000'));
    expect(addressOf('https://t.me/+AAAAAEHbEkejzxUjAUCfYg')?.subject).toBe('channel');
  });
});

describe('identities of what was read', () => {
  const share = (a: string[], b: string[]): boolean => a.some((key) => b.includes(key));
  const inChat = (id: string, text: string): PostDetails => ({
    subject: 'post',
    postId: '77',
    text,
    channel: { id },
  });

  it('are the same from t.me by name and from a web client by number', () => {
    const preview: PostDetails = {
      subject: 'post',
      postUrl: 'https://t.me/Garden_News/50',
      postId: '50',
      channel: { id: '1234567890' },
    };
    const client: PostDetails = {
      subject: 'post',
      postUrl: 'https://t.me/c/1234567890/50',
      postId: '50',
      channel: { id: '1234567890' },
    };
    expect(share(keys(preview), keys(client))).toBe(true);
  });

  it('tell messages apart that two accounts count alike, with a person, a small group or a channel', () => {
    expect(keys(inChat('user:5', 'One'))).toEqual(keys(inChat('user:5', 'One')));
    expect(share(keys(inChat('user:5', 'One')), keys(inChat('user:5', 'Two')))).toBe(false);
    expect(share(keys(inChat('user:5', 'One')), keys(inChat('group:5', 'One')))).toBe(false);
    expect(share(keys(inChat('5', 'One')), keys(inChat('group:5', 'One')))).toBe(false);
    expect(keys(inChat('5', 'One'))).toEqual(keys(inChat('5', 'Two')));
  });

  it('never make a message of a story with the same number', () => {
    const story: PostDetails = {
      subject: 'post',
      postUrl: 'https://t.me/garden_news/s/3',
      postId: '3',
      channel: { id: '5' },
    };
    expect(identitiesOf(story)).toEqual([]);
  });

  it('know a person by the number', () => {
    const person: PostDetails = { subject: 'account', author: { id: '1234567890' } };
    expect(identitiesOf(person)).toEqual(addressOf('https://web.telegram.org/a/#1234567890')?.identities);
  });
});

describe('addresses collected by others', () => {
  it('are all known', (ctx) => {
    const cases = urlCasesOf('telegram');
    if (cases.length === 0) ctx.skip('no collected addresses beside the project');
    const known = cases.filter(({ url }) => addressOf(url)?.subject === 'post');
    console.info(`yt-dlp: ${known.length} of ${cases.length} addresses of Telegram are known`);
    expect(cases.filter((each) => !known.includes(each)).map(({ url }) => url)).toEqual([]);
  });

  it('are matched as there', (ctx) => {
    const cases = matchCasesOf('telegram');
    if (cases.length === 0) ctx.skip('no collected addresses beside the project');
    const wrong = cases.filter(({ url, match }) => (addressOf(url)?.subject === 'post') !== match);
    console.info(
      `pender: ${cases.length - wrong.length} of ${cases.length} addresses of Telegram are judged alike`,
    );
    expect(wrong.map(({ url }) => url)).toEqual([]);
  });
});
