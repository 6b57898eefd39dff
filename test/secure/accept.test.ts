// What a page says passes one door: cut, cleaned and named, never refused as a whole.
import { expect, it } from 'vitest';
import { accept, TEXT_MAX } from '../../src/secure/accept';

const page = { openGraph: {}, twitterCard: {}, jsonLd: [] };

it('keeps what is in order as it is', () => {
  const post = {
    subject: 'post',
    postUrl: 'https://t.me/a/1',
    postUrlSource: 'permalink_dom',
    text: '<b>x</b>',
  };
  expect(accept({ post, page })).toEqual({ post, page, alterations: [] });
});

it('caps a text of 10 MB and says so', () => {
  const { post, alterations } = accept({ post: { subject: 'post', text: 'a'.repeat(10_000_000) }, page });
  expect(post?.text).toHaveLength(TEXT_MAX);
  expect(alterations).toEqual([{ kind: 'truncated', field: 'text' }]);
});

it('makes lone surrogates well-formed and says so', () => {
  const { post, alterations } = accept({ post: { subject: 'post', text: 'a\ud800b' }, page });
  expect(post?.text).toBe('a\ufffdb');
  expect(alterations).toEqual([{ kind: 'well_formed', field: 'text' }]);
});

it('does not blame the page for a pair that the cut itself split', () => {
  const { post, alterations } = accept({
    post: { subject: 'post', text: `x${'😀'.repeat(TEXT_MAX)}` },
    page,
  });
  expect(post?.text?.isWellFormed()).toBe(true);
  expect(alterations).toEqual([{ kind: 'truncated', field: 'text' }]);
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'chrome://settings', 'no address'])(
  'drops the address %s wherever it stands',
  (bad) => {
    const { post, alterations } = accept({
      post: {
        subject: 'post',
        postUrl: bad,
        postUrlSource: 'permalink_dom',
        author: { handle: 'a', profileUrl: bad },
        media: [{ kind: 'image', url: 'https://pbs.twimg.com/1' }],
        links: [bad, 'https://example.org/'],
      },
      page,
    });
    expect(post).toEqual({
      subject: 'post',
      author: { handle: 'a' },
      media: [{ kind: 'image', url: 'https://pbs.twimg.com/1' }],
      links: ['https://example.org/'],
    });
    expect(alterations.map(({ field }) => field).sort()).toEqual(['author.profileUrl', 'links', 'postUrl']);
  },
);

it('drops a part of the wrong kind and keeps the rest', () => {
  const { post, alterations } = accept({ post: { subject: 'post', text: 5, postId: '7', extra: 'x' }, page });
  expect(post).toEqual({ subject: 'post', postId: '7' });
  expect(alterations).toContainEqual({ kind: 'value_dropped', field: 'text' });
});

it('bounds lists, depth and numbers', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`);
  const { post } = accept({
    post: {
      subject: 'post',
      links: Array.from({ length: 5000 }, (_, i) => `https://e.org/${i}`),
      engagement: { likes: Number.POSITIVE_INFINITY, views: 3 },
      quoted: deep,
    },
    page,
  });
  expect(post?.links).toHaveLength(200);
  expect(post?.engagement).toEqual({ views: 3 });
  expect(post?.quoted).toBeUndefined();
});

it.each([null, undefined, 7, 'x', [], { subject: 'nonsense' }])(
  'has nothing to give when the post is %s',
  (post) => {
    expect(accept({ post, page }).post).toBeUndefined();
  },
);
