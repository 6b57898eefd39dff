// What addresses of X name, and what its posts and accounts are called: one post has one identity however it is written.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf, identitiesOf } from '../../../src/platforms/x/address';
import { matchCasesOf, urlCasesOf } from '../expected';

const ID = '2029060797887414272';
const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);

describe('a post', () => {
  const SPELLINGS = [
    `https://x.com/garden_notes/status/${ID}/history`,
    `https://x.com/garden_notes/status/${ID}/quotes`,
    `https://x.com/garden_notes/status/${ID}/retweets`,
    `https://www.x.com/garden_notes/status/${ID}?s=46&t=abc`,
    `https://twitter.com/%23!/garden_notes/status/${ID}`,
    `https://mobile.x.com/i/status/${ID}`,
    `https://twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion/garden_notes/status/${ID}`,
    `https://fixvx.com/garden_notes/status/${ID}`,
    `https://twittpr.com/garden_notes/status/${ID}`,
    `https://x.com./garden_notes/status/${ID}`,
  ];
  it.each(SPELLINGS)('is %s', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'x', subject: 'post', id: ID });
    expect(ids(url)).toEqual([[ID]]);
  });

  it('is not another one with a longer or shorter number', () => {
    expect(ids(`https://x.com/a/status/${ID}`)).not.toEqual(ids(`https://x.com/a/status/${ID.slice(1)}`));
  });
});

describe('accounts, communities and articles', () => {
  it.each([
    'https://x.com/Garden_Notes',
    'https://twitter.com/garden_notes/',
    'https://mobile.twitter.com/Garden_Notes/with_replies',
    'https://x.com/garden_notes/about?lang=de',
    'https://nitter.net/garden_notes',
  ])('%s is that account', (url) => {
    expect(addressOf(url)).toMatchObject({ subject: 'account', id: 'garden_notes' });
  });

  it('are what they are', () => {
    expect(addressOf('https://x.com/i/communities/1472')).toMatchObject({
      subject: 'channel',
      url: 'https://x.com/i/communities/1472',
    });
    expect(ids(`https://x.com/garden_notes/article/${ID}`)).toEqual([['article', ID]]);
    expect(addressOf('https://x.com/i/lists/12')?.subject).toBe('website');
  });

  it.each([
    'https://x.com/home',
    'https://x.com/notifications',
    'https://x.com/messages',
    'https://x.com/explore',
    'https://x.com/compose/post',
    'https://help.x.com/en',
    'https://evilx.com/garden_notes',
    'https://x.com.evil.example/garden_notes',
    'https://t.co/abc',
  ])('%s is none', (url) => {
    expect(addressOf(url)).toBeNull();
  });
});

describe('identities of what was read', () => {
  const keys = (post: PostDetails): string[] => dedupeKeys(identitiesOf(post), 'https://x.com/');
  const quoted = (handle: string): PostDetails => ({
    subject: 'post',
    parentPostId: '1',
    author: { handle },
  });

  it('know an account by its number too', () => {
    const read = identitiesOf({ subject: 'account', author: { id: '12', handle: 'Garden_Notes' } });
    expect(read).toEqual(addressOf('https://x.com/i/user/12')?.identities);
  });

  it('tell two posts in one article apart by who wrote them', () => {
    expect(keys(quoted('one'))).not.toEqual(keys(quoted('two')));
    expect(keys(quoted('One'))).toEqual(keys(quoted('one')));
  });
});

describe('addresses collected by others', () => {
  const EXPLAINED: Readonly<Record<string, string>> = {
    'https://amp.twimg.com/v/0ba0c3c7-0af3-4c0a-bed5-7efd1ffa2951': 'a player on a file host; names no post',
  };
  it('are known, but for those listed with a reason', (ctx) => {
    const cases = urlCasesOf('x');
    if (cases.length === 0) ctx.skip('no collected addresses beside the project');
    const unknown = cases.map(({ url }) => url).filter((url) => addressOf(url) === null);
    console.info(`yt-dlp: ${cases.length - unknown.length} of ${cases.length} addresses of X are known`);
    expect(unknown).toEqual(Object.keys(EXPLAINED));
  });

  const LISTS: Readonly<Record<string, string>> = {
    'https://twitter.com/search?q=guacamole': 'a search is a list, not a post',
  };
  it('are matched as there, but for those listed with a reason', (ctx) => {
    const cases = matchCasesOf('twitter');
    if (cases.length === 0) ctx.skip('no collected addresses beside the project');
    const subjectOf = (parser: string): string => (parser === 'twitter_item' ? 'post' : 'account');
    const wrong = cases.filter(
      ({ parser, url, match }) => (addressOf(url)?.subject === subjectOf(parser)) !== match,
    );
    console.info(`pender: ${cases.length - wrong.length} of ${cases.length} addresses of X are judged alike`);
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(LISTS));
  });
});
