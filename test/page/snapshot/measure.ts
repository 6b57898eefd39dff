// Takes the snapshot of given pages several times each and hands the figures on. Runs in node.
import { type Snapped, startSnapper } from './snap';

interface SavedPage {
  readonly file: string;
  readonly html: string;
}

export async function snapFigures(
  pages: readonly SavedPage[],
  rounds: number,
  each: (page: SavedPage, taken: readonly Snapped[]) => void,
): Promise<void> {
  const snapper = await startSnapper();
  const noScripts = { headers: { 'content-security-policy': "script-src 'none'" } };
  try {
    for (const saved of pages) {
      const page = await snapper.open(saved.html, 'https://site.example/a', noScripts);
      const taken: Snapped[] = [];
      for (let n = 0; n < rounds; n += 1) taken.push(await snapper.snap(page));
      await page.context().close();
      each(saved, taken);
    }
  } finally {
    await snapper.close();
  }
}
