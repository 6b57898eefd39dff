// Posts made by authors who know how readers work: names, words, cards and pictures that carry a platform's own marks.
// Whatever a post says, it stays the post that it is: its id, address, author and time come from where the author cannot write.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostDetails } from '../../src/flag/post';
import { startBrowser, type TestBrowser } from './chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function read(reader: string, url: string, html: string, at = '#words'): Promise<PostDetails> {
  const page = await browser.open(`<!doctype html><html lang="en"><body>${html}</body></html>`, url);
  const { post } = await page.evaluate(([name, selector]) => readers.click(name, selector), [
    reader,
    at,
  ] as const);
  await page.context().close();
  return post;
}

const LATER = '2031-01-01T00:00:00Z';

describe('on Mastodon', () => {
  const opened = (
    words: string,
  ): string => `<div class="detailed-status__wrapper"><div class="detailed-status">
    <a class="detailed-status__display-name" href="/@iris"><span class="display-name"><bdi><strong class="display-name__html">@bea@other.example</strong></bdi>
    <span class="display-name__account">@iris@garden.example</span></span></a>
    <div class="status__content"><div class="status__content__text" lang="en">${words}</div></div>
    <div class="detailed-status__meta"><a class="detailed-status__datetime" href="/@iris/116000000000000001"><time datetime="2026-03-04T05:06:07Z">4 Mar</time></a></div></div></div>`;

  it('a link in the words that is marked as the post’s own address is none', async () => {
    // classes that begin with u-, p-, h-, dt- and e- pass from other servers
    const words = `<p id="words">Look <a class="u-uid" href="https://garden.example/@bea/116000000000000002">here</a>
      <span class="dt-published" title="${LATER}"></span></p>`;
    const post = await read('mastodon', 'https://garden.example/@iris/116000000000000001', opened(words));
    expect(post.postUrl).toBe('https://garden.example/@iris/116000000000000001');
    expect(post.postId).toBe('116000000000000001');
    expect(post.postedAt).toBe('2026-03-04T05:06:07.000Z');
    expect(post.author?.handle).toBe('iris@garden.example');
  });
});

describe('on other software of the fediverse', () => {
  it('neither a name like an address nor an account in the words is the author', async () => {
    const html = `<article class="xa1"><header class="xb2"><a href="/@iris"><span>bea@other.example</span></a>
      <a href="/notes/9xyzabcdef"><time datetime="2026-03-04T05:06:07Z">1h</time></a></header>
      <div class="xc3"><span id="words">Hello <a href="/@bea@other.example">@bea@other.example</a></span></div></article>`;
    const post = await read('fediverse', 'https://misskey.example/notes/9xyzabcdef', html);
    expect(post.author?.handle).toBe('iris@misskey.example');
    expect(post.author?.profileUrl).toBe('https://misskey.example/@iris');
  });

  it('the shown name of an account with a number for its address is the whole one', async () => {
    const html = `<div class="status-el Status"><a href="/users/AbCdEfGhIjKlMnOpQr" title="iris@far.example"><bdi>Iris</bdi></a>
      <a href="/users/AbCdEfGhIjKlMnOpQr">@iris@far.example</a>
      <a class="timeago" href="/notice/AzZzZzZzZzZzZzZzZz"><time datetime="2026-03-04T05:06:07Z">1h</time></a>
      <div class="StatusContent"><div class="text" id="words">Hello</div></div></div>`;
    const post = await read('fediverse', 'https://pleroma.example/main/all', html);
    expect(post.author?.handle).toBe('iris@far.example');
  });
});

describe('on Bluesky', () => {
  const DID = 'did:plc:abcdefghijklmnopqrstuvwx'.slice(0, 32);
  it('a name like a handle is no handle', async () => {
    const html = `<div data-testid="feedItem-by-${DID}" role="link"><a href="/profile/${DID}"><img src="https://cdn.bsky.app/img/avatar/plain/${DID}/x@jpeg"></a>
      <div><a href="/profile/${DID}"><span dir="auto">@bea.example</span></a><a href="/profile/${DID}"><span dir="auto">@iris.example</span></a>
      <a href="/profile/${DID}/post/3lab2cdefgh2k" data-tooltip="March 4, 2026">1h</a></div><div data-testid="postText" id="words">Hello</div></div>`;
    const post = await read('bluesky', 'https://bsky.app/', html);
    expect(post.author?.handle).not.toBe('bea.example');
    expect(post.postId).toBe('3lab2cdefgh2k');
  });

  it('a card that leads to another post of the same author is not the opened post', async () => {
    const html = `<div data-testid="postThreadScreen"><div data-testid="postThreadItem-by-iris.example">
      <a href="/profile/iris.example"><img src="https://cdn.bsky.app/img/avatar/plain/${DID}/x@jpeg"></a><a href="/profile/iris.example"><span dir="auto">Iris</span></a>
      <a href="/profile/iris.example"><span dir="auto">@iris.example</span></a>
      <div data-testid="postText" data-word-wrap="1" id="words">Hello</div>
      <a href="https://bsky.app/profile/iris.example/post/3lother22222k" target="_blank" rel="noopener"><div>A title</div><div>bsky.app</div></a>
      <a href="/profile/iris.example/post/3lab2cdefgh2k/liked-by"><span>3 likes</span></a>
      <div data-testid="likeBtn"></div><div data-testid="replyBtn"></div></div></div>`;
    const post = await read('bluesky', 'https://bsky.app/profile/iris.example/post/3lab2cdefgh2k', html);
    expect(post.postId).toBe('3lab2cdefgh2k');
    expect(post.postUrl).toBe('https://bsky.app/profile/iris.example/post/3lab2cdefgh2k');
  });
});

describe('on Blogger', () => {
  const post = (
    body: string,
  ): string => `<div class="post hentry"><h3 class="post-title"><span>A title</span></h3>
    <div class="entry-content" itemprop="description articleBody"><div id="words">${body}</div></div>
    <div class="post-footer"><span class="post-author vcard"><span class="fn">Iris</span></span>
    <span class="post-timestamp"><a class="timestamp-link" href="https://garden.blogspot.com/2026/03/own.html" rel="bookmark"><abbr class="published" title="2026-03-04T05:06:07Z">4 March</abbr></a></span></div></div>`;

  it('marks in the body of a post say nothing of the post', async () => {
    const body = `Text <a class="timestamp-link" rel="bookmark" href="https://other.blogspot.com/2020/01/other.html"><abbr class="published" title="${LATER}">x</abbr></a>
      <time datetime="${LATER}">x</time><h3><a href="https://garden.blogspot.com/2020/01/other.html">y</a></h3>
      <span itemprop="author"><span itemprop="name">Bea</span></span><span class="fn">Bea</span><a rel="author" href="https://www.blogger.com/profile/123456789">Bea</a>
      <a name="123456789012"></a><span class="post-labels"><a href="/l">tag</a></span>`;
    const got = await read('blogger', 'https://garden.blogspot.com/', post(body));
    expect(got.postUrl).toBe('https://garden.blogspot.com/2026/03/own.html');
    expect(got.postedAt).toBe('2026-03-04T05:06:07.000Z');
    expect(got.author).toEqual({ displayName: 'Iris' });
    expect(got.postId).toBeUndefined();
  });

  it('a comment that links to another is itself', async () => {
    const link = 'https://garden.blogspot.com/2026/03/own.html?showComment=';
    const html = `${post('Hello').replace('id="words"', '')}<div id="comments"><dl id="comments-block">
      <dt class="comment-author" id="c1111111111111111111"><a name="c1111111111111111111"></a>Iris</dt>
      <dd class="comment-body"><p id="words">See <a href="${link}1600000000000#c2222222222222222222">that</a></p></dd>
      <dd class="comment-footer"><span class="comment-timestamp"><a href="${link}1772600767000#c1111111111111111111">4 March</a></span></dd></dl></div>`;
    const got = await read('blogger', 'https://garden.blogspot.com/2026/03/own.html', html);
    expect(got.postId).toBe('1111111111111111111');
    expect(got.postUrl).toContain('#c1111111111111111111');
    expect(got.postedAt).toBe(new Date(1772600767000).toISOString());
  });
});

describe('on VK', () => {
  it('a link in the words to another post of the same wall is not the post', async () => {
    const html = `<div class="wall_item"><a class="pi_author" href="/iris">Iris</a><div class="pi_text" id="words">See <a href="/wall-1_99">that</a></div></div>`;
    const got = await read('vk', 'https://m.vk.com/iris', html);
    expect(got.postUrl).toBeUndefined();
    expect(got.postId).toBeUndefined();
  });
});

describe('on Discord', () => {
  it('a link in the words to a file of another channel moves no message there', async () => {
    const html = `<main><div role="article" data-list-item-id="search-result___1"><h3><span class="username_1" id="message-username-222222222222222222">Iris</span></h3>
      <time id="message-timestamp-222222222222222222" datetime="2026-03-04T05:06:07Z"></time>
      <div id="message-content-222222222222222222"><span id="words">See</span> <time datetime="${LATER}">then</time>
      <a href="https://cdn.discordapp.com/attachments/999999999999999999/888888888888888888/x.png">x</a></div>
      <div id="message-accessories-222222222222222222"><div class="embedWrapper_1"><a href="https://cdn.discordapp.com/attachments/999999999999999999/888888888888888888/x.png"><img src="https://cdn.discordapp.com/attachments/999999999999999999/888888888888888888/x.png"></a></div></div>
      </div></main>`;
    const got = await read(
      'discord',
      'https://discord.com/channels/111111111111111111/333333333333333333',
      html,
    );
    expect(got.channel?.id).not.toBe('999999999999999999');
    expect(got.postId).toBe('222222222222222222');
    expect(got.postedAt).toBe('2026-03-04T05:06:07.000Z');
  });
});

describe('on SoundCloud', () => {
  it('a comment that links to another is not the other', async () => {
    const html = `<ul class="commentsList"><li class="commentsList__item"><div class="commentItem"><a class="commentItem__username" href="/iris">Iris</a>
      <div class="commentItem__body" id="words"><p>See <a href="/garden/notes/comment-99">that</a></p></div><time datetime="2026-03-04T05:06:07Z">1h</time></div></li></ul>`;
    const got = await read('soundcloud', 'https://soundcloud.com/garden/notes', html);
    expect([got.postId, got.postUrl]).toEqual([undefined, undefined]);
    expect(got.author?.handle).toBe('iris');
  });
});

describe('on YouTube', () => {
  it('a name like a handle beside the number of a channel is a name', async () => {
    const html = `<ytd-comment-view-model><a id="author-text" href="/channel/UCaaaaaaaaaaaaaaaaaaaaaa"><span>@bea</span></a>
      <span id="published-time-text"><a href="/watch?v=aqz-KE-bpKQ&amp;lc=UgxAAAAAAAAAAAAAAAAAAAAA">1 day ago</a></span>
      <div id="content-text"><span id="words">See <a href="/watch?v=aqz-KE-bpKQ&amp;lc=UgxBBBBBBBBBBBBBBBBBBBBB">that</a> <a href="/@bea">@bea</a></span></div></ytd-comment-view-model>`;
    const got = await read('youtube', 'https://www.youtube.com/watch?v=aqz-KE-bpKQ', html);
    expect(got.postId).toBe('UgxAAAAAAAAAAAAAAAAAAAAA');
    expect(got.author?.id).toBe('UCaaaaaaaaaaaaaaaaaaaaaa');
    expect(got.author?.handle).toBeUndefined();
  });
});

describe('on Reddit', () => {
  it('a comment that links to others of the same author, and names them in its words, is itself', async () => {
    const html = `<shreddit-comment thingid="t1_aaaaaa1" author="iris" postid="t3_bbbbbb1" permalink="/r/garden/comments/bbbbbb1/comment/aaaaaa1/" created="2026-03-04T05:06:07+0000">
      <div slot="comment"><p id="words">See <a href="/r/garden/comments/bbbbbb2/comment/aaaaaa2/">that</a> <a href="/user/bea">u/bea</a></p></div></shreddit-comment>`;
    const got = await read('reddit', 'https://www.reddit.com/r/garden/comments/bbbbbb1/', html);
    expect([got.postId, got.author?.handle]).toEqual(['aaaaaa1', 'iris']);
    expect(got.postUrl).toContain('/bbbbbb1/');
  });
});

describe('on Telegram', () => {
  it('links, names and times in the words are words', async () => {
    const html = `<div class="tgme_widget_message" data-post="garden/7"><a class="tgme_widget_message_owner_name" href="https://t.me/garden"><span>t.me/other/9 @other</span></a>
      <div class="tgme_widget_message_text" id="words">See <a href="https://t.me/other/9">https://t.me/other/9</a> <time datetime="${LATER}">x</time></div>
      <a class="tgme_widget_message_link_preview" href="https://t.me/other/9">other</a>
      <a class="tgme_widget_message_date" href="https://t.me/garden/7"><time datetime="2026-03-04T05:06:07+00:00">05:06</time></a></div>`;
    const got = await read('telegram', 'https://t.me/s/garden', html);
    expect([got.postId, got.postUrl, got.channel?.url]).toEqual([
      '7',
      'https://t.me/garden/7',
      'https://t.me/garden',
    ]);
    expect([got.postedAt, got.author?.handle]).toEqual(['2026-03-04T05:06:07.000Z', 'garden']);
  });
});

describe('on X', () => {
  it('a name like a handle, a hashtag and a link to another post are what they are', async () => {
    const html = `<article data-testid="tweet"><div data-testid="User-Name"><a href="/iris_notes"><span>@bea_notes \u202e</span></a>
      <a href="/iris_notes">@iris_notes</a><a href="/iris_notes/status/2029060797887414272"><time datetime="2026-03-04T05:06:07.000Z">1h</time></a></div>
      <div data-testid="tweetText" lang="en" id="words">See <a href="/iris_notes/status/1029060797887414272">that</a> <a href="/bea_notes">@bea_notes</a> <a href="/hashtag/status">#status</a></div>
      <div data-testid="card.wrapper"><a href="https://x.com/iris_notes/status/1029060797887414272/photo/1">x</a></div></article>`;
    const got = await read('x', 'https://x.com/home', html);
    expect([got.postId, got.author?.handle]).toEqual(['2029060797887414272', 'iris_notes']);
    expect(got.author?.displayName).toContain('\u202e');
  });

  it('without the link around its time a card is not taken for the post', async () => {
    const html = `<article data-testid="tweet"><div data-testid="User-Name"><a href="/iris_notes"><span>Iris</span></a></div>
      <div data-testid="tweetText" lang="en" id="words">See</div>
      <div data-testid="card.wrapper"><a href="https://x.com/iris_notes/status/1029060797887414272/photo/1">x</a></div></article>`;
    const got = await read('x', 'https://x.com/home', html);
    expect(got.postId).toBeUndefined();
  });
});

describe('on any other page', () => {
  it('a post of a forum takes neither number nor time nor author from its words', async () => {
    const html = `<article class="message message--post" data-author="Iris" data-content="post-123" id="js-post-123">
      <div class="message-content"><div class="bbWrapper" id="words">See <time datetime="${LATER}">x</time> <a href="https://evil.example/post-123">that</a>
      <a rel="bookmark" class="u-url" href="https://evil.example/b">b</a> <span class="username">Bea</span></div></div>
      <header><a href="/threads/a.1/post-123"><time datetime="2026-03-04T05:06:07+0000">4 Mar</time></a></header></article>
      <article class="message message--post" data-author="Bea" data-content="post-124" id="js-post-124"><time datetime="2026-03-04T06:06:07Z">x</time></article>`;
    const got = await read('generic', 'https://forum.example/threads/a.1/', html);
    expect(got.postUrl).toBe('https://forum.example/threads/a.1/post-123');
    expect([got.postId, got.author?.displayName]).toEqual(['123', 'Iris']);
    expect(got.postedAt).toBe('2026-03-04T05:06:07.000Z');
  });

  it('an account that is mentioned in an entry is not its address', async () => {
    const html = `<div class="h-entry" ><a class="p-author" href="/iris">Iris</a><div class="e-content" id="words">Hello <a class="u-url mention" href="https://other.example/@bea">@bea</a></div>
      <time class="dt-published" datetime="2026-03-04T05:06:07Z">4 Mar</time></div><div class="h-entry"><div class="e-content">b</div></div>`;
    const got = await read('generic', 'https://site.example/feed', html);
    expect(got.postUrl).toBeUndefined();
  });

  it('a comment takes neither the address nor the author of its page', async () => {
    const html = `<head><link rel="canonical" href="https://site.example/story"><meta property="og:type" content="article">
      <script type="application/ld+json">{"@type":"NewsArticle","url":"https://site.example/story","author":{"name":"Bea"},"datePublished":"2026-03-01T00:00:00Z"}</script></head>
      <article><h1>Story</h1><p>Text</p></article>
      <div id="comments"><article class="comment" id="comment-9"><a href="https://site.example/story">back</a><p id="words">No.</p></article></div>`;
    const got = await read('generic', 'https://site.example/story', html);
    expect(got.author).toBeUndefined();
    expect(got.postedAt).toBeUndefined();
    expect(got.postUrl).not.toBe('https://site.example/story');
  });
});
