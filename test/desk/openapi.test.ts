// The OpenAPI document: made from the routes and the wire's schemas, so it names all of them.
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createDesk, type Desk } from '../../src/desk/app';
import { HELLO_PATH } from '../../src/wire/protocol';
import { UNSIGNED } from './desk';

const never = (): never => {
  throw new Error('not to be called');
};
const store = { receive: never, artefact: never, markStored: never, arrivals: never, close: never };
const artefacts = { put: never, get: never, sweep: never };
const METHODS = ['get', 'post', 'put'];

const Schema = z.looseObject({});
const Operation = z.looseObject({
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
});
const Document = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

let desk: Desk;
let document: z.infer<typeof Document>;
beforeAll(async () => {
  desk = createDesk({
    store,
    artefacts,
    token: 't',
    key: UNSIGNED,
    hosts: [],
    now: never,
    id: never,
    report: never,
  });
  const answer = await desk.request('/openapi.json', { headers: { Host: 'localhost' } });
  document = z.parse(Document, await answer.json());
});

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names every route and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = desk.routes
      .filter(({ method }) => METHODS.includes(method.toLowerCase()))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/gu, '{$1}')}`);
    const named = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(named.sort()).toEqual([...new Set(routes)].sort());
    expect(named).toContain('put /v1/artefacts/{sha256}');
  });

  it('says of every operation what it answers, and that it needs the token unless it is open', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      for (const operation of Object.values(item)) {
        expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
        const needed = path.startsWith('/v1/') && path !== HELLO_PATH;
        expect(operation.security.some((one) => 'token' in one)).toBe(needed);
      }
    }
  });

  it('carries the schemas of the wire', () => {
    const text = JSON.stringify(document.paths['/v1/batches']);
    for (const word of [
      'captureSha256',
      'dedupeKeys',
      'custodyHead',
      'missing',
      'duplicateOf',
      'countersignature',
    ]) {
      expect(text).toContain(word);
    }
    expect(z.safeParse(Schema, document.paths['/v1/artefacts']).success).toBe(true);
    expect(text).not.toContain('"notes"');
  });
});
