// The store's contract on both of its databases, and desks that share one PostgreSQL.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFlag } from '../../src/desk/check-flag';
import type { Database } from '../../src/desk/database';
import { openPostgres } from '../../src/desk/database-pg';
import { openPglite } from '../../src/desk/database-pglite';
import { migrate } from '../../src/desk/migrations';
import { createStore, type Reception, type Store } from '../../src/desk/store';
import { jcsHash } from '../../src/evidence/custody';
import { deskStoreContract } from '../contracts/desk-store';
import { UNSIGNED } from './desk';
import { flagOf, sha256 } from './flags';
import { startPostgres, type TestPostgres } from './postgres';

const sources = { now: Date.now, id: randomUUID, countersign: UNSIGNED.countersign };
const custodyHead = { n: 0, hash: '0'.repeat(64) };
const onIdleError = (code: string): void => {
  throw new Error(code);
};

const REHASH = `select count(*)::integer as n from flags join captures using (flag_id)
  where encode(sha256(convert_to(json, 'UTF8')), 'hex') = capture_sha256`;

/** Anyone with a database client can take the digest of what is stored and find the one that was sent. */
async function keepsCaptures(database: Database): Promise<void> {
  const flag = flagOf({ text: 'nul \u0000, “quotes”, עברית' });
  const capture = { ...flag.capture, addedByANewerExtension: { b: 1, a: 'é' } };
  const incoming = [checkFlag({ ...flag, capture, captureSha256: jcsHash(capture) })];
  const batchId = randomUUID();
  const delivery = { key: 'k', bodySha256: 'b', batchId, custodyHead, envelope: '{}', incoming };
  await createStore(database).receive(delivery, sources);
  expect(await database.query(REHASH)).toEqual([{ n: 1 }]);
}

describe('on PGlite', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPglite(undefined);
  }, 60_000);
  afterAll(() => database.close());

  // one engine for all, each test on tables of its own: to start one takes seconds
  const emptied = async (): Promise<Database> => {
    const schema = `t${randomUUID().replaceAll('-', '')}`;
    await database.run(`create schema ${schema}; set search_path to ${schema}`);
    await migrate(database);
    return { ...database, close: () => Promise.resolve() };
  };
  deskStoreContract(async () => createStore(await emptied()));

  it('keeps a capture as the text that was hashed, with fields it does not know', async () => {
    await keepsCaptures(await emptied());
  });
});

const postgres: TestPostgres | undefined = startPostgres();
afterAll(() => postgres?.stop());

describe.skipIf(postgres === undefined)('on PostgreSQL (skipped where none is installed)', () => {
  const url = (): Promise<string> => postgres!.database();
  const storeOn = async (databaseUrl: string): Promise<Store> => {
    const database = openPostgres(databaseUrl, { onIdleError });
    await migrate(database);
    return createStore(database);
  };
  deskStoreContract(async () => storeOn(await url()));

  const statesOf = (receptions: readonly Reception[]): string[] => receptions.map(({ state }) => state);
  const deliveryOf = (flags: readonly unknown[], key: string) => ({
    key,
    bodySha256: sha256(JSON.stringify(flags)),
    batchId: randomUUID(),
    custodyHead,
    envelope: '{}',
    incoming: flags.map(checkFlag),
  });

  async function desks<T>(count: number, work: (stores: readonly Store[]) => Promise<T>): Promise<T> {
    const databaseUrl = await url();
    const stores = await Promise.all(Array.from({ length: count }, () => storeOn(databaseUrl)));
    try {
      return await work(stores);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  }

  it('desks that start together on an empty database make its tables once', async () => {
    await desks(4, async (stores) => {
      const [first] = stores;
      expect((await first!.arrivals(undefined, 1)).totals).toEqual({ flags: 0, duplicates: 0, awaited: 0 });
    });
  });

  it('desks that get one key at the same time store it once and never answer differently', async () => {
    await desks(3, async (stores) => {
      for (let round = 0; round < 20; round += 1) {
        const delivery = deliveryOf([flagOf(), flagOf()], `key ${round}`);
        const all = await Promise.all(stores.map((store) => store.receive(delivery, sources)));
        const answers = all.flatMap((one) => (one.state === 'answered' ? [one.answer] : []));
        expect(statesOf(all).every((state) => state !== 'key_reused')).toBe(true);
        expect(new Set(answers).size).toBe(1);
        const replay = await stores[0]!.receive(delivery, sources);
        expect(replay).toEqual({ state: 'answered', answer: answers[0] });
      }
      expect((await stores[0]!.arrivals(undefined, 1)).totals.flags).toBe(40);
    });
  });

  it('desks that get one flag at the same time under different keys store it once', async () => {
    await desks(3, async (stores) => {
      const flags = Array.from({ length: 30 }, () => flagOf({ artefacts: ['shared'] }));
      const reversed = [...flags].reverse();
      const all = await Promise.all(
        stores.map((store, n) => store.receive(deliveryOf(n === 0 ? flags : reversed, `key ${n}`), sources)),
      );
      expect(statesOf(all)).toEqual(['answered', 'answered', 'answered']);
      const { totals } = await stores[0]!.arrivals(undefined, 1);
      expect(totals).toEqual({ flags: 30, duplicates: 0, awaited: 1 });
    });
  });

  it('desks that get two sightings of a post at the same time mark one of them', async () => {
    await desks(2, async (stores) => {
      for (let round = 0; round < 20; round += 1) {
        const sighting = () => [flagOf({ posts: [`post ${round}`] })];
        await Promise.all(
          stores.map((store, n) => store.receive(deliveryOf(sighting(), `${round} ${n}`), sources)),
        );
      }
      expect((await stores[0]!.arrivals(undefined, 1)).totals).toMatchObject({ flags: 40, duplicates: 20 });
    });
  });

  it('keeps a capture as the text that was hashed, with fields it does not know', async () => {
    const database = openPostgres(await url(), { onIdleError });
    await migrate(database);
    await keepsCaptures(database);
    await database.close();
  });

  it('a database made by a newer desk is left alone', async () => {
    const database = openPostgres(await url(), { onIdleError });
    await migrate(database);
    await database.run('insert into desk_versions values (999, now())');
    await expect(migrate(database)).rejects.toThrow('newer desk');
    await database.close();
  });
});
