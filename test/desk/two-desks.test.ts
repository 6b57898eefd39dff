// Two desks on one PostgreSQL and one directory, over real HTTP; and what they say when the database is gone.
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, postBatch, problemOf, sendFlags, startTestDesk, type TestDesk } from './desk';
import { batchOf, flagOf, sha256 } from './flags';
import { startPostgres } from './postgres';

const postgres = startPostgres();
let desks: TestDesk[] = [];

describe.skipIf(postgres === undefined)(
  'two desks on one PostgreSQL (skipped where none is installed)',
  () => {
    beforeAll(async () => {
      const databaseUrl = await postgres!.database();
      const first = await startTestDesk({ databaseUrl });
      const second = await startTestDesk({ databaseUrl, dataDir: first.dataDir });
      desks = [second, first];
    }, 60_000);
    afterAll(async () => {
      for (const desk of desks) await desk.close();
    });

    it('share their token, and everything that arrives at either', async () => {
      const [one, two] = desks as [TestDesk, TestDesk];
      expect(one.token).toBe(two.token);
      const bytes = randomBytes(100);
      const flag = flagOf({ artefacts: [bytes] });
      const first = await sendFlags(one, flag);
      await ask(two, `/v1/artefacts/${sha256(bytes)}`, { method: 'PUT', body: bytes });
      const again = await sendFlags(two, flag);
      expect(again.results).toEqual(first.results);
      expect(again.missing).toEqual([]);
      expect((await ask(one, `/v1/artefacts/${sha256(bytes)}`)).status).toBe(200);
    });

    it('that race for one key give one answer, or say that it is in progress', async () => {
      for (let round = 0; round < 10; round += 1) {
        const body = JSON.stringify(batchOf([flagOf(), flagOf()]));
        const headers = { 'Idempotency-Key': `"${randomUUID()}"` };
        const answers = await Promise.all([...desks, ...desks].map((desk) => postBatch(desk, body, headers)));
        const texts = new Set<string>();
        for (const answer of answers) {
          expect([200, 409]).toContain(answer.status);
          if (answer.status === 200) texts.add(await answer.text());
          else expect(answer.headers.get('retry-after')).toBe('1');
        }
        expect(texts.size).toBe(1);
      }
    });

    it('that race for one flag accept it under one id', async () => {
      for (let round = 0; round < 10; round += 1) {
        const flag = flagOf();
        const receipts = await Promise.all([...desks, ...desks].map((desk) => sendFlags(desk, flag)));
        const results = receipts.flatMap((receipt) => receipt.results);
        expect(results.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
        expect(new Set(results.map(({ remoteId }) => remoteId)).size).toBe(1);
      }
    });

    it('that race with two sightings of a post call one of them a duplicate', async () => {
      for (let round = 0; round < 10; round += 1) {
        const posts = [randomUUID()];
        const receipts = await Promise.all(desks.map((desk) => sendFlags(desk, flagOf({ posts }))));
        const statuses = receipts.flatMap(({ results }) => results.map(({ status }) => status));
        expect(statuses.sort()).toEqual(['accepted', 'duplicate']);
      }
    });

    // last, for it ends the server
    it('answer 503 with Retry-After once the database is gone, live on, and tell the log no more than a code', async () => {
      postgres!.stop();
      const answer = await postBatch(desks[0]!, JSON.stringify(batchOf([flagOf({ text: 'secret' })])));
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await problemOf(answer)).toMatchObject({ http: 503, type: 'urn:flagpost:problem:unavailable' });
      expect((await fetch(`${desks[0]!.url}/v1/hello`)).status).toBe(200);
      for (const line of desks[0]!.reports) {
        expect(line).toMatch(/^(?:POST \/v1\/batches \w+|database) \w+$/u);
      }
    });
  },
);
