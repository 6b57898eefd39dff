// The desk as a program: its first start, its lock, and that death at any instant loses nothing it acknowledged.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDesk } from '../../src/desk/serve';
import { ask, type Caller, postBatch, temporaryDirectory } from './desk';
import { batchOf, flagOf, sha256 } from './flags';
import { type DeskProgram, startProgram } from './program';

const SLOW = 120_000;
let data: string;
let remove: () => Promise<void>;
let running: DeskProgram[] = [];

beforeEach(async () => {
  ({ path: data, remove } = await temporaryDirectory());
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.kill()));
  running = [];
  await remove();
});

async function start(...args: string[]): Promise<DeskProgram & Caller> {
  const program = await startProgram(['--data', data, ...args]);
  running.push(program);
  return { ...program, token: (await readFile(join(data, 'token'), 'utf8')).trim() };
}

describe('the program', () => {
  it(
    'makes a token on its first start, shows it only then, and keeps it for its owner',
    async () => {
      const first = await start();
      expect(first.token).toMatch(/^[\w-]{43}$/u);
      expect(first.output).toContain(first.token);
      expect(first.output).toContain(join(data, 'token'));
      expect((await stat(join(data, 'token'))).mode & 0o777).toBe(0o600);
      expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
      first.child.kill('SIGTERM');
      expect(await once(first.child, 'exit')).toEqual([0, null]);
      const second = await start();
      expect(second.token).toBe(first.token);
      expect(second.output).not.toContain(first.token);
    },
    SLOW,
  );

  it(
    'refuses a directory that another desk has open, also by another name, and leaves it whole',
    async () => {
      const first = await start();
      await expect(startProgram(['--data', `${data}/../${data.split('/').at(-1)}`])).rejects.toThrow(
        /Another desk is using/u,
      );
      await expect(startDesk({ dataDir: data })).rejects.toThrow(/Another desk is using/u);
      expect((await postBatch(first, JSON.stringify(batchOf([flagOf()])))).status).toBe(200);
      await first.kill();
      expect((await start()).url).not.toBe(first.url);
    },
    SLOW,
  );

  it(
    'says what is wrong with a damaged token, a bad flag, or a database it cannot reach',
    async () => {
      await expect(startProgram(['--port', 'x'])).rejects.toThrow(/--port takes a number/u);
      const DATABASE_URL = 'postgresql://someone:secret@127.0.0.1:1/none';
      const failing = startProgram(['--data', data], { DATABASE_URL });
      await expect(failing).rejects.toThrow(/did not start \(ECONNREFUSED\)/u);
      await expect(failing).rejects.not.toThrow(/secret/u);
      expect(await readdir(data)).toEqual([]);
      await writeFile(join(data, 'token'), 'short');
      await expect(start()).rejects.toThrow(/is damaged/u);
    },
    SLOW,
  );
});

/** Sends batches one after another until the desk is gone; answers the flags that were acknowledged. */
async function sendUntilGone(desk: Caller, sent: Map<string, string>): Promise<string[]> {
  const acknowledged: string[] = [];
  for (;;) {
    const flags = Array.from({ length: 5 }, () => flagOf());
    const key = randomUUID();
    const body = JSON.stringify(batchOf(flags));
    sent.set(key, body);
    const answer = await postBatch(desk, body, { 'Idempotency-Key': `"${key}"` }).catch(() => undefined);
    if (answer === undefined) return acknowledged;
    if (answer.status === 200) acknowledged.push(...flags.map(({ flagId }) => flagId));
  }
}

async function flagsOnPages(desk: Caller): Promise<string[]> {
  const body = new URLSearchParams({ token: desk.token });
  const signedIn = await fetch(`${desk.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const Cookie = signedIn.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  const seen: string[] = [];
  let path: string | undefined = '/';
  while (path !== undefined) {
    const html: string = await (await fetch(`${desk.url}${path}`, { headers: { Cookie } })).text();
    seen.push(...Array.from(html.matchAll(/title="Flag ([^"]+)"/gu), (match) => match[1]!));
    path = /href="(\/\?before=\d+)"/u.exec(html)?.[1];
  }
  return seen;
}

it(
  'killed again and again while it works, it has all it acknowledged, and nothing twice',
  async () => {
    const sent = new Map<string, string>();
    const acknowledged: string[] = [];
    const bytes = randomBytes(100_000);
    for (let round = 0; round < 3; round += 1) {
      const desk = await start();
      if (round === 0) {
        await postBatch(desk, JSON.stringify(batchOf([flagOf({ artefacts: [bytes] })])));
        await ask(desk, `/v1/artefacts/${sha256(bytes)}`, { method: 'PUT', body: bytes });
      }
      const senders = [1, 2].map(() => sendUntilGone(desk, sent));
      setTimeout(() => void desk.kill(), 500 + round * 211);
      acknowledged.push(...(await Promise.all(senders)).flat());
    }
    expect(acknowledged.length).toBeGreaterThan(10);

    const desk = await start();
    const held = await flagsOnPages(desk);
    expect(new Set(held).size).toBe(held.length);
    expect(acknowledged.filter((id) => !held.includes(id))).toEqual([]);

    // every batch again, with its key: what was cut off is taken now, the rest is not taken twice
    for (const [key, body] of sent) {
      const answer = await postBatch(desk, body, { 'Idempotency-Key': `"${key}"` });
      expect(await answer.text()).not.toContain('rejected');
    }
    const all = await flagsOnPages(desk);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(sent.size * 5 + 1);
    const back = await ask(desk, `/v1/artefacts/${sha256(bytes)}`);
    expect(sha256(new Uint8Array(await back.arrayBuffer()))).toBe(sha256(bytes));
  },
  SLOW,
);
