// A page that has everything in it that a snapshot has to leave out, fetch, or look behind; and what must come of it.
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Pages } from '../../../src/demo/site';
import type { Artefact } from '../../../src/flag/artefact';
import { xPost } from '../flag/x-page';

/** A red dot. */
export const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64',
);
const PICTURES = `<img id="own" src="https://pic.x.com/dot.png" width="40" height="40">
  <img id="foreign" src="https://elsewhere.example/dot.png" width="40" height="40">
  <img id="local" src="https://127.0.0.1/dot.png" width="40" height="40">
  <img id="moved" src="https://pic.x.com/moved.png" width="40" height="40">`;
const HOSTILE = `
  for (const [type, name] of [[Node, 'firstChild'], [Node, 'nodeType'], [Element, 'localName'], [Node, 'parentNode']])
    Object.defineProperty(type.prototype, name, { get() { window.caught = name; return null; } });
  Element.prototype.getAttribute = Element.prototype.getAttributeNames = () => { window.caught = 'attribute'; return []; };
  String.prototype.replace = String.prototype.replaceAll = function () { window.caught = 'replace'; return 'gone'; };
  Array.prototype.toJSON = String.prototype.toJSON = () => { window.caught = 'toJSON'; return 'gone'; };
  window.MessageChannel = class { constructor() { window.caught = 'channel'; } };`;

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Home / X</title>
  <meta name="csrf-token" content="very-secret-1"><link rel="stylesheet" href="https://style.x.com/a.css">
  <link rel="preload" as="image" href="https://elsewhere.example/preloaded.png">
  <style>main{max-width:600px}#open-host{display:block}</style></head><body>
  <nav><button data-testid="SideNav_AccountSwitcher_Button">@the_analyst</button></nav>
  <main>${xPost('user1', '1980000000000000001', 'Post number 1', PICTURES)}</main>
  <form name="attributes" action="https://x.com/send"><input name="childNodes" value="typed-before"><input type="hidden" value="very-secret-2"><input name="parentNode"></form>
  <div id="open-host"></div><div id="closed-host"></div>
  <iframe id="same" src="https://x.com/inner" width="200" height="80"></iframe>
  <iframe id="other" src="https://elsewhere.example/frame" width="200" height="80"></iframe>
  <a id="link" href="https://x.com/a?access_token=very-secret-3">a</a>
  <script>
    const open = document.getElementById('open-host').attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet(); sheet.replaceSync('p{color:rgb(1, 2, 3)}'); open.adoptedStyleSheets = [sheet];
    open.innerHTML = '<p>Within the open root</p>';
    document.getElementById('closed-host').attachShadow({ mode: 'closed' }).innerHTML = '<p>Within the closed root</p>';
    document.querySelector('input').value = 'typed-by-analyst';
    window.records = 0;
    new MutationObserver((all) => { window.records += all.length; }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    window.before = document.documentElement.outerHTML;
    ${HOSTILE}
  </script></body></html>`;

const png = { headers: { 'content-type': 'image/png' }, body: DOT };

export const PAGES: Pages = {
  'x.com/home': PAGE,
  'x.com/inner': '<!doctype html><body><p>Within the frame</p><script>document.title = "ran"</script></body>',
  'pic.x.com/dot.png': png,
  'pic.x.com/moved.png': { status: 302, headers: { location: 'https://pic.x.com/dot.png' }, body: '' },
  'style.x.com/a.css': {
    headers: { 'content-type': 'text/css' },
    // of a rule that fits: it counts whether the page's script may read the sheet or the worker fetches it
    body: '#text-1980000000000000001{color:rgb(9, 8, 7);background:url(https://elsewhere.example/b.png)}',
  },
  'elsewhere.example/dot.png': png,
  'elsewhere.example/outer': `<!doctype html><body><p>Around it</p><iframe id="frame" src="https://x.com/framed" width="500" height="400"></iframe></body>`,
  'x.com/framed': `<!doctype html><body>${xPost('user2', '1980000000000000002', 'Post number 2')}</body>`,
  'elsewhere.example/frame': '<!doctype html><body><p>Within the other frame</p></body>',
};

/** What is asked of the page itself after all: whether it saw anything. */
export const UNSEEN = `({ records: window.records, caught: window.caught ?? null, same: window.before === document.documentElement.outerHTML })`;

type Present = Extract<Artefact, { status: 'present' }>;

/** The stored text, and that the record says of it what is so. */
export function expectSnapshot(
  artefact: Artefact | undefined,
  base64: string,
  closedIsSeen: boolean,
): string {
  expect(artefact).toMatchObject({ status: 'present', mediaType: 'application/gzip', sameState: 'same' });
  const { alterations = [], durationMs } = artefact as Present;
  expect(durationMs).toBeLessThan(10_000);
  const html = gunzipSync(Buffer.from(base64, 'base64')).toString('utf8');
  for (const secret of ['very-secret', 'typed-b', 'the_analyst', 'closed root', 'other frame'])
    expect(html, secret).not.toContain(secret);
  for (const kept of ['Post number 1', 'open root', 'Within the frame', 'rgb(9, 8, 7)', 'rgb(1, 2, 3)'])
    expect(html, kept).toContain(kept);
  expect(html).toContain(`id="own"`);
  expect(html).toContain(`src="data:image/png;base64,${DOT.toString('base64')}"`);
  const counts = Object.fromEntries(alterations.map(({ count, kind }) => [kind, count]));
  expect(counts).toMatchObject({
    scripts_removed: 2,
    hidden_inputs_removed: 1,
    values_removed: 1,
    tokens_removed: 2,
    own_account_removed: 1,
    links_neutralised: 1,
    // another site's, one of this machine, one that leads elsewhere, one of the fetched style's
    images_left_out: 4,
    frames_left_out: 1,
    ...(closedIsSeen ? { shadow_left_out: 1 } : {}),
  });
  return html;
}

/** Gives the bytes of a stored blob, base64. For a page of the extension. */
export const readBlob = (sha256: string): string => `(async () => {
  const db = await new Promise((resolve) => { const r = indexedDB.open('flagpost'); r.onsuccess = () => resolve(r.result); });
  const blob = await new Promise((resolve) => { const r = db.transaction('blobs').objectStore('blobs').get('${sha256}'); r.onsuccess = () => resolve(r.result); });
  db.close();
  return new Uint8Array(await blob.arrayBuffer()).toBase64();
})()`;
