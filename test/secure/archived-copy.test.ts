// A copy in the archive carries the address that it was kept from, and nothing else does.
import { expect, it } from 'vitest';
import type { PostDetails } from '../../src/flag/post';
import { accept } from '../../src/secure/accept';

const ORIGINAL = 'https://x.com/garden_notes/status/2029060797887414272';
const COPY = `https://web.archive.org/web/20260304050607/${ORIGINAL}`;
const accepted = (post: PostDetails): PostDetails | undefined => accept({ post }).post;

it('a post that was read in the archive has its original beside its own address', () => {
  const read: PostDetails = {
    subject: 'post',
    postUrl: COPY,
    postUrlSource: 'permalink_dom',
    adapterNote: 'generic_reader',
  };
  expect(accepted(read)).toEqual({
    ...read,
    originalUrl: ORIGINAL,
    adapterNote: 'generic_reader archived_copy',
  });
});

it("the time of the archive is not the post's", () => {
  expect(accepted({ subject: 'website', postUrl: COPY })?.postedAt).toBeUndefined();
});

it('any other post has none, whatever its page says', () => {
  for (const postUrl of [
    ORIGINAL,
    'https://archive.org/details/garden',
    'https://archive.ph/AbCdE',
    undefined,
  ]) {
    const said: PostDetails = {
      subject: 'post',
      originalUrl: 'https://evil.example/',
      ...(postUrl && { postUrl }),
    };
    expect(accepted(said)).not.toHaveProperty('originalUrl');
    expect(accepted(said)).not.toHaveProperty('adapterNote');
  }
});
