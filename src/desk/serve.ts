// A desk at work: its directory, token, database and address. Runs in node. For the entry, the demonstration and tests.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Server } from 'node:http';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createDesk } from './app';
import { createArtefactFiles } from './artefact-files';
import type { Database } from './database';
import { openPostgres } from './database-pg';
import { openPglite } from './database-pglite';
import { lockDirectory } from './directory-lock';
import type { Faults } from './faults';
import { deskKeyIn } from './key';
import { migrate } from './migrations';
import { createStore } from './store';
import { type DeskToken, tokenIn } from './token-file';

export interface DeskOptions {
  /** Holds the token, the artefacts and, without a databaseUrl, the database. */
  readonly dataDir: string;
  /** A PostgreSQL; desks that share it share the artefacts' directory too. */
  readonly databaseUrl?: string | undefined;
  /** 0 for any that is free. */
  readonly port?: number;
  readonly host?: string;
  readonly allowHosts?: readonly string[];
  readonly now?: () => number;
  readonly id?: () => string;
  readonly report?: (line: string) => void;
  readonly faults?: Faults | undefined;
}

export interface RunningDesk {
  readonly url: string;
  readonly token: string;
  readonly tokenPath: string;
  /** The token was made by this start. */
  readonly tokenIsFresh: boolean;
  /** Of the key that countersigns: what those who verify bundles pin. */
  readonly keyFingerprint: string;
  close(): Promise<void>;
}

const HOUR = 60 * 60 * 1000;
const GRACE_MS = 3000;

async function openDatabase(options: DeskOptions, report: (line: string) => void): Promise<Database> {
  if (options.databaseUrl !== undefined) {
    return openPostgres(options.databaseUrl, { onIdleError: (code) => report(`database ${code}`) });
  }
  const lock = await lockDirectory(options.dataDir);
  try {
    const database = await openPglite(join(options.dataDir, 'db'));
    return { ...database, close: () => database.close().finally(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The desk has no port.');
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}

/** Lets what is in flight finish, then hangs up. */
async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}

function serverFor(fetch: ReturnType<typeof createDesk>['fetch']): Server {
  // large artefacts over slow lines take long: the time for one request is raised from five minutes
  const server = createAdaptorServer({
    fetch,
    overrideGlobalObjects: false,
    serverOptions: { requestTimeout: HOUR, keepAliveTimeout: 65_000 },
  });
  if (!(server instanceof Server)) throw new TypeError('The desk speaks HTTP/1.1 only.');
  return server;
}

async function run(database: Database, token: DeskToken, options: DeskOptions): Promise<RunningDesk> {
  const { now = Date.now, id = randomUUID, report = console.error } = options;
  const artefacts = createArtefactFiles(join(options.dataDir, 'artefacts'));
  await artefacts.sweep(new Date(now() - HOUR));
  const key = await deskKeyIn(database, now);
  const store = createStore(database);
  const hosts = options.allowHosts ?? [];
  const { faults } = options;
  const app = createDesk({ store, artefacts, token: token.token, key, hosts, now, id, report, faults });
  const server = serverFor(app.fetch);
  const url = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  return {
    url,
    token: token.token,
    tokenPath: token.path,
    tokenIsFresh: token.fresh,
    keyFingerprint: key.fingerprint,
    close: () => stop(server).then(() => store.close()),
  };
}

/** Opens everything and listens. What fails closes the rest again, and a token that nobody saw is not kept. */
export async function startDesk(options: DeskOptions): Promise<RunningDesk> {
  const database = await openDatabase(options, options.report ?? console.error);
  let token: DeskToken | undefined;
  try {
    await migrate(database);
    token = await tokenIn(options.dataDir);
    return await run(database, token, options);
  } catch (error) {
    if (token?.fresh === true) await rm(token.path);
    await database.close();
    throw error;
  }
}
