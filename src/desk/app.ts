// The desk as an application: who may ask, then the routes. Runs in node. Opens nothing, listens on nothing.
import { Hono, type MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { describeRoute, openAPIRouteHandler, resolver } from 'hono-openapi';
import * as z from 'zod/mini';
import { Sha256 } from '../wire/batch';
import { ARTEFACTS_PATH, HELLO_PATH, OPENAPI_PATH, PROTOCOL, SERVICE } from '../wire/protocol';
import { type Access, createAccess } from './access';
import type { ArtefactFiles } from './artefact-files';
import { artefactRoutes } from './artefacts';
import { batchRoutes } from './batches';
import { allowExtensions, allowPrivateNetwork, checkHost, checkOrigin } from './callers';
import { failure } from './failure';
import { type Bindings, type Faults, withFaults } from './faults';
import type { DeskKey } from './key';
import { documentation } from './openapi';
import { pageRoutes, SESSION_COOKIE } from './page';
import { problem } from './problem';
import type { Sources, Store } from './store';

export interface DeskParts extends Pick<Sources, 'id' | 'now'> {
  readonly store: Store;
  readonly artefacts: ArtefactFiles;
  readonly token: string;
  readonly key: DeskKey;
  /** Host names the desk answers for, besides loopback. */
  readonly hosts: readonly string[];
  /** Told what failed inside, as a kind and a code: never a text, an address or a token. */
  readonly report: (line: string) => void;
  /** Tests and demonstrations only. */
  readonly faults?: Faults | undefined;
}

export type Desk = Hono<Bindings>;

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  // not no-referrer: browsers would then send `Origin: null` with the page's own forms
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
});

const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('Cache-Control', 'no-store');
};

/** The token; for reading an artefact from the page, its session too. Nothing is changed by a cookie alone. */
const needsToken =
  (access: Access): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.path === HELLO_PATH || access.bearer(c.req.header('authorization'))) return next();
    const reads = c.req.method === 'GET' && c.req.path.startsWith(`${ARTEFACTS_PATH}/`);
    if (reads && access.session(getCookie(c, SESSION_COOKIE))) return next();
    const detail =
      'Send the desk’s token as Authorization: Bearer. It is in the file token in its data directory.';
    return problem(c, 401, 'token_needed', detail, { 'WWW-Authenticate': 'Bearer' });
  };

const Hello = z.object({
  service: z.literal(SERVICE),
  protocol: z.literal(PROTOCOL),
  /** Fingerprint of the key that countersigns receipts. */
  keyFingerprint: Sha256,
});
const describeHello = describeRoute({
  summary: 'Whether a desk is here, which protocol it speaks, and the fingerprint of its key',
  security: [],
  responses: { 200: { description: 'It is', content: { 'application/json': { schema: resolver(Hello) } } } },
});
const describeOpenapi = describeRoute({
  summary: 'This document',
  security: [],
  responses: {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
  },
});

export function createDesk(parts: DeskParts): Desk {
  const { store, artefacts: files, now, id, key } = parts;
  const access = createAccess(parts.token, now);
  const app: Desk = new Hono<Bindings>();
  app.onError((error, c) =>
    failure(error, c, (line) => parts.report(`${c.req.method} ${routePath(c)} ${line}`)),
  );
  app.notFound((c) => problem(c, 404, 'not_found', 'There is nothing at this address.'));
  app.use(headers, noStore, checkHost(parts.hosts), checkOrigin, allowPrivateNetwork, allowExtensions);
  if (parts.faults !== undefined) app.use(withFaults(parts.faults));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        problem(c, 405, 'method', 'This address does not take that method.', { Allow: methods.join(', ') }),
    }),
  );
  app.use('/v1/*', needsToken(access));
  const hello = { service: SERVICE, protocol: PROTOCOL, keyFingerprint: key.fingerprint };
  app.get(HELLO_PATH, describeHello, (c) => c.json(hello));
  app.route('/', batchRoutes(store, { now, id, countersign: key.countersign }));
  app.route('/', artefactRoutes({ store, files, now }));
  app.route('/', pageRoutes(store, access));
  app.get(
    OPENAPI_PATH,
    describeOpenapi,
    openAPIRouteHandler(app, { documentation, excludeStaticFile: false }),
  );
  return app;
}
