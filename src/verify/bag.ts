// The lists of a bag against the files that are there. Runs anywhere. Every file is on one list, and every list is held to.
import type { Findings } from './findings';
import { PROFILES, type Profile } from './profile';
import type { Reading } from './reading';

const MANIFEST = 'manifest-sha256.txt';
const TAG_MANIFEST = 'tagmanifest-sha256.txt';
/** As they are written: the list of lists is on no list, so its order is all that holds it. */
const TAGS: readonly string[] = [MANIFEST, 'bagit.txt', 'bag-info.txt'];
const LINE = /^(?<hash>[0-9a-f]{64}) {2}(?<path>\S.*)$/u;
/** One way to write each path: a folder 0001 beside 001 would be read by nobody. */
const PAYLOAD =
  /^data\/(?:(?:README|problems)\.txt|flags\.csv|flags\.ndjson|(?:pictures|files)\/[^/]+|seals\/(?:\d{3}|[1-9]\d{3,})\/(?:statement\.json|signature\.der|public-key\.pem|timestamp\.tsr|proofs\.ndjson))$/u;
/** Records that only the unit has: in a partner's copy nothing could hold them. */
const INTERNAL =
  /^data\/(?:(?:judgements|receipts|custody)\.ndjson|seals\/(?:\d{3}|[1-9]\d{3,})\/leaves\.txt)$/u;

/** What bag-info.txt says. */
export interface BagInfo {
  readonly sessionId: string;
  readonly profile: Profile;
  readonly oxum: string;
}

export async function readBagInfo(reading: Reading, findings: Findings): Promise<BagInfo> {
  const path = 'bag-info.txt';
  const text = (await reading.text(path)) ?? '';
  const field = (label: string): string => {
    const values = text.split('\n').filter((line) => line.startsWith(`${label}: `));
    const [value] = values;
    if (value === undefined || values.length > 1) findings.add('tag_malformed', { path }, label);
    return value?.slice(label.length + 2) ?? '';
  };
  const named = field('Flagpost-Profile');
  const profile = PROFILES.find((one) => one === named);
  if (named !== '' && profile === undefined) findings.add('tag_malformed', { path }, 'Flagpost-Profile');
  const declared = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
  if (reading.has('bagit.txt') && (await reading.text('bagit.txt')) !== declared)
    findings.add('tag_malformed', { path: 'bagit.txt' }, 'BagIt-Version');
  return {
    sessionId: field('External-Identifier'),
    oxum: field('Payload-Oxum'),
    profile: profile ?? (reading.has('data/custody.ndjson') ? 'internal' : 'partner'),
  };
}

/** Path -> digest, as the lists have them. */
export async function readLists(reading: Reading, findings: Findings): Promise<ReadonlyMap<string, string>> {
  const tags = await readList(reading, TAG_MANIFEST, findings, (path) => TAGS.includes(path));
  const payload = await readList(reading, MANIFEST, findings, (path) => path.startsWith('data/'));
  for (const path of TAGS) if (!tags.has(path)) findings.add('tag_missing', { path }, TAG_MANIFEST);
  const order = [...tags.keys()].map((path) => TAGS.indexOf(path));
  if (order.some((at, i) => at < (order[i - 1] ?? -1)))
    findings.add('list_malformed', { path: TAG_MANIFEST, line: 1 });
  return new Map([...payload, ...tags]);
}

async function readList(
  reading: Reading,
  list: string,
  findings: Findings,
  belongs: (path: string) => boolean,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!reading.has(list)) {
    findings.add('tag_missing', { path: list }, list);
    return found;
  }
  for await (const { line, text } of reading.lines(list)) {
    const { hash, path } = LINE.exec(text)?.groups ?? {};
    if (hash === undefined || path === undefined || !belongs(path))
      findings.add('list_malformed', { path: list, line });
    else if (found.has(path)) findings.add('list_twice', { path: list, line }, path);
    else {
      found.set(path, hash);
      // told here, so that a list of files that nobody has is not read to its end
      if (!reading.has(path)) findings.add('file_missing', { path }, list);
    }
  }
  return found;
}

/** Hashes all that was not read yet, and compares every file with its list. Gives the number of files and bytes. */
export async function checkFiles(
  reading: Reading,
  listed: ReadonlyMap<string, string>,
  profile: Profile,
  findings: Findings,
): Promise<number> {
  const belongs = (path: string): boolean =>
    PAYLOAD.test(path) || (profile === 'internal' && INTERNAL.test(path));
  let intact = 0;
  for (const path of reading.paths()) {
    const expected = listed.get(path);
    const actual = await reading.digest(path);
    if (path === TAG_MANIFEST) continue;
    if (expected === undefined) findings.add('file_extra', { path }, listOf(path));
    else if (expected !== actual) findings.add('file_changed', { path }, listOf(path));
    else intact += 1;
    if (path.startsWith('data/') && !belongs(path)) findings.add('file_unknown', { path });
  }
  return intact;
}

/** The count that bag-info.txt has of the payload. */
export function checkCount(
  files: readonly { readonly path: string; readonly sizeBytes: number }[],
  { oxum }: BagInfo,
  findings: Findings,
): void {
  const payload = files.filter(({ path }) => path.startsWith('data/'));
  const bytes = payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const counted = `${bytes}.${payload.length}`;
  if (oxum !== counted) findings.add('count_differs', { path: 'bag-info.txt' }, oxum, counted);
}

function listOf(path: string): string {
  return path.startsWith('data/') ? MANIFEST : TAG_MANIFEST;
}
