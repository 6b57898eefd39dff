// How long one reading takes in the page: at places all over every saved page, and of the page as a whole.
// Runs in node, drives a real Chromium; the saved pages lie beside the project, without them there are no figures.
import { readdirSync } from 'node:fs';
import { hasShared, SHARED, shared, startBrowser } from '../platforms/chromium-page';

export interface ReadingCost {
  readonly file: string;
  readonly bytes: number;
  readonly nodes: number;
  /** Milliseconds. */
  readonly post: { readonly median: number; readonly slowest: number };
  readonly page: number;
}

/** Folders of the saved pages, and whose reader reads them under which address. */
const READERS: Readonly<Record<string, readonly [string, string]>> = {
  '4chan': ['fourchan', 'https://boards.example/pol/res/1.html'],
  'archive.org': ['archive_org', 'https://archive.org/details/librivoxaudio'],
  bluesky: ['bluesky', 'https://bsky.app/'],
  facebook: ['facebook', 'https://www.facebook.com/'],
  generic: ['generic', 'https://site.example/a'],
  google: ['google', 'https://docs.google.com/document/d/1/edit'],
  instagram: ['instagram', 'https://www.instagram.com/'],
  mastodon: ['mastodon', 'https://social.example/@a/1'],
  reddit: ['reddit', 'https://old.reddit.com/r/science/'],
  soundcloud: ['soundcloud', 'https://soundcloud.com/a/b'],
  telegram: ['telegram', 'https://t.me/s/durov'],
  tiktok: ['tiktok', 'https://www.tiktok.com/'],
  x: ['x', 'https://x.com/home'],
  youtube: ['youtube', 'https://www.youtube.com/watch?v=aaaaaaaaaaa'],
};
export const SAMPLES = 40;

/** One row a page, the largest page first. */
export async function benchReading(): Promise<ReadingCost[]> {
  if (!hasShared) return [];
  const browser = await startBrowser();
  try {
    const costs: ReadingCost[] = [];
    for (const [folder, [reader, url]] of Object.entries(READERS))
      for (const file of readdirSync(`${SHARED}pages/${folder}`, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.html')) continue;
        const html = shared(`pages/${folder}/${file}`);
        const page = await browser.open(html, url);
        const cost = await page.evaluate((args) => readers.cost(...args), [reader, SAMPLES] as const);
        await page.context().close();
        const sorted = cost.post.toSorted((a, b) => a - b);
        costs.push({
          file: `${folder}/${file}`,
          bytes: html.length,
          nodes: cost.nodes,
          post: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 },
          page: cost.page,
        });
      }
    return costs.toSorted((a, b) => b.nodes - a.nodes);
  } finally {
    await browser.close();
  }
}
