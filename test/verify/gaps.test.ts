// What lies between the records that are checked: places where something could stand, or go, without a digest to hold it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustodyEvent, jcsHash } from '../../src/evidence/custody';
import { timestampRequest } from '../../src/evidence/timestamp';
import { flaggedOf } from '../../src/flag/flagged';
import { collectFindings } from '../../src/verify/findings';
import type { Report } from '../../src/verify/report';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { type Authority, startAuthority } from '../seal/authority';
import { encode, FLAGS, LOG, linesOf, textOf, writeLines } from './forge';
import { relist } from './relist';
import { exported, type Files, filesOf, NOW, type Sealed, sealedSession, sourceOf } from './sealed';

let authority: Authority;
let sealed: Sealed;
let original: Files;

beforeAll(async () => {
  authority = await startAuthority();
  sealed = await sealedSession(authority);
  original = await filesOf(await exported(sealed));
}, 60_000);
afterAll(() => authority.close());

/** With lists that fit, and the signer's key known. */
function verify(files: Files): Promise<Report> {
  relist(files);
  return verifyBundle(sourceOf(files), { pins: [sealed.signer], roots: authority.roots, now: NOW });
}

const codesOf = ({ findings }: Report, outcome: string): string[] =>
  findings.filter((one) => one.outcome === outcome).map(({ code }) => code);

describe('a record', () => {
  it.each([
    ['a capture', FLAGS, '"capture":{'],
    ['an artefact', FLAGS, '"artefacts":[{'],
    ['an event', LOG, '"detail":{'],
  ])('with something under the name __proto__ in %s was changed', async (_what, path, before) => {
    const files: Files = new Map(original);
    files.set(path, encode(textOf(files, path).replace(before, `${before}"__proto__":"forged",`)));
    expect(codesOf(await verify(files), 'failed')).toEqual(['line_altered']);
  });

  it('that is nested without end is malformed, and the rest is checked', async () => {
    const files: Files = new Map(original);
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    files.set(FLAGS, encode(`${textOf(files, FLAGS)}${deep}\n`));
    expect(codesOf(await verify(files), 'failed')).toEqual(['line_malformed', 'line_malformed']);
  });

  it('is not looked for to the end of a file in which nothing is right', async () => {
    for (const path of [LOG, 'data/seals/001/leaves.txt']) {
      const files: Files = new Map(original);
      files.set(path, encode('\n'.repeat(300_000)));
      const unread = (await verify(files)).findings.find(({ code }) => code === 'lines_unread');
      expect(unread?.where).toMatchObject({ path });
      expect(unread?.where.line).toBeLessThan(20_000);
    }
  }, 30_000);

  it('is not looked for in a list of things that are there already, or not at all', async () => {
    const [leaf = ''] = textOf(original, 'data/seals/001/leaves.txt').split('\n');
    const absent = Array.from({ length: 20_000 }, (_, i) => `${'0'.repeat(64)}  data/${i}\n`).join('');
    for (const [path, text] of [
      ['data/seals/001/leaves.txt', `${leaf}\n`.repeat(20_000)],
      ['manifest-sha256.txt', absent],
    ] as const) {
      const files: Files = new Map(original);
      relist(files);
      files.set(path, encode(text));
      const report = await verifyBundle(sourceOf(files), { pins: [], roots: authority.roots, now: NOW });
      const unread = report.findings.find(({ code }) => code === 'lines_unread');
      expect(unread?.where).toMatchObject({ path });
    }
  }, 30_000);

  it('of a flag that the log does not know fails also when it has no digest', async () => {
    const files: Files = new Map(original);
    const flags = linesOf<Record<string, never>>(files, FLAGS);
    const [first] = structuredClone(flags);
    const {
      captureSha256: _digest,
      judgement: _judged,
      ...rest
    } = first as never as {
      capture: { post: Parameters<typeof flaggedOf>[0] & { text: string } };
      captureSha256: string;
      judgement: unknown;
    };
    const flagId = '00000000-0000-7000-8000-000000000000';
    const post = { ...rest.capture.post, text: 'no canonical form: \ud800' };
    const capture = { ...rest.capture, id: flagId, seq: 99, post };
    const forged = {
      ...rest,
      flagId,
      state: 'draft',
      capture,
      flagged: flaggedOf(post, undefined),
      artefacts: [],
    };
    writeLines(files, FLAGS, [...flags, forged]);
    expect(codesOf(await verify(files), 'failed')).toEqual(['capture_not_logged']);
  });
});

describe('a file', () => {
  it('of a seal in a folder that nobody reads does not belong to an export', async () => {
    const files: Files = new Map(original);
    files.set('data/seals/0001/statement.json', encode('{"forged":true}'));
    expect(codesOf(await verify(files), 'failed')).toEqual(['file_unknown']);
  });

  it.each(['data/judgements.ndjson', 'data/receipts.ndjson', 'data/seals/001/leaves.txt'])(
    "%s does not belong to a partner's copy, where nothing could hold it",
    async (path) => {
      const files = await filesOf(await exported(sealed, 'partner'));
      files.set(path, encode('{"forged":true}\n'));
      expect(codesOf(await verify(files), 'failed')).toContain('file_unknown');
    },
  );
});

describe('a seal', () => {
  it('over more records than can be is malformed', async () => {
    const files: Files = new Map(original);
    const path = 'data/seals/002/statement.json';
    files.set(path, encode(textOf(files, path).replace(/"leafCount":\d+/u, '"leafCount":4294967297')));
    expect(codesOf(await verify(files), 'failed')).toContain('statement_malformed');
  });

  it('is not called intact because too much failed before it', () => {
    const findings = collectFindings();
    for (let i = 0; i < 500; i += 1) findings.add('proof_wrong');
    expect(findings.failed()).toBe(500);
  });
});

/** The record of flag 2, and what a forger who has no key may add to the log: an event at its end. */
function forging(): {
  files: Files;
  flags: Shown[];
  flag: Shown;
  log: CustodyEvent[];
  append: (event: CustodyEvent) => void;
} {
  const files: Files = new Map(original);
  const flags = linesOf<Shown>(files, FLAGS);
  const flag = flags[1] as Shown;
  const log = linesOf<CustodyEvent>(files, LOG);
  const append = (event: CustodyEvent): void => {
    const last = log.at(-1);
    const { hash: _hash, ...rest } = { ...event, n: (last?.n ?? 0) + 1, prev: last?.hash ?? '' };
    const subject = { ...rest.subject, flagId: flag.flagId };
    log.push({ ...rest, subject, hash: jcsHash({ ...rest, subject }) });
  };
  return { files, flags, flag, log, append };
}

interface Shown {
  flagId: string;
  judgement?: { flagId: string; revision: number; reason: string };
  artefacts: { sha256: string; file?: string; notExported?: string }[];
}

const eventOf = (log: readonly CustodyEvent[], type: CustodyEvent['type']): CustodyEvent =>
  log.find((one) => one.type === type) as CustodyEvent;

describe('what no seal holds', () => {
  it('is told of a judgement that came after the last seal', async () => {
    const { files, flags, flag, log, append } = forging();
    const history = linesOf<NonNullable<Shown['judgement']>>(files, 'data/judgements.ndjson');
    const at = history.findLastIndex(({ flagId }) => flagId === flag.flagId);
    const before = history[at] as NonNullable<Shown['judgement']>;
    const forged = {
      ...before,
      revision: before.revision + 1,
      reason: 'What the analyst never wrote of this post',
    };
    history.splice(at + 1, 0, forged);
    flag.judgement = forged;
    append({ ...eventOf(log, 'judged'), detail: { revision: forged.revision } });
    writeLines(files, FLAGS, flags);
    writeLines(files, 'data/judgements.ndjson', history);
    writeLines(files, LOG, log);
    const report = await verify(files);
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'added_later', params: [1] }));
  });

  it('is told of a file that is gone by an event after the last seal', async () => {
    const { files, flags, flag, log, append } = forging();
    const gone = flag.artefacts.find(({ file }) => file !== undefined);
    files.delete(gone?.file ?? '');
    delete gone?.file;
    Object.assign(gone ?? {}, { notExported: 'purged' });
    append({ ...eventOf(log, 'purged'), detail: { sha256s: [gone?.sha256 ?? ''] } });
    writeLines(files, FLAGS, flags);
    writeLines(files, LOG, log);
    const report = await verify(files);
    expect(codesOf(report, 'failed')).toEqual([]);
    expect(codesOf(report, 'warning')).toContain('purge_not_sealed');
    // those that a seal holds stay what they are
    expect(codesOf(await verify(new Map(original)), 'warning')).not.toContain('purge_not_sealed');
  });

  it('is told of events that show their hashes alone, of which there may be more than the unit left out', async () => {
    const { files, log } = forging();
    const { n, prev, hash } = eventOf(log, 'discarded');
    writeLines(
      files,
      LOG,
      log.map((event) => (event.n === n ? { n, prev, hash } : event)),
    );
    const links = (report: Report) => report.findings.find(({ code }) => code === 'log_links')?.params;
    expect(links(await verify(files))).toEqual([3]);
    expect(links(await verify(new Map(original)))).toEqual([2]);
  });
});

it('A time-stamp that was exchanged for another of the same signature is not the one in the log', async () => {
  const files: Files = new Map(original);
  const signature = files.get('data/seals/001/signature.der') ?? new Uint8Array();
  const request = timestampRequest(createHash('sha256').update(signature).digest(), Uint8Array.of(1, 2, 3));
  files.set('data/seals/001/timestamp.tsr', await authority.reply(request));
  expect(codesOf(await verify(files), 'failed')).toEqual(['stamp_swapped']);
});
