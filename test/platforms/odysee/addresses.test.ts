// What addresses of Odysee and LBRY name; and those that others collected.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);
const CLAIM = 'e51671357333fe22ae88aad320bde2f6f96b1410';
const COMMENT = 'd771a55de0787f2fec52d77f7add213a429ea138b3f0c22220a4fbc8b3089799';

describe('addresses of Odysee', () => {
  it.each([
    'https://odysee.com/@gardennotes:b/seeds-in-spring:e',
    'https://odysee.com/@GardenNotes:b/Seeds-in-Spring:e?r=abc&src=open&t=5&lid=x',
    'https://www.odysee.com/@gardennotes:b/seeds-in-spring:e#top',
    'https://lbry.tv/@gardennotes:b/seeds-in-spring:e',
    'https://open.lbry.com/@gardennotes:b/seeds-in-spring:e',
    'https://odysee.com/$/embed/@gardennotes:b/seeds-in-spring:e',
    'lbry://@gardennotes#b/seeds-in-spring#e',
  ])('%s is that claim, by its names and the beginnings of its ids', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'odysee', subject: 'post' });
    expect(ids(url)).toEqual([['@gardennotes', 'b', 'seeds-in-spring', 'e']]);
    expect(addressOf(url)?.url).toMatch(/^https:\/\/odysee\.com\/@gardennotes:b\/seeds-in-spring:e$/i);
  });

  it.each([
    `https://odysee.com/seeds-in-spring:${CLAIM}`,
    `https://odysee.com/@gardennotes:b/seeds-in-spring:${CLAIM}`,
    `https://odysee.com/$/embed/seeds-in-spring/${CLAIM}?r=a`,
    `https://odysee.com/$/download/seeds-in-spring/${CLAIM}`,
    `https://lbry.tv/$/embed/another-name/${CLAIM}`,
    `lbry://seeds-in-spring#${CLAIM}`,
  ])('%s is that claim, by its whole id', (url) => {
    expect(ids(url)).toEqual([[CLAIM]]);
  });

  it('keep claims, channels and comments apart; a short id of one name is none of another', () => {
    expect(ids('https://odysee.com/seeds:e')).toEqual([['seeds', 'e']]);
    expect(ids('https://odysee.com/@other:b/seeds:e')).toEqual([['@other', 'b', 'seeds', 'e']]);
    expect(addressOf('https://odysee.com/@gardennotes:b?view=about')).toMatchObject({
      subject: 'channel',
      url: 'https://odysee.com/@gardennotes:b',
      identities: [{ ids: ['@gardennotes', 'b'] }],
    });
    const comment = `https://odysee.com/@gardennotes:b/seeds-in-spring:e?lc=${COMMENT}`;
    expect(addressOf(comment)).toMatchObject({
      subject: 'post',
      url: comment,
      identities: [{ ids: ['comment', COMMENT] }],
    });
    expect(
      identitiesOf({ subject: 'post', postUrl: comment, postId: COMMENT, threadId: 'x' }, comment, 'odysee'),
    ).toHaveLength(1);
    expect(ids('https://odysee.com/$/list/9c6658b3dd21e4f2a0602d523a13150e2b48b770')).toEqual(
      ids('https://odysee.com/$/playlist/9c6658b3dd21e4f2a0602d523a13150e2b48b770'),
    );
  });

  it('are of one claim by either id where a page has both', () => {
    const url = 'https://odysee.com/@gardennotes:b/seeds-in-spring:e';
    const read = identitiesOf({ subject: 'post', postUrl: url, postId: CLAIM }, url, 'odysee');
    expect(read.map((each) => each.ids)).toEqual([['@gardennotes', 'b', 'seeds-in-spring', 'e'], [CLAIM]]);
  });

  it.each([
    'https://odysee.com/',
    'https://odysee.com/$/discover',
    'https://odysee.com/$/search?q=seeds',
    'https://notodysee.com/@gardennotes:b/seeds:e',
    'https://odysee.com.evil.example/@gardennotes:b/seeds:e',
    'lbry://',
  ])('%s names nothing of Odysee', (url) => {
    expect(addressOf(url)?.platform).not.toBe('odysee');
  });
});

describe('addresses of Odysee that others collected', () => {
  it('are all known', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('odysee');
    expect(cases.length).toBeGreaterThanOrEqual(18);
    const subjectOf = (url: string): string =>
      /\$\/(?:play)?list/.test(url) ? 'website' : /@[^/]*\/?$/.test(url) ? 'channel' : 'post';
    const wrong = cases.filter(({ url }) => {
      const address = addressOf(url);
      return address?.platform !== 'odysee' || address.subject !== subjectOf(url);
    });
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of Odysee are known`);
    expect(wrong.map(({ url }) => url)).toEqual([]);
  });
});
