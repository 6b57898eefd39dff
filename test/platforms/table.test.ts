// The README's table of what is read where, made from the golden files of the fixture pages.
// Written only by TABLE=write; a table that no longer fits fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PostDetails } from '../../src/flag/post';
import { PLATFORMS } from '../../src/platforms/hosts';
import { ROOT } from './chromium-page';

const GOLDEN = `${ROOT}test/fixtures/pages/`;
const README = `${ROOT}README.md`;
const TABLE = /(?<=<!-- platforms -->\n)[\s\S]*(?=<!-- \/platforms -->)/;

const Golden = z.record(z.string(), z.object({ platform: z.string(), post: PostDetails }));
type Post = PostDetails;

/** Every post has these: how often they are read tells whether the page has them always or only on some pages. */
const ALWAYS: Readonly<Record<string, (post: Post) => unknown>> = {
  address: (post) => post.postUrl,
  id: (post) => post.postId,
  author: (post) => post.author ?? post.channel,
  time: (post) => post.postedAt,
  text: (post) => post.text ?? post.media,
};
/** Only some posts have these: that they are read at all is what counts. */
const SOMETIMES: Readonly<Record<string, (post: Post) => unknown>> = {
  'author id': (post) => post.author?.id ?? post.channel?.id,
  thread: (post) => post.parentPostId ?? post.threadId,
  media: (post) => post.media,
  links: (post) => post.links,
  tags: (post) => post.hashtags,
  counts: (post) => post.engagement,
  quoted: (post) => post.quoted,
  advert: (post) => post.sponsored === 'yes' || undefined,
  language: (post) => post.language,
};
const SUBJECTS = { account: ['account', 'channel'], file: ['file'] } as const;

function postsOf(folder: string): Post[] {
  const files = existsSync(GOLDEN + folder) ? readdirSync(GOLDEN + folder) : [];
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) =>
      Object.values(Golden.parse(JSON.parse(readFileSync(`${GOLDEN}${folder}/${file}`, 'utf8')))),
    )
    .filter(({ platform }) => platform === (folder === 'generic' ? 'other' : folder))
    .map(({ post }) => post);
}

function row(folder: string, name: string): string {
  const all = postsOf(folder);
  const posts = all.filter(({ subject }) => subject === 'post' || subject === 'file');
  const always: string[] = Object.values(ALWAYS).map((of) => {
    const share = posts.filter((post) => of(post) !== undefined).length / posts.length;
    return share >= 0.8 ? 'yes' : share > 0 ? 'partly' : '–';
  });
  const estimated = posts.some((post) => post.postedAtSource === 'id_derived');
  const exact = posts.some((post) => post.postedAt && post.postedAtSource !== 'id_derived');
  if (estimated && !exact) always[3] = 'estimated';
  const sometimes = Object.values(SOMETIMES).map((of) => (posts.some((post) => of(post)) ? 'yes' : '–'));
  const subjects = Object.values(SUBJECTS).map((those: readonly string[]) =>
    all.some(({ subject }) => those.includes(subject)) ? 'yes' : '–',
  );
  return `| ${[name, ...always, ...sometimes, ...subjects].join(' | ')} |`;
}

function table(): string {
  const columns = [...Object.keys(ALWAYS), ...Object.keys(SOMETIMES), ...Object.keys(SUBJECTS)];
  const listed = PLATFORMS.map(({ platform, name }) => [platform, name] as const);
  const kin = readdirSync(GOLDEN).filter(
    (folder) => folder !== 'generic' && !listed.some(([platform]) => platform === folder),
  );
  const others = kin.sort().map((folder) => [folder, nameOf(folder)] as const);
  const rows = [...listed, ...others, ['generic', 'any other page'] as const];
  return `| | ${columns.join(' | ')} |
|---|${columns.map(() => '---|').join('')}
${rows.map(([folder, name]) => row(folder, name)).join('\n')}
`;
}

const nameOf = (folder: string): string =>
  `${folder[0]?.toUpperCase()}${folder.slice(1)} (any host, by what the page is)`;

it('the table in the README says what is read on the fixture pages', () => {
  const readme = readFileSync(README, 'utf8');
  expect(readme, 'the README has a place for the table').toMatch(TABLE);
  if (process.env.TABLE === 'write') writeFileSync(README, readme.replace(TABLE, table()));
  expect(TABLE.exec(readFileSync(README, 'utf8'))?.[0]).toBe(table());
});
