// The addresses that readers give, on every fixture page: spelled as their platform's address book spells them, of the same kind.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { addressOf } from '../../src/platforms/addresses';
import { ROOT } from './chromium-page';

const PAGES = `${ROOT}test/fixtures/pages/`;
const Golden = z.record(
  z.string(),
  z.object({
    platform: z.string(),
    subject: z.string(),
    post: z.object({ postUrl: z.optional(z.string()) }),
  }),
);

describe('an address that the reader gives', () => {
  it.each(['facebook', 'instagram'])('is canonical, and of the same kind of thing: %s', (folder) => {
    const files = readdirSync(PAGES + folder).filter((file) => file.endsWith('.json'));
    for (const file of files) {
      const readings = Object.values(
        Golden.parse(JSON.parse(readFileSync(`${PAGES}${folder}/${file}`, 'utf8'))),
      );
      const own = readings.filter(({ platform, post }) => platform === folder && post.postUrl);
      expect(own.length, file).toBeGreaterThan(0);
      for (const { subject, post } of own)
        expect(addressOf(post.postUrl ?? ''), file).toMatchObject({ subject, url: post.postUrl });
    }
  });
});
