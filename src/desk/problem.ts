// Every refusal of the desk as RFC 9457 problem details, for a whole request or for one flag. Runs in node.
// A problem says what was wrong and what to do; it never quotes a post's text, an address, a token or a key.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProblemDetails } from '../wire/receipt';

export const PROBLEM_TYPE = 'application/problem+json';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Token needed',
  403: 'Refused',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Still in progress',
  412: 'Already held',
  413: 'Too large',
  415: 'Wrong content type',
  421: 'Wrong host',
  422: 'Key used before',
  500: 'The desk failed',
  503: 'The desk is busy',
  507: 'Disk full',
};

/** The body of a problem; `code` is stable, `detail` is a sentence for people. */
export function problemDetails(code: string, status: number, detail: string): ProblemDetails {
  return { type: `urn:flagpost:problem:${code}`, title: TITLES[status] ?? 'Refused', status, detail };
}

export function problem(
  c: Context,
  status: ContentfulStatusCode,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = JSON.stringify(problemDetails(code, status, detail));
  return c.body(body, status, { ...headers, 'Content-Type': PROBLEM_TYPE });
}
