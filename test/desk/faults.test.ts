// Faults on demand: each is what a sender may meet, and what was acknowledged or not is as it says.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  busy,
  conflict,
  failed,
  faultScript,
  garbage,
  lostReply,
  partialReceipt,
  tooLarge,
} from '../fakes/faulty-desk';
import { ask, postBatch, startTestDesk, type TestDesk } from './desk';
import { batchOf, flagOf } from './flags';

const script = faultScript('/v1/batches');
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ faults: script.faults });
}, 60_000);
afterAll(() => desk.close());

const headers = (key: string) => ({ 'Idempotency-Key': `"${key}"` });

describe('a fault', () => {
  it('before the work answers as told and leaves nothing done', async () => {
    const flag = flagOf();
    const body = JSON.stringify(batchOf([flag]));
    script.next(busy('7'), failed(), failed(503), conflict(), tooLarge());
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const answer = await postBatch(desk, body, headers('before'));
      if (n === 0) expect(answer.headers.get('retry-after')).toBe('7');
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([429, 500, 503, 409, 413]);
    expect(await (await postBatch(desk, body, headers('before'))).text()).toContain('accepted');
  });

  it('that loses the reply comes after the work: the next answer is a replay', async () => {
    const flag = flagOf();
    const body = JSON.stringify(batchOf([flag]));
    script.next(lostReply);
    await expect(postBatch(desk, body, headers('lost'))).rejects.toThrow('fetch failed');
    const other = JSON.stringify(batchOf([flag]));
    expect((await postBatch(desk, other, headers('lost'))).status).toBe(422);
    expect((await postBatch(desk, body, headers('lost'))).status).toBe(200);
  });

  it('can cut the receipt short or garble it', async () => {
    const body = JSON.stringify(batchOf([flagOf(), flagOf(), flagOf()]));
    script.next(partialReceipt(1), garbage());
    const partial = (await (await postBatch(desk, body, headers('cut'))).json()) as { results: unknown[] };
    expect(partial.results).toHaveLength(1);
    expect(await (await postBatch(desk, body, headers('cut'))).text()).toBe('<html>Bad gateway');
    const whole = (await (await postBatch(desk, body, headers('cut'))).json()) as { results: unknown[] };
    expect(whole.results).toHaveLength(3);
  });

  it('is seen by an extension with the headers it needs to read it', async () => {
    script.next(busy('1'));
    const Origin = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
    const answer = await ask(desk, '/v1/batches', { method: 'POST', headers: { Origin } });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('access-control-allow-origin')).toBe(Origin);
  });

  it('cannot be had from the entry', async () => {
    const entry = await readFile(new URL('../../src/desk/main.ts', import.meta.url), 'utf8');
    expect(entry).toContain('startDesk(');
    expect(entry).not.toMatch(/\bfault/iu);
  });
});
