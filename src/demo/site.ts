// A TLS server on loopback that stands in for any number of hosts. Runs in node.
// Serves only what it is given; anything else is 404, so a page that reaches out is seen.

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { selfSigned } from './certificate';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** "host/path" -> an HTML page or a whole answer; "host/*" answers for the host's other paths, "*" for all else. */
export type Pages = Readonly<Record<string, string | Answer>>;

export interface SiteRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Site {
  readonly port: number;
  /** Every request so far, oldest first. */
  readonly requests: readonly SiteRequest[];
  /** Replaces or adds pages. */
  serve(pages: Pages): void;
  /** Chromium's arguments that lead every host name but loopback here. */
  chromiumArgs(): string[];
  stop(): Promise<void>;
}

export async function startSite(initial: Pages): Promise<Site> {
  let pages = initial;
  const requests: SiteRequest[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const host = (request.headers.host ?? '').replace(/:\d+$/u, '');
    const path = request.url ?? '/';
    requests.push({ method: request.method ?? 'GET', host, path, headers: request.headers });
    const found =
      pages[`${host}${path}`] ??
      pages[`${host}${path.replace(/\?.*/u, '')}`] ??
      pages[`${host}/*`] ??
      pages['*'];
    const { status, headers, body } = answerOf(found);
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
  const hosts = Object.keys(initial).map((key) => key.replace(/\/.*/u, ''));
  const server = createServer(selfSigned([...new Set(hosts)], Date.now()), answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    port,
    requests,
    serve(more) {
      pages = { ...pages, ...more };
    },
    chromiumArgs: () => [
      `--host-resolver-rules=MAP * 127.0.0.1:${port},EXCLUDE 127.0.0.1,EXCLUDE localhost`,
      '--ignore-certificate-errors',
    ],
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerOf(found: string | Answer | undefined): Required<Answer> {
  if (found === undefined) return { status: 404, headers: {}, body: 'Not here.' };
  if (typeof found === 'string') return { status: 200, headers: {}, body: found };
  return { status: 200, headers: {}, ...found };
}
