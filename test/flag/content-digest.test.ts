// The same post twice has the same digest, whatever the page around it counts, shows or serves from elsewhere.
import { describe, expect, it } from 'vitest';
import { contentDigest } from '../../src/flag/content-digest';
import type { PostDetails } from '../../src/flag/post';

const POST: PostDetails = {
  subject: 'post',
  text: 'Seeds:  two kinds\n\nSee the café 🎉',
  author: { handle: 'Garden_Notes', displayName: 'Garden Notes' },
  media: [
    { url: 'https://pbs.twimg.com/media/SeedA?format=jpg&name=small', kind: 'image' },
    { url: 'https://scontent-waw1-1.xx.fbcdn.net/v/t39/11_n.jpg?_nc_ht=1', kind: 'image' },
  ],
  quoted: { relation: 'quote', author: { handle: 'bees' }, text: 'Buzz' },
};
const digest = (change: Partial<PostDetails>, platform = 'x'): string | undefined =>
  contentDigest(platform, { ...POST, ...change });

it('is a SHA-256 in hex, and always the same one', () => {
  expect(digest({})).toMatch(/^[0-9a-f]{64}$/u);
  expect(digest({})).toBe(digest({}));
});

describe('stays the same when only this differs:', () => {
  it.each<[string, Partial<PostDetails>]>([
    ['counts', { engagement: { likes: 11, views: 400 } }],
    ['the time as shown', { postedAtText: '5h', postedAt: '2026-03-04T05:06:07.000Z' }],
    ['white space', { text: ' Seeds: two\u00a0kinds See the café 🎉\n' }],
    ['the form of its letters', { text: POST.text!.normalize('NFD') }],
    ['the display name beside a handle', { author: { handle: 'garden_notes', displayName: 'Garden 🌱' } }],
    ['the address it was reached by', { postUrl: 'https://x.com/i/status/1', postUrlSource: 'address_bar' }],
    ['links with other tracking', { links: ['https://a.example/?fbclid=2'], rawLinks: ['https://t.co/x'] }],
    ['what the platform says above it', { contextNote: 'Pinned', sponsored: 'no', adapterNote: 'x' }],
    [
      'the server and size of its media',
      {
        media: [
          { url: 'https://scontent-ams2-1.xx.fbcdn.net/v/t39/12_n.jpg', kind: 'image' },
          { url: 'https://pbs.twimg.com/media/SeedA.jpg:large', kind: 'image' },
        ],
      },
    ],
    [
      'how many slides of a carousel are there',
      { media: [...POST.media!, { ...POST.media![1]!, url: 'https://scontent-x.xx.fbcdn.net/3_n.jpg' }] },
    ],
  ])('%s', (_what, change) => {
    expect(digest(change)).toBe(digest({}));
  });

  it('what it replies to, which only a thread shows', () => {
    const reply = { relation: 'reply_to', author: { handle: 'a' }, text: 'Before' } as const;
    const { quoted: _none, ...alone } = POST;
    expect(digest({ quoted: reply })).toBe(contentDigest('x', alone));
  });
});

describe('differs when this does:', () => {
  it.each<[string, Partial<PostDetails>]>([
    ['a word', { text: 'Seeds: three kinds See the café 🎉' }],
    ['who says it', { author: { handle: 'other' } }],
    ['what is quoted', { quoted: { relation: 'quote', author: { handle: 'bees' }, text: 'Bzz' } }],
    ['whom it quotes', { quoted: { relation: 'quote', author: { handle: 'wasps' }, text: 'Buzz' } }],
    [
      'a picture that is named by what it is',
      { media: [{ url: 'https://pbs.twimg.com/media/SeedB', kind: 'image' }, POST.media![1]!] },
    ],
    ['a video for a picture', { media: [POST.media![0]!, { ...POST.media![1]!, kind: 'video' }] }],
    ['whether all of it was unfolded', { textTruncated: true }],
  ])('%s', (_what, change) => {
    expect(digest(change)).not.toBe(digest({}));
  });

  it('the platform', () => {
    expect(digest({}, 'facebook')).not.toBe(digest({}));
  });
});

it('knows who speaks by handle, else by id, else by the channel, else by name', () => {
  const by = (change: Partial<PostDetails>): string | undefined => {
    const { author: _none, ...nobody } = POST;
    return contentDigest('telegram', { ...nobody, ...change });
  };
  const channel = { id: '1', name: 'Garden News', url: 'https://t.me/Garden_News' };
  expect(by({ author: { id: '7', displayName: 'Ann' } })).toBe(
    by({ author: { id: '7', displayName: 'Anna' } }),
  );
  expect(by({ author: { displayName: 'Ann' }, channel })).toBe(
    by({ channel: { url: 'https://t.me/garden_news', name: 'Garden News 🌱' } }),
  );
  expect(by({ author: { displayName: 'Ann' } })).not.toBe(by({ author: { displayName: 'Bo' } }));
});

it('is not there for what says nothing by itself', () => {
  expect(contentDigest('x', { subject: 'account', author: { handle: 'a' } })).toBeUndefined();
  expect(
    contentDigest('other', { subject: 'website', text: 'A front page with 5 new comments' }),
  ).toBeUndefined();
  expect(contentDigest('x', { subject: 'post', text: ' \n ' })).toBeUndefined();
});
