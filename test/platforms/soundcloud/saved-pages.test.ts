// A real saved page of a track on SoundCloud, as it is served: what the head states of it, against what it says by eye.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

const TRACK = 'https://soundcloud.com/zedsdead/zeds-dead-twin-shadow-lost-you-feat-dangelo-lacy';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

it('a track is read with its counts, its number and its time', async (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const page = await browser.open(shared('pages/soundcloud/embed--zedsdead.html'), `${TRACK}?si=abc`);
  const { post, platform } = await page.evaluate(() => readers.click('soundcloud', '#app'));
  expect(platform).toBe('soundcloud');
  expect(post).toMatchObject({
    subject: 'post',
    postUrl: TRACK,
    postUrlSource: 'address_bar',
    postId: '150745932',
    author: { handle: 'zedsdead', profileUrl: 'https://soundcloud.com/zedsdead' },
    postedAt: '2014-05-22T14:21:43.000Z',
    engagement: { views: 10_116_117, likes: 150_591, replies: 2808 },
    media: [{ url: 'https://i1.sndcdn.com/artworks-fdcKTkNSeA5J-0-t500x500.jpg', kind: 'image' }],
  });
  expect(post.text).toContain('Lost You');
});

it('of another track the head is not believed', async (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const page = await browser.open(shared('pages/soundcloud/embed--zedsdead.html'), TRACK);
  await page.evaluate(() => history.pushState(null, '', '/other-notes/second-song'));
  const { post } = await page.evaluate(() => readers.click('soundcloud', '#app'));
  expect(post).toMatchObject({
    postUrl: 'https://soundcloud.com/other-notes/second-song',
    author: { handle: 'other-notes' },
  });
  expect([post.postId, post.engagement]).toEqual([undefined, undefined]);
});
