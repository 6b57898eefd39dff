// What addresses of blogs on Blogger name: country hosts are one blog, a comment is not its post.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';

const PATH = '2026/03/first-seeds.html';
const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);
const keys = (post: PostDetails, page: string): string[] =>
  dedupeKeys(identitiesOf(post, page, 'blogger'), page);

describe('a post of a blog', () => {
  const SPELLINGS = [
    `https://garden-notes.blogspot.com/${PATH}`,
    `http://garden-notes.blogspot.com/${PATH}?m=1`,
    `https://garden-notes.blogspot.de/${PATH}`,
    `https://garden-notes.blogspot.co.uk/${PATH}?m=0&spref=tw`,
    `https://garden-notes.blogspot.com.br/${PATH}#more`,
    `https://garden-notes.blogspot.ru/${PATH}?utm_source=a`,
    `https://www.garden-notes.blogspot.com/${PATH}`,
    `https://Garden-Notes.blogspot.com./${PATH}`,
  ];
  it.each(SPELLINGS)('%s is that post', (url) => {
    expect(addressOf(url)).toMatchObject({
      platform: 'blogger',
      subject: 'post',
      url: `https://garden-notes.blogspot.com/${PATH}`,
    });
    expect(ids(url)).toEqual([['garden-notes.blogspot.com', PATH]]);
  });

  it('is not the post under the same path of another blog, nor one of its comments', () => {
    const comment = `https://garden-notes.blogspot.com/${PATH}?showComment=1772600767000#c8462950000000000001`;
    expect(ids(`https://other.blogspot.com/${PATH}`)).toEqual([['other.blogspot.com', PATH]]);
    expect(addressOf(comment)).toMatchObject({ subject: 'post', url: comment, id: '8462950000000000001' });
    expect(ids(comment)).toEqual([['garden-notes.blogspot.com', PATH, 'c', '8462950000000000001']]);
    expect(ids(comment.replace(/#.*/, ''))).toEqual([
      ['garden-notes.blogspot.com', PATH, 't', '1772600767000'],
    ]);
    expect(ids(`https://garden-notes.blogspot.it/${PATH}?commentPage=2#c8462950000000000001`)).toEqual([
      ['garden-notes.blogspot.com', PATH, 'c', '8462950000000000001'],
    ]);
  });
});

describe('other addresses of Blogger', () => {
  it('name blogs, lists, profiles, videos and forms of a post', () => {
    expect(addressOf('https://garden-notes.blogspot.fr/?m=1')).toMatchObject({
      subject: 'channel',
      url: 'https://garden-notes.blogspot.com/',
    });
    expect(addressOf('https://garden-notes.blogspot.com/search/label/seeds')).toMatchObject({
      subject: 'website',
    });
    expect(ids('https://garden-notes.blogspot.com/search?q=seeds')).not.toEqual(
      ids('https://garden-notes.blogspot.com/search?q=soil'),
    );
    expect(addressOf('https://garden-notes.blogspot.com/2026/03/')).toMatchObject({ subject: 'website' });
    expect(addressOf('https://garden-notes.blogspot.com/p/about.html')).toMatchObject({ subject: 'post' });
    expect(addressOf('http://www.blogger.com/profile/12345678901234567890')).toMatchObject({
      subject: 'account',
      id: '12345678901234567890',
    });
    expect(addressOf('https://www.blogger.com/video.g?token=AD6v5d')).toMatchObject({ subject: 'media' });
    for (const url of [
      'https://www.blogger.com/comment.g?blogID=11111&postID=22222&isPopup=true',
      'https://www.blogger.com/comment/fullpage/post/11111/22222',
      'https://draft.blogger.com/blog/post/edit/11111/22222',
    ])
      expect(ids(url), url).toEqual([['11111', '22222']]);
  });

  const NOT_OURS = [
    'https://blogspot.com/',
    'https://www.blogspot.com/',
    'https://garden.blogspot.com.evil.example/2026/03/a.html',
    'https://notblogspot.com/2026/03/a.html',
    'https://www.blogger.com/about/',
    'https://garden.blogspot.example/2026/03/a.html',
  ];
  it.each(NOT_OURS)('%s is none', (url) => {
    expect(addressOf(url)?.platform).not.toBe('blogger');
  });
});

describe('a post that was read', () => {
  it('is known by number and by path; elsewhere than on blogspot, where any page may claim a number, only there', () => {
    const channel = { id: '11111' };
    const read: PostDetails = {
      subject: 'post',
      postUrl: `https://garden-notes.blogspot.de/${PATH}`,
      postId: '22222',
      channel,
    };
    const key = keys(read, 'https://garden-notes.blogspot.de/');
    expect(key).toHaveLength(2);
    const own = `https://notes.garden.example/${PATH}`;
    const moved = keys({ ...read, postUrl: own }, 'https://notes.garden.example/');
    expect(moved.filter((each) => key.includes(each))).toEqual([]);
    const retitled = keys({ ...read, postUrl: own.replace('.html', '_2.html') }, own);
    expect(moved.filter((each) => retitled.includes(each))).toHaveLength(1);
    expect(keys({ subject: 'post', postUrl: own }, own)).toHaveLength(1);
    expect(moved).toEqual(expect.arrayContaining(keys({ subject: 'post', postUrl: own }, own)));
    const other = keys(
      { ...read, channel: { id: '99999' }, postUrl: 'https://x.blogspot.com/p/a.html' },
      own,
    );
    expect(other.filter((each) => key.includes(each) || moved.includes(each))).toEqual([]);
  });

  it('is not the comment with the same number', () => {
    const channel = { id: '11111' };
    const post = keys({ subject: 'post', postId: '22222', channel }, 'https://a.blogspot.com/');
    const comment = keys(
      { subject: 'post', postId: '22222', threadId: '1', channel },
      'https://a.blogspot.com/',
    );
    expect(comment.filter((each) => post.includes(each))).toEqual([]);
  });
});
