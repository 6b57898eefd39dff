// What an export of a sealed session carries, for the unit and for a partner.
import { beforeAll, describe, expect, it } from 'vitest';
import { jcsHash } from '../../src/evidence/custody';
import { leafHashes, rootFrom } from '../../src/evidence/merkle';
import { addEvidence } from '../../src/queue/captures';
import { exported, type Files, filesOf, type Sealed, sealedSession } from '../verify/sealed';
import { addFlag, bytesOf, freshSession, hashOf, judgeIt, picture, SECRETS, viewportBytes } from './session';

let sealed: Sealed;
let internal: Files;
let partner: Files;
beforeAll(async () => {
  sealed = await sealedSession();
  [internal, partner] = [
    await filesOf(await exported(sealed)),
    await filesOf(await exported(sealed, 'partner')),
  ];
});

const text = (files: Files, path: string): string => Buffer.from(files.get(path) ?? []).toString();
const lines = (files: Files, path: string): Record<string, unknown>[] =>
  text(files, path)
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

describe('an export for the unit', () => {
  it('has every seal with the exact signed text, its leaves and a proof for every flag', () => {
    const statement = JSON.parse(text(internal, 'data/seals/002/statement.json'));
    const leaves = text(internal, 'data/seals/002/leaves.txt').trim().split('\n');
    expect(leaves).toHaveLength(statement.leafCount);
    const proofs = lines(internal, 'data/seals/002/proofs.ndjson') as {
      start: number;
      lines: string[];
      proof: string[];
    }[];
    expect(proofs).toHaveLength(7);
    expect(proofs.flatMap((proof) => proof.lines)).toEqual(leaves);
    for (const { start, lines: shown, proof } of proofs)
      expect(rootFrom(shown, start, statement.leafCount, proof)).toBe(statement.merkleRoot);
    expect(internal.has('data/seals/001/leaves.txt')).toBe(true);
  });

  it('has every revision of every judgement, and the receipts as they came', () => {
    const revisions = lines(internal, 'data/judgements.ndjson').map(({ revision }) => revision);
    expect(revisions).toEqual([1, 1, 1, 2, 3, 1, 1, 1]);
    const [receipt] = lines(internal, 'data/receipts.ndjson');
    expect(hashOf(String(receipt?.raw))).toBe(receipt?.sha256);
  });

  it('names what was destroyed on purpose as that, and not as damage', () => {
    const fifth = lines(internal, 'data/flags.ndjson')[4] as { artefacts: { notExported?: string }[] };
    expect(fifth.artefacts.map(({ notExported }) => notExported)).toEqual([
      'purged',
      'purged',
      'working_copy',
    ]);
    expect(internal.has('data/problems.txt')).toBe(false);
  });

  it('has the making of the key in its log, whole, also when it came before the session', async () => {
    const { db, session } = await freshSession();
    await addFlag(db, session);
    const early: Sealed = { ...sealed, db, session };
    const { seal } = await import('../verify/sealed');
    await seal(db, session, undefined);
    const { startSession } = await import('../../src/queue/sessions');
    const { clock } = await import('./session');
    const next = await startSession(db, { name: 'later', kind: 'routine' }, 'a', clock);
    await addFlag(db, next);
    await seal(db, next, undefined);
    const types = lines(
      await filesOf(await exported({ ...early, session: next })),
      'data/custody.ndjson',
    ).map(({ type }) => type ?? 'link');
    expect(types).toEqual(['key_made', 'link', 'session_started', 'captured', 'sealed']);
  });

  it('gives of a receipt that also tells of other sessions what the desk signed, and nothing of the others', async () => {
    const { countersign } = await import('../verify/sealed');
    const { startSession } = await import('../../src/queue/sessions');
    const { clock } = await import('./session');
    const mixed = await sealedSession();
    const other = await startSession(mixed.db, { name: 'other', kind: 'routine' }, 'a', clock);
    const foreign = await addFlag(mixed.db, other);
    const own = await addFlag(mixed.db, mixed.session);
    await countersign(mixed, [own.id, foreign.id]);
    const files = await filesOf(await exported(mixed));
    expect(text(files, 'data/receipts.ndjson')).not.toContain(foreign.id);
    expect(lines(files, 'data/receipts.ndjson').at(-1)).toMatchObject({
      countersignature: { signer: mixed.signer },
    });
  });
});

describe('an export for a partner', () => {
  it('proves what it carries, and shows no digest of anything else', () => {
    const statement = JSON.parse(text(partner, 'data/seals/002/statement.json'));
    const flags = lines(partner, 'data/flags.ndjson');
    const proofs = lines(partner, 'data/seals/002/proofs.ndjson') as {
      flagId: string;
      start: number;
      lines: string[];
      proof: string[];
    }[];
    expect(new Set(proofs.map(({ flagId }) => flagId))).toEqual(new Set(flags.map(({ flagId }) => flagId)));
    for (const { start, lines: shown, proof } of proofs)
      expect(rootFrom(shown, start, statement.leafCount, proof)).toBe(statement.merkleRoot);
    expect(text(internal, 'data/seals/002/leaves.txt')).toMatch(/^judgement /mu);
    expect(proofs.flatMap((proof) => proof.lines).join('\n')).not.toMatch(/^judgement /mu);
    const all = [...partner.keys()].map((path) => text(partner, path)).join('\n');
    for (const { flagId } of flags) expect(all).not.toContain(hashOf(viewportBytes(String(flagId))));
    for (const secret of Object.values(SECRETS)) expect(all).not.toContain(secret);
    expect([...partner.keys()].join()).not.toMatch(/leaves|judgements|receipts|custody/u);
  });

  it('gives no hash against which names of analysts could be tried: in a judgement there is something random', () => {
    const given = text(partner, 'data/seals/002/proofs.ndjson');
    const judged = lines(internal, 'data/judgements.ndjson');
    const seqs = new Map(
      lines(internal, 'data/flags.ndjson').map(({ flagId, capture }) => [flagId, capture]),
    );
    const leafOf = (record: Record<string, unknown>): string => {
      const { seq } = seqs.get(record.flagId) as { seq: number };
      const line = `judgement ${seq} ${record.flagId} ${record.revision} ${jcsHash(record)} -`;
      return Buffer.from(leafHashes([line])).toString('hex');
    };
    // the proof of a neighbour has it
    expect(judged.filter((record) => given.includes(leafOf(record)))).not.toEqual([]);
    const known = judged.map(({ salt: _random, ...record }) => record);
    expect(known.filter((record) => given.includes(leafOf(record)))).toEqual([]);
    expect(new Set(judged.map(({ salt }) => salt)).size).toBe(judged.length);
  });

  it('carries the whole post and the text under the same rules as the crop, and no window, page or media', async () => {
    const { db, session } = await freshSession();
    const circumstances = (await addFlag(db, session)).capture;
    const rectCssPx = { x: 100, y: 0, w: 600, h: 600 };
    const kinds = [
      'screenshot_whole_post',
      'text',
      'screenshot_full',
      'media',
      'dom_snapshot',
      'mhtml',
    ] as const;
    const add = async (id: string, sameState: 'same' | 'changed'): Promise<void> => {
      const evidence = await Promise.all(
        kinds.map((kind, i) => picture(id, 4 + i, kind, bytesOf(`${kind} of ${id}`))),
      );
      const taken = evidence.map((one) =>
        one.bytes === undefined ? one : { ...one, artefact: { ...one.artefact, sameState } },
      );
      await addEvidence(db, id, taken, '2026-11-21T09:05:00.000Z');
      await judgeIt(db, id);
    };
    const same = await addFlag(db, session, { capture: { ...circumstances, rectCssPx } });
    await add(same.id, 'same');
    await add((await addFlag(db, session, { capture: { ...circumstances, rectCssPx } })).id, 'changed');
    await add((await addFlag(db, session)).id, 'same');
    const files = await filesOf(await exported({ ...sealed, db, session }, 'partner'));
    expect(
      [...files.keys()].filter((path) => path.startsWith('data/pictures') || path.startsWith('data/files')),
    ).toEqual([
      'data/pictures/00002-screenshot_post.png',
      'data/pictures/00002-screenshot_whole_post.png',
      'data/pictures/00002-text.png',
      'data/pictures/00003-screenshot_post.png',
      'data/pictures/00004-screenshot_post.png',
      'data/pictures/00004-text.png',
    ]);
    const records = lines(files, 'data/flags.ndjson');
    expect(records[1]).toMatchObject({
      wholePost: { notExported: 'not_verified' },
      textFile: { notExported: 'not_verified' },
    });
    expect(records[2]).toMatchObject({ wholePost: { notExported: 'whole_page' } });
    expect(records[0]).toMatchObject({ captureSha256: jcsHash(same) });
  });
});
