// A running desk for tests, in a directory of its own, and the requests an extension makes of it. Runs in node.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { DeskKey } from '../../src/desk/key';
import { type DeskOptions, type RunningDesk, startDesk } from '../../src/desk/serve';
import { ProblemDetails, Receipt } from '../../src/wire/receipt';
import { batchOf } from './flags';

/** Stands in for the desk's key where nobody looks at what is signed. */
export const UNSIGNED: DeskKey = {
  fingerprint: '0'.repeat(64),
  countersign: (seen) => Promise.resolve({ ...seen, publicKey: '', signature: '' }),
};

export interface TestDesk extends RunningDesk {
  readonly dataDir: string;
  /** Every line the desk reported. */
  readonly reports: readonly string[];
}

export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'desk-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function startTestDesk(options: Partial<DeskOptions> = {}): Promise<TestDesk> {
  const directory = await temporaryDirectory();
  const reports: string[] = [];
  const report = (line: string): void => void reports.push(line);
  const desk = await startDesk({ dataDir: directory.path, report, ...options });
  const close = (): Promise<void> => desk.close().then(directory.remove);
  return { ...desk, close, dataDir: options.dataDir ?? directory.path, reports };
}

export type Caller = Pick<RunningDesk, 'url' | 'token'>;

/** A request with the token, as fetch makes it. */
export function ask(desk: Caller, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization')) headers.set('Authorization', `Bearer ${desk.token}`);
  return fetch(`${desk.url}${path}`, { ...init, headers, redirect: 'manual' });
}

export function postBatch(
  desk: Caller,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  const all = { 'Content-Type': 'application/json', 'Idempotency-Key': `"${randomUUID()}"`, ...headers };
  return ask(desk, '/v1/batches', { method: 'POST', body, headers: all });
}

/** Sends flags in a new batch and answers the receipt. */
export async function sendFlags(desk: Caller, ...flags: readonly unknown[]): Promise<Receipt> {
  const answer = await postBatch(desk, JSON.stringify(batchOf(flags)));
  return z.parse(Receipt, await answer.json());
}

/** The problem in an answer, which must be one. */
export async function problemOf(answer: Response): Promise<ProblemDetails & { http: number }> {
  if (answer.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`${answer.status} is no problem: ${answer.headers.get('content-type')}`);
  }
  return { ...z.parse(ProblemDetails, await answer.json()), http: answer.status };
}

/** A request with headers that fetch would not send as given, such as Host. */
export function rawRequest(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
    });
    sent.on('error', reject);
    sent.end();
  });
}
