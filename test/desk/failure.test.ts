// The desk's own failures: what the sender is told, and what the log is not.
import { expect, it } from 'vitest';
import { createDesk } from '../../src/desk/app';
import { problemOf, UNSIGNED } from './desk';
import { batchOf, flagOf } from './flags';

async function failWith(error: Error): Promise<{ answer: Response; log: string[] }> {
  const fail = (): never => {
    throw error;
  };
  const store = { receive: fail, artefact: fail, markStored: fail, arrivals: fail, close: fail };
  const artefacts = { put: fail, get: fail, sweep: fail };
  const log: string[] = [];
  const report = (line: string): void => void log.push(line);
  const parts = {
    store,
    artefacts,
    token: 't',
    key: UNSIGNED,
    hosts: [],
    now: () => 0,
    id: () => '1',
    report,
  };
  const desk = createDesk(parts);
  const headers = {
    Host: 'localhost',
    Authorization: 'Bearer t',
    'Content-Type': 'application/json',
    'Idempotency-Key': '"k"',
  };
  const body = JSON.stringify(batchOf([flagOf()]));
  return { answer: await desk.request('/v1/batches', { method: 'POST', headers, body }), log };
}

const coded = (code: string): Error =>
  Object.assign(new Error('secret text'), { code, detail: 'secret text' });

it.each([
  ['ENOSPC', 507, 'disk_full'],
  ['53100', 507, 'disk_full'],
  ['ECONNREFUSED', 503, 'unavailable'],
  ['57P01', 503, 'unavailable'],
  ['55P03', 503, 'unavailable'],
  ['23505', 500, 'failed'],
])('an error %s is answered with %i, in words of ours', async (code, status, type) => {
  const { answer, log } = await failWith(coded(code));
  const problem = await problemOf(answer);
  expect([problem.http, problem.type]).toEqual([status, `urn:flagpost:problem:${type}`]);
  expect(JSON.stringify([problem, log])).not.toContain('secret');
  expect(log).toEqual([`POST /v1/batches Error ${code}`]);
});

it('a fault of ours is named in the log by its kind alone', async () => {
  const { answer, log } = await failWith(new TypeError('secret text'));
  expect((await problemOf(answer)).http).toBe(500);
  expect(log).toEqual(['POST /v1/batches TypeError']);
});
