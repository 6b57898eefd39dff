// Real messages and pages of t.me, read in a real browser, against what another tool read from them.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import type { Reading } from '../in-page';

const FILE = 'pages/telegram/tchan--assembled-messages';
const Message = z.looseObject({
  id: z.number(),
  created_at: z.string(),
  type: z.string(),
  author: z.nullable(z.string()),
  urls: z.array(z.tuple([z.string(), z.string()])),
  edited: z.boolean(),
  text: z.nullable(z.string()),
  views: z.nullable(z.number()),
  forwarded_author: z.optional(z.string()),
  forwarded_author_url: z.optional(z.string()),
  preview_url: z.optional(z.string()),
});
const messages = hasShared
  ? Object.entries(z.record(z.string(), Message).parse(JSON.parse(shared(`${FILE}.expected.json`))))
  : [];

/** Where we deliberately read otherwise than the other tool: the words of a poll are the post's words. */
const OTHER_TEXT: Readonly<Record<string, string>> = {
  poll: "Let's do a quick poll quizz mode\nOpt1\nOpt2\nOpt3",
};
/** Emoji in the text are text, and a map is not a picture of the post. */
const NOT_MEDIA = /telegram\.org\/img\/emoji/;

const letters = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, '');

let browser: TestBrowser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  if (hasShared) page = await browser.open(shared(`${FILE}.html`), 'https://t.me/s/tchantest');
});
afterAll(() => browser.close());

const read = (id: number): Promise<Reading> =>
  page.evaluate((post) => readers.click('telegram', `[data-post="${post}"] .time`), `tchantest/${id}`);

describe('saved messages of t.me', () => {
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(messages.length).toBeGreaterThanOrEqual(19);
  });

  it.each(messages)('reads %s as another tool does', async (name, expected) => {
    const { post, platform } = await read(expected.id);
    expect(platform).toBe('telegram');
    expect(post.postUrl).toBe(`https://t.me/tchantest/${expected.id}`);
    expect([post.postUrlSource, post.postId]).toEqual(['permalink_dom', `${expected.id}`]);
    expect(post.channel).toEqual({
      id: '1591537674',
      name: "tchan's test channel 👍",
      url: 'https://t.me/tchantest',
    });
    expect(post.author?.displayName).toBe(expected.author ?? "tchan's test channel 👍");
    expect([post.postedAt, post.postedAtSource]).toEqual([
      new Date(expected.created_at).toISOString(),
      'element',
    ]);
    expect(post.edited ?? false).toBe(expected.edited);
    expect(letters(post.text)).toBe(letters(OTHER_TEXT[name] ?? expected.text));
    expect(post.engagement?.views ?? null).toBe(expected.views);
    const known = expected.urls.filter(([, url]) => !NOT_MEDIA.test(url));
    const links = known.filter(([kind]) => kind === 'link').map(([, url]) => url);
    const files = known.filter(([kind]) => kind !== 'link').map(([, url]) => url);
    expect(post.media?.map(({ url }) => url).sort() ?? []).toEqual(files.sort());
    expect(post.links ?? []).toEqual([...links, ...(expected.preview_url ? [expected.preview_url] : [])]);
    expect(post.quoted?.relation).toBe(expected.forwarded_author ? 'forward' : undefined);
    expect(post.quoted?.author?.displayName).toBe(expected.forwarded_author);
    expect(post.quoted?.author?.profileUrl).toBe(expected.forwarded_author_url);
  });

  it('knows the parts of an album by their own ids', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect((await read(14)).post.otherIds).toEqual(['15']);
  });
});

describe('a saved message of web.telegram.org/a', () => {
  it('is read without what surrounds it', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const html = `<!doctype html>${shared('pages/telegram-web/FRAGMENT-web-a-message.html')}`;
    const page = await browser.open(html, 'https://web.telegram.org/a/#-1001234567890');
    const readings = await page.evaluate(() => readers.everywhere('telegram', '.Message'));
    for (const { platform, post } of readings) {
      expect(platform).toBe('telegram');
      expect(post).toEqual({
        subject: 'post',
        postUrl: 'https://t.me/c/1234567890/999999',
        postUrlSource: 'permalink_dom',
        postId: '999999',
        channel: { id: '1234567890', url: 'https://t.me/c/1234567890' },
        author: { displayName: 'John Dev' },
        text: 'I heard Phuket has some nice remote-worker cafés ☕',
        postedAtText: '14:21',
        quoted: {
          relation: 'reply_to',
          author: { displayName: 'Anna' },
          text: 'Do you know a good coworking near the beach?',
        },
        adapterNote: 'address_from_id',
      });
    }
  });
});

describe('saved pages of t.me', () => {
  const open = (file: string, url: string): Promise<Page> =>
    browser.open(shared(`pages/telegram/${file}`), url);

  it('reads a post whose message is in a frame from the page around it', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const post = await open('metascraper-telegram--post-full-image.html', 'https://t.me/chollometro/28542');
    const { platform, post: details } = await post.evaluate(() =>
      readers.from('telegram', { kind: 'focus' }),
    );
    expect(platform).toBe('telegram');
    expect(details).toMatchObject({
      subject: 'post',
      postUrl: 'https://t.me/chollometro/28542',
      postUrlSource: 'address_bar',
      postId: '28542',
      channel: { name: 'Chollometro', url: 'https://t.me/chollometro' },
      adapterNote: 'message_in_frame',
    });
    expect(details.text).toContain('Lámpara de pie LED');
    expect(details.postedAt).toBeUndefined();
  });

  const PAGES = [
    ['metascraper-telegram--channel.html', 'channel', 'unlimitedhangout', 'Unlimited Hangout'],
    ['metascraper-telegram--no-iframe.html', 'channel', 'DiaboxApp', 'DiaBox'],
    ['sherlock-telegram--tme_channel.html', 'channel', 'durov', 'Pavel Durov'],
    ['sherlock-telegram--tme_group.html', 'channel', 'python', 'Python'],
    ['sherlock-telegram--tme_user.html', 'account', 'nikolai', 'Nikolai'],
    ['sherlock-telegram--tme_bot.html', 'account', 'BotFather', 'BotFather'],
  ] as const;
  it.each(hasShared ? PAGES : [])('reads %s as the page of a %s', async (file, subject, name, title) => {
    const url = `https://t.me/${name}`;
    const page = await open(file, url);
    const { platform, post } = await page.evaluate(() => readers.click('telegram', '.tgme_page'));
    expect(platform).toBe('telegram');
    expect(post).toMatchObject({ subject, postUrl: url });
    expect(post.channel ?? post.author).toMatchObject(
      subject === 'channel' ? { name: title, url } : { handle: name, displayName: title, profileUrl: url },
    );
  });

  it('does not take the page of a name that nobody has for a channel', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await open('sherlock-telegram--tme_free.html', 'https://t.me/zzq9x7v2knot44');
    const { platform, post } = await page.evaluate(() => readers.click('telegram', 'body'));
    expect([platform, post.subject]).toEqual(['other', 'website']);
  });
});
