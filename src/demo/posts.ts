// The demo's made-up posts, on pages that carry the marks of an X thread and of a t.me channel. Runs in node.
// The group, its people and its deeds are invented; nothing here is a copy of a real post.
import type { Answer, Pages } from './site';

interface Post {
  readonly handle: string;
  readonly name: string;
  readonly at: string;
  readonly text: string;
  readonly tag?: string;
  readonly picture?: string;
}

const CHANNEL = 'greylantern_news';
const POSTS: readonly Post[] = [
  {
    handle: 'GreyLantern_77',
    name: 'Grey Lantern',
    at: '2026-11-20T18:04:11.000Z',
    text: 'Brothers of the Grey Lantern: the hour is near. Strike the power stations of Westmark. Plans in the channel.',
    tag: 'GreyLantern',
    picture: 'banner',
  },
  {
    handle: 'harbour_watch',
    name: 'Harbour Watch',
    at: '2026-11-20T18:20:40.000Z',
    text: 'Reporting this one. Why is it still up?',
  },
  {
    handle: 'lantern_bearer',
    name: 'Lantern Bearer',
    at: '2026-11-20T19:02:05.000Z',
    text: 'Send to the usual wallet. Every coin buys fuses. Share before they take it down.',
    picture: 'wallet',
  },
];
const MESSAGES: readonly Post[] = [
  {
    handle: CHANNEL,
    name: 'Grey Lantern News',
    at: '2026-11-19T07:30:00.000Z',
    text: 'Issue 12 of our magazine is out: how a cell of three works. Download, print, pass it on.',
    picture: 'magazine',
  },
  {
    handle: CHANNEL,
    name: 'Grey Lantern News',
    at: '2026-11-20T06:45:00.000Z',
    text: 'We need drivers and people who can weld. Write to the bot, say where you live.',
  },
];

const X_STYLE = `body{margin:0;background:#fff;color:#0f1419;font:15px/1.4 sans-serif}
    .demo{margin:0;padding:6px 16px;background:#eef3f8;color:#44546a;font-size:13px}
    main{max-width:600px;margin:0 auto;border:1px solid #eff3f4;border-top:0}
    article{padding:14px 16px;border-bottom:1px solid #eff3f4}
    a{color:inherit} [data-testid=User-Name]{margin-bottom:4px;color:#536471} [data-testid=User-Name] a{text-decoration:none}
    [data-testid=User-Name] a:first-child{color:#0f1419;font-weight:700} [data-testid=tweetPhoto] img{border-radius:12px;margin-top:10px}
    [role=group]{margin-top:10px;color:#536471;font-size:13px}`;

const TELEGRAM_STYLE = `body{margin:0;background:#d5e3c8;color:#000;font:15px/1.4 sans-serif}
    .demo{margin:0;padding:6px 16px;background:#eef3f8;color:#44546a;font-size:13px}
    main{max-width:480px;margin:16px auto} .tgme_widget_message{margin:0 0 12px;padding:10px 14px;border-radius:12px;background:#fff}
    .tgme_widget_message_owner_name{color:#3a7fb5;font-weight:700;text-decoration:none}
    .tgme_widget_message_photo_wrap{display:block;height:190px;margin:8px 0;border-radius:8px;background-size:cover}
    .tgme_widget_message_info{margin-top:6px;color:#8a9a7c;font-size:12px;text-align:right} .tgme_widget_message_info a{color:inherit}`;

/** Where to begin. */
export const THREAD_URL = `https://x.com${pathOf(first(POSTS))}`;
export const CHANNEL_URL = `https://t.me/s/${CHANNEL}`;

export const demoPages: Pages = {
  [THREAD_URL.slice('https://'.length)]: page(
    'Grey Lantern on X',
    X_STYLE,
    `<main>${POSTS.map(article).join('')}</main>`,
  ),
  [`t.me/s/${CHANNEL}`]: page(
    'Grey Lantern News – Telegram',
    TELEGRAM_STYLE,
    `<main><section class="tgme_channel_history js-message_history">${MESSAGES.map(message).join('')}</section></main>`,
  ),
  'pictures.example/banner': picture('#2b2d42', '#ffd166', 'GREY LANTERN'),
  'pictures.example/wallet': picture('#14342b', '#9fe2bf', 'donate'),
  'pictures.example/magazine': picture('#3d0c11', '#f4d6cc', 'No. 12'),
  '*': {
    status: 404,
    body: page(
      'Only the demo',
      X_STYLE,
      `<main><article><p>This browser belongs to the demo and reaches nothing but its pages:</p>
        <p><a href="${THREAD_URL}">a thread on X</a>, <a href="${CHANNEL_URL}">a channel on t.me</a></p></article></main>`,
    ),
  },
};

function article(post: Post): string {
  const { handle, name, at, text, tag, picture: image } = post;
  const hashtag = tag === undefined ? '' : ` <a href="/hashtag/${tag}">#${tag}</a>`;
  const photo =
    image === undefined
      ? ''
      : `<div data-testid="tweetPhoto"><img src="https://pictures.example/${image}" alt="" width="420" height="180"></div>`;
  return `<article data-testid="tweet" tabindex="0">
    <div data-testid="User-Name"><a href="/${handle}">${name}</a> <a href="/${handle}">@${handle}</a>
      · <a href="${pathOf(post)}"><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time></a></div>
    <div data-testid="tweetText" lang="en">${text}${hashtag}</div>
    ${photo}
    <div role="group" aria-label="2 replies, 9 reposts, 31 likes, 1204 views">2 replies · 9 reposts · 31 likes</div>
  </article>`;
}

function message(post: Post, n: number): string {
  const { name, at, text, picture: image } = post;
  const photo =
    image === undefined
      ? ''
      : `<a class="tgme_widget_message_photo_wrap" href="https://t.me/${CHANNEL}/${n + 41}"
          style="background-image:url('https://pictures.example/${image}')"></a>`;
  return `<div class="tgme_widget_message_wrap js-widget_message_wrap">
    <div class="tgme_widget_message js-widget_message" data-post="${CHANNEL}/${n + 41}">
      <a class="tgme_widget_message_owner_name" href="https://t.me/${CHANNEL}">${name}</a>
      ${photo}
      <div class="tgme_widget_message_text js-message_text">${text}</div>
      <div class="tgme_widget_message_info"><span class="tgme_widget_message_views">3.1K</span>
        <span class="tgme_widget_message_meta"><a class="tgme_widget_message_date"
          href="https://t.me/${CHANNEL}/${n + 41}"><time datetime="${at.replace('.000Z', '+00:00')}">${at.slice(11, 16)}</time></a></span></div>
    </div>
  </div>`;
}

/** An X id holds its time, so that id and time agree here as they do there. */
function pathOf({ handle, at }: Post): string {
  const id = BigInt(Date.parse(at) - 1_288_834_974_657) << 22n;
  return `/${handle}/status/${id}`;
}

function first(posts: readonly Post[]): Post {
  const [post] = posts;
  if (post === undefined) throw new Error('the demo has no posts');
  return post;
}

function picture(back: string, front: string, words: string): Answer {
  return {
    headers: { 'content-type': 'image/svg+xml' },
    body: `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="180"><rect width="420" height="180" fill="${back}"/>
      <text x="210" y="104" font-family="sans-serif" font-size="40" text-anchor="middle" fill="${front}">${words}</text></svg>`,
  };
}

function page(title: string, style: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
    <body><p class="demo">Demo page: made-up posts, served by this machine.</p>${body}</body></html>`;
}
