// A forum's topic on a host that no platform lists: three posts, each with a link of its own. Made by us.

const answer = (n: number, text: string): string =>
  `<article id="post-${n}"><header><a rel="author" href="/user/${n}">User ${n}</a>
    <a id="link-${n}" href="/topic/${n}"><time datetime="2026-11-20T0${n}:00:00Z">#${n}</time></a></header>
    <p id="text-${n}">${text}</p></article>`;

export const FORUM = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A topic</title>
  <style>body{margin:0;font:16px sans-serif;background:#fff}article{box-sizing:border-box;min-height:150px;padding:12px}</style></head>
  <body><main>${answer(1, 'First answer')}${answer(2, 'Second answer')}${answer(3, 'Third answer')}</main></body></html>`;
