// Posts that have no address are told apart by their page, their words and who said them.
import { expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { identitiesOf } from '../../../src/platforms/addresses';

const PAGE = 'https://site.example/board';
const keys = (post: PostDetails, url = PAGE): string[] => dedupeKeys(identitiesOf(post, url, 'other'), url);

it('the same words by two people, or on two pages, are two posts; read twice they are one', () => {
  const ann: PostDetails = { subject: 'post', text: 'Thanks', author: { displayName: 'Ann' } };
  expect(keys({ ...ann, postedAtText: '2h' })).toEqual(keys({ ...ann, postedAtText: '3h' }));
  const others = [
    keys({ ...ann, author: { displayName: 'Bob' } }),
    keys({ subject: 'post', text: 'Thanks' }),
    keys({ ...ann, text: 'Thanks!' }),
    keys(ann, 'https://site.example/other'),
  ];
  for (const other of others) expect(other).not.toEqual(keys(ann));
  expect(new Set(others.flat()).size).toBe(4);
});
