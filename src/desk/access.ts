// Who may speak to the desk: the token on requests, and a cookie derived from it on the page. Runs in node.
// The token itself is never put in a cookie, an address or a log.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const SESSION_MS = 12 * 60 * 60 * 1000;
export const SESSION_SECONDS = SESSION_MS / 1000;

/** Compares by digest, so that neither length nor first difference shows in the time it takes. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export interface Access {
  /** Whether an Authorization header carries the token. */
  bearer(header: string | undefined): boolean;
  /** Whether what was typed is the token. */
  token(typed: string): boolean;
  /** A new session value: when it ends, and a signature that only the token can make. */
  issue(): string;
  session(value: string | undefined): boolean;
}

export function createAccess(token: string, now: () => number): Access {
  const sign = (until: string): string =>
    createHmac('sha256', token).update(`flagpost desk session ${until}`).digest('base64url');
  return {
    bearer: (header) => {
      const given = /^Bearer +([\w.~+/-]+=*) *$/iu.exec(header ?? '')?.[1];
      return given !== undefined && same(given, token);
    },
    token: (typed) => same(typed.trim(), token),
    issue: () => {
      const until = String(now() + SESSION_MS);
      return `${until}.${sign(until)}`;
    },
    session: (value) => {
      const [until = '', signature = ''] = (value ?? '').split('.');
      return /^\d{1,15}$/u.test(until) && same(signature, sign(until)) && Number(until) > now();
    },
  };
}
