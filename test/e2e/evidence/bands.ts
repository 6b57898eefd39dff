// Pages made of bands of known colours, and what a stored picture shows of them: rows in order, none missing, none twice.
// Made by us; no post of anyone's.
import { xPost } from '../flag/x-page';

export const POST_ID = '1980000000000000001';
export const BAND_PX = 50;

/** No two of the first 4,000 are alike, and neighbours differ much. */
export function colourOf(band: number): string {
  return `rgb(${(band * 67) % 256}, ${(Math.floor(band / 16) * 41 + 17) % 256}, ${(band * 149 + 40) % 256})`;
}

export function bands(count: number, from = 0): string {
  return Array.from(
    { length: count },
    (_, n) => `<div style="height:${BAND_PX}px;background:${colourOf(from + n)}"></div>`,
  ).join('');
}

interface Shape {
  readonly bands: number;
  /** Rows of other posts above the tall one. */
  readonly above?: number;
  readonly below?: number;
  readonly style?: string;
  readonly script?: string;
  /** The posts lie in a box that scrolls by itself. */
  readonly boxed?: boolean;
  /** No bar that stays at the top, and none at the bottom. */
  readonly bare?: boolean;
}

const BARS = `<header id="bar" style="color: red !important;background:#ff00ff">Home</header>
  <nav id="stuck">Stuck</nav><footer id="cookies">We value</footer>`;

/** One tall post on X, under a fixed and a sticky bar, with a notice at the bottom that stays. */
export function tallPage({ above = 0, below = 400, boxed = false, ...shape }: Shape): string {
  const bars = shape.bare ? '' : BARS;
  const post = xPost('user1', POST_ID, 'A long one', `<div id="bands">${bands(shape.bands)}</div>`);
  const posts = `<div style="height:${above}px"></div><main>${post}</main><div style="height:${below}px"></div>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Home / X</title><style>
    html{scroll-behavior:smooth}body{margin:0;font:16px sans-serif;background:#fff}main{width:600px}
    article{display:block;padding:0}
    #bar{position:fixed;top:0;left:0;width:100%;height:53px;z-index:9;transition:all .4s}
    #stuck{position:sticky;top:53px;height:30px;background:#00ffff;z-index:8}
    #cookies{position:fixed;bottom:0;width:100%;height:70px;background:#ffff00}
    #box{height:600px;width:700px;overflow-y:auto;border:4px solid #000;scroll-behavior:smooth}
    ${shape.style ?? ''}</style></head>
    <body>${bars}${boxed ? `<div id="box">${posts}</div>` : posts}
    <script>window.happened = [];
      addEventListener('scroll', () => happened.push('scroll'), true);
      new MutationObserver((all) => all.forEach(({ type, attributeName, target }) =>
        happened.push(type + ' ' + (attributeName ?? '') + ' ' + (target.id ?? '')))).observe(
        document, { subtree: true, childList: true, attributes: true });
      ${shape.script ?? ''}</script></body></html>`;
}

/** What of a page must be as before. */
export const PAGE_STATE = `(() => ({
  y: scrollY, box: document.querySelector('#box')?.scrollTop ?? 0,
  styles: [...document.querySelectorAll('#bar,#stuck,#cookies,#box')].map((el) => el.getAttribute('style')),
}))()`;

/** An expression for an own page: runs of equal rows, a quarter from the left, of the newest stored picture of a kind. */
export function rowsOf(kind: string, atX = 0.25): string {
  return `(async () => {
    const db = await new Promise((done) => { const r = indexedDB.open('flagpost'); r.onsuccess = () => done(r.result); });
    const get = (store, how, key) => new Promise((done) => {
      const r = db.transaction(store).objectStore(store)[how](key); r.onsuccess = () => done(r.result); });
    const all = await get('artefacts', 'getAll');
    const artefact = all.filter((one) => one.kind === '${kind}' && one.status === 'present').at(-1);
    const blob = artefact && await get('blobs', 'get', artefact.sha256);
    db.close();
    if (!blob) return null;
    const image = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    const context = new OffscreenCanvas(1, image.height).getContext('2d');
    context.drawImage(image, -Math.floor(image.width * ${atX}), 0);
    const { data } = context.getImageData(0, 0, 1, image.height);
    const runs = [];
    for (let y = 0; y < image.height; y += 1) {
      const colour = 'rgb(' + [data[4 * y], data[4 * y + 1], data[4 * y + 2]].join(', ') + ')';
      if (runs.at(-1)?.colour === colour) runs.at(-1).rows += 1; else runs.push({ colour, rows: 1 });
    }
    return { width: image.width, height: image.height, runs };
  })()`;
}

export interface Rows {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly { readonly colour: string; readonly rows: number }[];
}

/** What is wrong with a picture of these bands; empty when each is there once, in order and in its full height. */
export function wrongBands({ runs }: Rows, count: number, scale: number, from = 0): string[] {
  const known = new Map(Array.from({ length: 4000 }, (_, n) => [colourOf(n), n]));
  const seen = runs.flatMap(({ colour, rows }) => {
    const band = known.get(colour);
    return band === undefined ? [] : [{ band, rows }];
  });
  const order = seen.map(({ band }) => band);
  const expected = Array.from({ length: count }, (_, n) => from + n);
  const wrong = seen
    .filter(({ rows }) => Math.abs(rows - BAND_PX * scale) > 1)
    .map(({ band, rows }) => `band ${band} has ${rows} rows`);
  if (order.join() !== expected.join()) wrong.unshift(`bands ${order.join()}`);
  return wrong;
}
