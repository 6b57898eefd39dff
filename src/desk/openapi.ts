// What every route says of itself in the OpenAPI document. Runs in node. Schemas come from wire/, never from here.
import { resolver } from 'hono-openapi';
import { ProblemDetails } from '../wire/receipt';
import { PROBLEM_TYPE } from './problem';

const MEANINGS = {
  400: 'The request is malformed',
  401: 'The token is missing or wrong',
  404: 'The desk does not know it',
  409: 'The first request with this key is still in progress',
  412: 'The desk already holds it',
  413: 'Too large',
  415: 'The content type is not the one agreed',
  422: 'The key was used with another body, or the bytes do not match their digest',
  503: 'The desk cannot answer now; Retry-After says when',
} as const;

const content = { [PROBLEM_TYPE]: { schema: resolver(ProblemDetails) } };

type Answer = { readonly description: string; readonly content: typeof content };

/** The problem answers of a route. */
export function problemAnswers(...statuses: readonly (keyof typeof MEANINGS)[]): Record<number, Answer> {
  return Object.fromEntries(statuses.map((status) => [status, { description: MEANINGS[status], content }]));
}

/** The document around the routes. */
export const documentation = {
  openapi: '3.1.0',
  info: {
    title: 'Flagpost desk',
    version: '1',
    description: 'Takes batches of flags and their artefacts, deduplicates them and answers per flag.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'The token that the desk made on its first start.',
      },
      session: { type: 'apiKey', in: 'cookie', name: 'desk', description: 'Set by signing in on the page.' },
    },
  },
} as const;

/** HTML answers of the page's own routes. */
export const htmlAnswer = (description: string) => ({
  description,
  content: { 'text/html': { schema: { type: 'string' as const } } },
});
