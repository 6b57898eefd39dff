// A real time-stamp authority for tests: `openssl ts` behind HTTP on loopback, honest until told to lie. Runs in node.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuerIn, readText } from './certificates';
import { type Lie, makeSigners, prepare, replyTo } from './replies';

/** Misbehaviour of the line rather than of the authority. */
export const LINES = ['redirect', 'sign_in_page', 'too_long', 'server_error', 'silent'] as const;
export type Line = (typeof LINES)[number];

export interface Authority {
  readonly url: string;
  /** PEM of the root, and where openssl finds it. */
  readonly roots: string;
  readonly rootsPath: string;
  /** From now on; undefined: the truth. */
  lie(how: Lie | Line | undefined): void;
  /** Queries that came. */
  asked(): number;
  /** The answer to a query, without the network. */
  reply(query: Uint8Array, lie?: Lie): Uint8Array<ArrayBuffer>;
  close(): Promise<void>;
}

export async function startAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-authority-'));
  const issuer = issuerIn(folder);
  const signers = makeSigners(issuer);
  prepare(issuer);
  let how: Lie | Line | undefined;
  let asked = 0;
  const reply = (query: Uint8Array, lie?: Lie): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(replyTo(issuer, signers, query, lie));
  const server = createServer((request, response) => {
    void bodyOf(request).then((query) => {
      asked += 1;
      if (isLine(how)) return misbehave(how, response);
      const right = request.method === 'POST' && request.headers['content-type'] === QUERY;
      if (!right) return response.writeHead(400).end();
      return response.writeHead(200, { 'Content-Type': REPLY }).end(reply(query, how));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}/tsa`,
    roots: readText(folder, signers.root.certificate),
    rootsPath: join(folder, signers.root.certificate),
    lie: (next) => {
      how = next;
    },
    asked: () => asked,
    reply,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true });
    },
  };
}

const QUERY = 'application/timestamp-query';
const REPLY = 'application/timestamp-reply';

function isLine(how: Lie | Line | undefined): how is Line {
  return LINES.some((line) => line === how);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function misbehave(how: Line, response: ServerResponse): void {
  switch (how) {
    case 'redirect':
      response.writeHead(307, { Location: '/elsewhere' }).end();
      return;
    case 'sign_in_page':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Sign in</h1>');
      return;
    case 'too_long':
      response.writeHead(200, { 'Content-Type': REPLY }).end(Buffer.alloc(200_000));
      return;
    case 'server_error':
      response.writeHead(503).end();
      return;
    case 'silent': // until the other side gives up, or the server closes
  }
}
