// Saved pages beside the project: values that were read from them by eye, and addresses that others collected.
import * as z from 'zod/mini';
import { hasShared, shared } from './chromium-page';

const Entries = z.object({
  entries: z.array(
    z.object({
      file: z.string(),
      root: z._default(z.string(), ''),
      index: z._default(z.number(), 0),
      expected: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type Entry = z.infer<typeof Entries>['entries'][number];

/** Entries of one folder of the saved pages; none when there are no pages. */
export function expectedIn(folder: string): Entry[] {
  if (!hasShared) return [];
  const { entries } = Entries.parse(JSON.parse(shared('pages/expected.json')));
  return entries.filter(({ file }) => file.startsWith(`${folder}/`));
}

const Cases = z.object({
  cases: z.array(
    z.looseObject({
      platform: z.optional(z.string()),
      url: z.string(),
      id: z.optional(z.string()),
      display_id: z.optional(z.string()),
    }),
  ),
});
export type UrlCase = z.infer<typeof Cases>['cases'][number];

/** Addresses of one platform as yt-dlp's tests have them; `id` may be a medium's. */
export function urlCasesOf(platform: string): UrlCase[] {
  if (!hasShared) return [];
  return Cases.parse(JSON.parse(shared('urls/ytdlp.json'))).cases.filter(
    (each) => each.platform === platform,
  );
}

const Matches = z.object({
  pender_match: z.object({
    cases: z.array(z.object({ parser: z.string(), url: z.string(), match: z.boolean() })),
  }),
});
export type MatchCase = z.infer<typeof Matches>['pender_match']['cases'][number];

/** Addresses that a parser of Pender's does or does not take, by the start of the parser's name. */
export function matchCasesOf(parser: string): MatchCase[] {
  if (!hasShared) return [];
  const { pender_match } = Matches.parse(JSON.parse(shared('urls/other.json')));
  return pender_match.cases.filter((each) => each.parser.startsWith(parser));
}
