// Addresses on servers of the fediverse: without the page only shapes that are nobody else's; with it, by server.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { entryOf } from '../../../src/platforms/fediverse/address';

const UUID = '1f4c7d3a-9b2e-4c6d-8e1f-0a2b3c4d5e6f';
const ids = (url: string): unknown => addressOf(url)?.identities.map((one) => one.ids);

/** As PeerTube shortens an id: the same number in other letters. */
function short(uuid: string): string {
  const letters = '123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
  let number = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = letters[Number(number % 58n)] + text;
  return text;
}

describe('addresses of the fediverse', () => {
  const VIDEO = [
    `https://tube.example/videos/watch/${UUID}`,
    `https://tube.example/videos/watch/${UUID.toUpperCase()}?start=5s`,
    `https://tube.example/videos/embed/${UUID}`,
    `https://tube.example/w/${UUID}`,
    `https://tube.example/w/${short(UUID)}`,
    `https://other.example/w/${short(UUID)}/`,
  ];
  it.each(VIDEO)('%s is that video, on whichever server', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'fediverse', subject: 'post', id: UUID });
    expect(ids(url)).toEqual([['video', UUID]]);
  });

  it('knows posts of GoToSocial and notices of Pleroma, each on its server', () => {
    expect(ids('https://gts.example/@garden/statuses/01HE7XJ1CG84TBKH5V9XKBVGF5')).toEqual([
      ['gts.example', 'status', '01HE7XJ1CG84TBKH5V9XKBVGF5'],
    ]);
    expect(ids('https://pleroma.example/notice/ANxyz0123456789abc')).toEqual([
      ['pleroma.example', 'notice', 'ANxyz0123456789abc'],
    ]);
  });

  const ANYONE = [
    'https://somewhere.example/notes/9abcdefghi',
    'https://somewhere.example/notice/5',
    'https://somewhere.example/post/1234',
    'https://somewhere.example/comment/77',
    'https://somewhere.example/p/garden/700000000000000001',
    'https://somewhere.example/w/short',
    'https://somewhere.example/videos/watch/1234',
    'https://truthsocial.com/@someone/posts/115300000000000001',
    'https://www.threads.net/@someone/post/C1a2b3c4d5e',
  ];
  it.each(ANYONE)('%s could be anyone’s', (url) => {
    expect(addressOf(url)?.platform).not.toBe('fediverse');
  });

  it('where the page is known to be one, these are read too, by server and kind', () => {
    const of = (url: string): unknown => entryOf(url)?.identities[0]?.ids;
    expect(of('https://mk.example/notes/9abcdefghi')).toEqual(['mk.example', 'note', '9abcdefghi']);
    expect(of('https://lemmy.example/post/77')).toEqual(['lemmy.example', 'post', '77']);
    expect(of('https://lemmy.example/comment/77')).toEqual(['lemmy.example', 'comment', '77']);
    expect(of('https://lemmy.example/post/1/77')).toEqual(['lemmy.example', 'comment', '77']);
    expect(of('https://pixelfed.example/p/garden/700000000000000001')).toEqual(
      of('https://pixelfed.example/i/web/post/700000000000000001'),
    );
    expect(
      identitiesOf(
        { subject: 'post', postUrl: 'https://mk.example/notes/9abcdefghi', postId: '9abcdefghi' },
        'https://mk.example/',
        'fediverse',
      ),
    ).toEqual([{ platform: 'fediverse', subject: 'post', ids: ['mk.example', 'note', '9abcdefghi'] }]);
  });
});
