import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf as anyAddressOf, identitiesOf as anyIdentitiesOf } from '../../../src/platforms/addresses';
import { addressOf } from '../../../src/platforms/facebook/address';
import { hasShared, NO_SHARED } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const F = 'https://www.facebook.com/';
const keys = (url: string): string[] => dedupeKeys(addressOf(url)?.identities ?? [], url).sort();
const share = (a: string[], b: string[]): boolean => a.some((key) => b.includes(key));

describe('a post of Facebook', () => {
  const SPELLINGS =
    `garden.notes/posts/1053189635634220 garden.notes/posts/1053189635634220?__cft__[0]=AZ&__tn__=%2CO%2CP-R
    garden.notes/posts/seeds-are-in/1053189635634220/ 100028295814975/posts/1053189635634220
    permalink.php?story_fbid=1053189635634220&id=100028295814975&ref=bookmarks
    story.php?id=100028295814975&story_fbid=1053189635634220&mibextid=a groups/seeds/posts/1053189635634220/
    groups/164828000315060/permalink/1053189635634220/ groups/seeds/?multi_permalinks=1053189635634220&hoisted_section_header_type=a
    groups/164828000315060?view=permalink&id=1053189635634220 groups/seeds/posts/d41d8cd9/1053189635634220/?app=fbl
    garden.notes/posts/1053189635634220:0`.split(/\s+/);
  it.each(SPELLINGS)('is /%s', (path) => {
    expect(addressOf(F + path)?.subject).toBe('post');
    expect(keys(F + path)).toEqual(keys(`${F}garden.notes/posts/1053189635634220`));
  });

  it('is the same on every host, and on none that only looks alike', () => {
    const path = 'groups/seeds/posts/1053189635634220/';
    const hosts = `facebook.com www.facebook.com m.facebook.com mbasic.facebook.com web.facebook.com touch.facebook.com
      zh-hk.facebook.com es-la.facebook.com fb.com www.facebook.com. www.facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion`;
    for (const host of hosts.split(/\s+/)) expect(addressOf(`https://${host}/${path}`)?.url).toBe(F + path);
    for (const host of [
      'notfacebook.com',
      'facebook.com.evil.example',
      'developers.facebook.com',
      'l.facebook.com',
    ])
      expect(addressOf(`https://${host}/${path}`)).toBeNull();
  });

  const CANONICAL: [string, string][] = [
    [
      'story.php?story_fbid=1053189635634220&id=100028295814975&locale=de_DE',
      'permalink.php?story_fbid=1053189635634220&id=100028295814975',
    ],
    [
      '100028295814975/posts/1053189635634220',
      'permalink.php?story_fbid=1053189635634220&id=100028295814975',
    ],
    ['garden.notes/posts/pfbid0HqdatRwvYR9?rdid=a', 'garden.notes/posts/pfbid0HqdatRwvYR9'],
    [
      'permalink.php?story_fbid=pfbid0HqdatRwvYR9&id=100028295814975',
      'permalink.php?story_fbid=pfbid0HqdatRwvYR9&id=100028295814975',
    ],
    [
      'photo.php?fbid=10155150801660195&set=p.10155150801660195&type=1&theater',
      'photo/?fbid=10155150801660195',
    ],
    ['54212446406/photos/a.397338611406/10155150801660195/?type=3', 'photo/?fbid=10155150801660195'],
    ['garden.notes/photos/10155150801660195', 'photo/?fbid=10155150801660195'],
    ['photo?fbid=10155150801660195&set=pcb.1', 'photo/?fbid=10155150801660195'],
    ['video.php?v=637842556329505&fref=nf', 'watch/?v=637842556329505'],
    ['watch/live/?v=637842556329505', 'watch/?v=637842556329505'],
    ['watch?v=637842556329505', 'watch/?v=637842556329505'],
    ['video/embed?video_id=637842556329505', 'watch/?v=637842556329505'],
    [
      'garden.notes/videos/vb.22819070941/637842556329505/?type=2&theater',
      'garden.notes/videos/637842556329505/',
    ],
    ['garden.notes/videos/how-to-sow/637842556329505/', 'garden.notes/videos/637842556329505/'],
    ['reel/637842556329505/?s=single_unit', 'reel/637842556329505/'],
    ['reels/637842556329505', 'reel/637842556329505/'],
    [
      'plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fgarden.notes%2Fvideos%2F637842556329505%2F&width=560',
      'garden.notes/videos/637842556329505/',
    ],
    ['events/1090503577698748/?ref=a', 'events/1090503577698748/'],
    ['marketplace/item/1090503577698748/?ref=a', 'marketplace/item/1090503577698748/'],
    ['media/set?set=a.10154534110871407.1073742048.54212446406&type=3', 'media/set/?set=a.10154534110871407'],
    [
      'pg/Garden-54212446406/photos/?tab=album&album_id=10154534110871407',
      'media/set/?set=a.10154534110871407',
    ],
    ['ads/library/?id=899206155126718&x=1', 'ads/library/?id=899206155126718'],
  ];
  it.each(CANONICAL)('/%s has the canonical address /%s', (path, canonical) => {
    expect(addressOf(F + path)).toMatchObject({ subject: 'post', url: F + canonical });
    // a canonical address names the same as the spelling that it was made from
    expect(addressOf(F + canonical)).toEqual(addressOf(F + path));
  });

  it('is one as photo or video wherever that is shown, and its number is never that of another kind of thing', () => {
    const videos = [
      'video.php?v=637842556329505',
      'reel/637842556329505',
      'garden.notes/videos/637842556329505/',
      'watch/?v=637842556329505',
    ];
    expect(new Set(videos.map((path) => keys(F + path).join())).size).toBe(1);
    expect(share(keys(`${F}ads/library/?id=1090503577698748`), keys(`${F}events/1090503577698748/`))).toBe(
      false,
    );
    expect(share(keys(`${F}profile.php?id=1090503577698748`), keys(`${F}reel/1090503577698748/`))).toBe(
      false,
    );
    expect(share(keys(`${F}a.b/posts/1053189635634220`), keys(`${F}a.b/posts/1053189635634221`))).toBe(false);
  });
});

describe('a comment of Facebook', () => {
  const POST = 'groups/seeds/posts/7100000000000001/';
  const coded = `${F}${POST}?comment_id=Y29tbWVudDo3MTAwMDAwMDAwMDAwMDAxXzkyMDAwMDAwMDAwMDAwMDI%3D&__cft__[0]=A`;

  it('has its own keys, by its number plain or in base 64, whatever name its post has', () => {
    expect(addressOf(coded)?.url).toBe(`${F}${POST}?comment_id=9200000000000002`);
    for (const path of [
      `${POST}?comment_id=9200000000000002`,
      'garden/posts/pfbid02Ab?comment_id=9200000000000002',
      'photo/?fbid=7100000000000001&comment_id=9200000000000002',
    ])
      expect(keys(F + path)).toEqual(keys(coded));
    expect(share(keys(coded), keys(F + POST))).toBe(false);
  });

  it('is told from its replies, and small numbers of two posts from each other', () => {
    const reply = `${F}${POST}?comment_id=9200000000000002&reply_comment_id=9300000000000001`;
    expect(addressOf(reply)).toMatchObject({ id: '9300000000000001', url: reply });
    expect(share(keys(reply), keys(coded))).toBe(false);
    const small = (post: string): string[] => keys(`${F}a.b/posts/${post}?comment_id=123456`);
    expect(share(small('117264384975'), small('117264384976'))).toBe(false);
  });

  it('is not named by the link of its author', () => {
    expect(
      addressOf(`${F}reader.one?comment_id=Y29tbWVudDo3MTAwMDAwMDAwMDAwMDAxXzkyMDAwMDAwMDAwMDAwMDI%3D`),
    ).toMatchObject({ subject: 'account', url: `${F}reader.one` });
  });
});

describe('accounts, groups and lists of Facebook', () => {
  const ACCOUNTS: [string, string, string][] = [
    ['Garden.Notes?fref=ts', 'Garden.Notes', 'gardennotes'],
    ['garden.notes/about', 'garden.notes', 'gardennotes'],
    ['garden.notes/photos_by', 'garden.notes', 'gardennotes'],
    ['pg/garden.notes/posts/', 'garden.notes', 'gardennotes'],
    ['profile.php?id=100028295814975&sk=about', 'profile.php?id=100028295814975', '100028295814975'],
    ['people/G%C3%A4rten/100028295814975/', 'profile.php?id=100028295814975', '100028295814975'],
    ['p/Gärten-100028295814975/', 'profile.php?id=100028295814975', '100028295814975'],
    ['Garden-Notes-54212446406/', 'profile.php?id=54212446406', '54212446406'],
    ['pages/Garden/105510962816034?fref=ts', 'profile.php?id=105510962816034', '105510962816034'],
    ['groups/164828000315060/user/100028295814975/', 'profile.php?id=100028295814975', '100028295814975'],
    ['100028295814975', 'profile.php?id=100028295814975', '100028295814975'],
  ];
  it.each(ACCOUNTS)('/%s is the account /%s', (path, canonical, id) => {
    expect(addressOf(F + path)).toMatchObject({
      subject: 'account',
      url: F + canonical,
      identities: [{ ids: [id] }],
    });
    expect(keys(F + canonical)).toEqual(keys(F + path));
  });

  it('groups are channels, hashtags are lists', () => {
    expect(addressOf(`${F}groups/Seeds/about/?ref=a`)).toMatchObject({
      subject: 'channel',
      url: `${F}groups/Seeds/`,
      identities: [{ ids: ['seeds'] }],
    });
    expect(addressOf(`${F}hashtag/Spring?source=feed`)).toMatchObject({
      subject: 'website',
      url: `${F}hashtag/spring`,
    });
  });

  const NOTHING =
    `https://www.facebook.com/ https://www.facebook.com/?sk=h_chr https://www.facebook.com/home.php
    https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1 https://www.facebook.com/share/p/1AbCdEf/
    https://www.facebook.com/share/1AbCdEf/ https://fb.watch/abc123/ https://fb.me/abc https://www.facebook.com/watch/
    https://www.facebook.com/search/posts/?q=seeds https://www.facebook.com/groups/feed/ https://www.facebook.com/help/568137493302217
    https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fgarden%2Fposts%2F1053189635634220&h=AT3
    https://www.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fa.example
    https://www.facebook.com/sharer.php?v=4&u=https%3A%2F%2Fa.example https://www.facebook.com/dialog/share?fbid=1
    https://www.facebook.com/permalink.php?story_fbid=1053189635634220 https://www.facebook.com/photo/ https://www.facebook.com/stories/create/`.split(
      /\s+/,
    );
  it.each(NOTHING)('%s is nothing of these', (url) => {
    expect(addressOf(url)).toBeNull();
  });
});

describe('identities of what was read', () => {
  const of = (post: PostDetails): string[] => dedupeKeys(anyIdentitiesOf(post, F, 'facebook'), F);
  const both: PostDetails = {
    subject: 'post',
    postUrl: `${F}garden/posts/pfbid0HqdatRwvYR9`,
    postId: '1053189635634220',
    otherIds: ['pfbid0HqdatRwvYR9'],
  };

  it('hold number and pfbid, so that a post is found by either', () => {
    expect(share(of(both), keys(`${F}groups/seeds/posts/1053189635634220/`))).toBe(true);
    expect(share(of(both), keys(`${F}permalink.php?story_fbid=pfbid0HqdatRwvYR9&id=1`))).toBe(true);
  });

  it('tell a comment and a shared post without an address from the post', () => {
    const comment: PostDetails = {
      subject: 'post',
      postId: '9200000000000002',
      parentPostId: '1053189635634220',
      threadId: '1053189635634220',
    };
    expect(of(comment)).toEqual(keys(`${F}garden/posts/1053189635634220?comment_id=9200000000000002`));
    const shared = of({ subject: 'post', parentPostId: '1053189635634220', text: 'a' });
    expect(share(shared, of(both))).toBe(false);
    expect(share(shared, of({ subject: 'post', parentPostId: '1053189635634221', text: 'a' }))).toBe(false);
  });

  it('keep the number of an account or group beside its name', () => {
    expect(
      share(
        of({ subject: 'account', postUrl: `${F}garden.notes`, author: { id: '100028295814975' } }),
        keys(`${F}profile.php?id=100028295814975`),
      ),
    ).toBe(true);
    expect(
      share(
        of({ subject: 'channel', postUrl: `${F}groups/seeds/`, channel: { id: '164828000315060' } }),
        keys(`${F}groups/164828000315060/`),
      ),
    ).toBe(true);
  });
});

describe('addresses of Facebook that others collected', () => {
  it('are judged as by yt-dlp, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const EXPLAINED: Readonly<Record<string, string>> = {
      'facebook:544765982287235': 'a spelling of that tool’s own',
      'https://www.facebook.com/flx/warn/?h=TAQHsoToz&u=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DpO8h3EaFRdo&s=1':
        'a redirector to another platform, not a post',
    };
    const cases = urlCasesOf('facebook');
    const wrong = cases.filter(({ url }) => {
      const numbers =
        /(pfbid\w+)/.exec(url)?.[1] ??
        decodeURIComponent(url)
          .match(/\d{9,}/g)
          ?.find(
            (n) => !new RegExp(`(?:groups/|[?&]id=|vb\\.|com/)${n}`).test(url) || /ads\/library/.test(url),
          );
      const address = anyAddressOf(url);
      return address?.platform !== 'facebook' || address.subject !== 'post' || address.id !== numbers;
    });
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of Facebook are known`);
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });

  it('are matched as by Pender, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const EXPLAINED: Readonly<Record<string, string>> = {
      'https://www.facebook.com/watch/live/?ref=live_delegate#@37.777053833008,-122.41587829590001,4z':
        'a map of live videos, not one of them',
      'https://www.facebook.com/pages/category/Society---Culture-Website/PoporDezamagit/photos/':
        'the photos of a page are a list',
      'https://www.facebook.com/pages/Meedan/105510962816034/photos/':
        'the tab of an account is that account',
    };
    const cases = matchCasesOf('facebook_');
    const wrong = cases.filter(({ parser, url, match }) => {
      const address = anyAddressOf(url);
      return (
        (address?.platform === 'facebook' &&
          address.subject === (parser === 'facebook_item' ? 'post' : 'account')) !== match
      );
    });
    console.info(
      `pender: ${cases.length - wrong.length} of ${cases.length} addresses of Facebook are judged alike`,
    );
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });
});
