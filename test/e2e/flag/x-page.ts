// A small page under the host name x.com with the markers that X's own pages carry. Made by us; no post of anyone's.

/** One post as X marks it up. */
export function xPost(handle: string, id: string, text: string, extra = ''): string {
  return `<article data-testid="tweet" role="article" tabindex="0" id="post-${id}">
    <div data-testid="User-Name"><a href="/${handle}"><span>${handle} name</span></a>
      <a href="/${handle}"><span>@${handle}</span></a>
      <a href="/${handle}/status/${id}"><time datetime="2026-11-20T10:00:00.000Z">Nov 20</time></a></div>
    <div data-testid="tweetText" lang="en" id="text-${id}">${text}</div>${extra}
    <div role="group"><button data-testid="reply" aria-label="3 Replies. Reply" id="reply-${id}">3</button></div>
  </article>`;
}

export function xPage(posts: string, script = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Home / X</title>
    <link rel="canonical" href="https://x.com/home"><style>body{margin:0;font:16px sans-serif;background:#fff}
    main{max-width:600px}article{box-sizing:border-box;min-height:180px;padding:12px;border-bottom:1px solid #ccc}</style></head>
    <body><main>${posts}</main>${script === '' ? '' : `<script>${script}</script>`}</body></html>`;
}
