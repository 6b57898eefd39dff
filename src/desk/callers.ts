// Which hosts the desk answers for and which origins may ask: the guard against DNS rebinding and foreign pages.
// Runs in node. Extensions and the desk's own page pass; every other web page is refused before any work is done.
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { DIGEST_HEADER, IDEMPOTENCY_HEADER } from '../wire/protocol';
import { problem } from './problem';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EXTENSION = /^(?:chrome|moz)-extension:\/\/[A-Za-z0-9-]+$/u;
const PREFLIGHT_SECONDS = 600;

/** The name in a Host header, without port, lower case; empty when it is not one. */
function hostname(header: string | undefined): string {
  return /^(\[[0-9a-f:.]+\]|[^:\s/]+)(?::\d{1,5})?$/iu.exec(header ?? '')?.[1]?.toLowerCase() ?? '';
}

export function isLoopback(hostHeader: string | undefined): boolean {
  return LOOPBACK.includes(hostname(hostHeader));
}

/** A page that rebinds its own name to 127.0.0.1 still sends that name: only known ones are answered. */
export function checkHost(allowed: readonly string[]): MiddlewareHandler {
  const names = new Set([...LOOPBACK, ...allowed.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    if (names.has(hostname(c.req.header('host')))) return next();
    const detail = 'This desk does not answer for that host name. Start it with --allow-host to add one.';
    return problem(c, 421, 'host_unknown', detail);
  };
}

/** The scheme is left open: behind a proxy that ends TLS, the browser says https and the desk hears http. */
function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && /^https?:/u.test(origin) && new URL(origin).host === host?.toLowerCase();
}

export const checkOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin === undefined || EXTENSION.test(origin) || isOwn(origin, c.req.header('host'))) return next();
  return problem(
    c,
    403,
    'origin_refused',
    'Requests from web pages are refused: only the extension may ask.',
  );
};

/** Chromium asks for this header before it lets a public context reach a loopback or private address. */
export const allowPrivateNetwork: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method !== 'OPTIONS') return;
  if (c.req.header('access-control-request-private-network') !== 'true') return;
  c.res.headers.set('Access-Control-Allow-Private-Network', 'true');
};

export const allowExtensions = cors({
  origin: (origin) => (EXTENSION.test(origin) ? origin : null),
  allowMethods: ['GET', 'POST', 'PUT'],
  allowHeaders: ['Authorization', 'Content-Type', IDEMPOTENCY_HEADER, DIGEST_HEADER, 'If-None-Match'],
  exposeHeaders: ['Retry-After'],
  maxAge: PREFLIGHT_SECONDS,
});
