// The plain page: signing in with the token, the list of what arrived, signing out. Runs in node.
// No scripts, no pictures, nothing loaded from elsewhere.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { describeRoute } from 'hono-openapi';
import * as z from 'zod/mini';
import { type Access, SESSION_SECONDS } from './access';
import { isLoopback } from './callers';
import { htmlAnswer, problemAnswers } from './openapi';
import { arrivalsPage } from './page-arrivals';
import { signInPage } from './page-frame';
import { STYLE } from './page-style';
import { problem } from './problem';
import type { Store } from './store';

export const SESSION_COOKIE = 'desk';
const PAGE_FLAGS = 50;
const FORM_MAX_BYTES = 4096;
const NUMBER_MAX = 2_147_483_647;

const Before = z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(NUMBER_MAX)));

/** Off loopback the desk is only to be reached over TLS, so the cookie never travels without it. */
function cookieOptions(c: Context) {
  const secure = !isLoopback(c.req.header('host'));
  return { httpOnly: true, sameSite: 'Strict', path: '/', secure } as const;
}

const describeList = describeRoute({
  summary: 'What arrived, newest first; or the sign-in form',
  security: [{}, { session: [] }],
  parameters: [
    {
      name: 'before',
      in: 'query',
      description: 'Number of the flag to continue below.',
      schema: { type: 'integer', minimum: 1 },
    },
  ],
  responses: { 200: htmlAnswer('The list, or the form'), ...problemAnswers(400, 503) },
});

const describeStyle = describeRoute({
  summary: 'The style of the page',
  security: [],
  responses: { 200: { description: 'CSS', content: { 'text/css': { schema: { type: 'string' } } } } },
});

const describeSignIn = describeRoute({
  summary: 'Sign in on the page',
  security: [],
  requestBody: {
    required: true,
    content: {
      'application/x-www-form-urlencoded': {
        schema: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
      },
    },
  },
  responses: {
    303: { description: 'Signed in: back to the list' },
    403: htmlAnswer('The form again: that was not the token'),
    ...problemAnswers(413),
  },
});

const describeSignOut = describeRoute({
  summary: 'Sign out of the page',
  security: [],
  responses: { 303: { description: 'Signed out: back to the form' } },
});

const formLimit = bodyLimit({
  maxSize: FORM_MAX_BYTES,
  onError: (c) => problem(c, 413, 'form_too_large', 'That is too long to be the token.'),
});

export function pageRoutes(store: Store, access: Access): Hono {
  return new Hono()
    .get('/', describeList, async (c) => {
      if (!access.session(getCookie(c, SESSION_COOKIE))) return c.html(signInPage(false));
      const before = z.safeParse(Before, c.req.query('before'));
      if (!before.success) return problem(c, 400, 'page_unknown', 'There is no such page of the list.');
      return c.html(arrivalsPage(await store.arrivals(before.data, PAGE_FLAGS), before.data !== undefined));
    })
    .get('/style.css', describeStyle, (c) =>
      c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
    )
    .post('/sign-in', describeSignIn, formLimit, async (c) => {
      const { token } = await c.req.parseBody();
      if (typeof token !== 'string' || !access.token(token)) return c.html(signInPage(true), 403);
      setCookie(c, SESSION_COOKIE, access.issue(), { ...cookieOptions(c), maxAge: SESSION_SECONDS });
      return c.redirect('/', 303);
    })
    .post('/sign-out', describeSignOut, (c) => {
      deleteCookie(c, SESSION_COOKIE, cookieOptions(c));
      return c.redirect('/', 303);
    });
}
