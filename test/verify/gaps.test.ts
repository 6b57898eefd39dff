// What lies between the records that are checked: places where something could stand, or go, without a digest to hold it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flaggedOf } from '../../src/flag/flagged';
import { collectFindings } from '../../src/verify/findings';
import type { Report } from '../../src/verify/report';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { type Authority, startAuthority } from '../seal/authority';
import { FLAGS, LOG, linesOf, writeLines } from './forge';
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

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const textOf = (files: Files, path: string): string => Buffer.from(files.get(path) ?? []).toString();

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
