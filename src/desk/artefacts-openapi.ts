// How the artefact routes describe themselves in the OpenAPI document. Runs in node.
import { describeRoute, resolver } from 'hono-openapi';
import { ArtefactResult, PackReceipt } from '../wire/receipt';
import { problemAnswers } from './openapi';

const bytes = { type: 'string', format: 'binary' } as const;
const digest = {
  name: 'sha256',
  in: 'path',
  required: true,
  description: 'SHA-256 of the bytes, lower-case hex.',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
} as const;

export const describePack = describeRoute({
  summary: 'Send several artefacts',
  description: 'One part per artefact, named by its SHA-256. Answered per artefact.',
  security: [{ token: [] }],
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          propertyNames: { pattern: '^[0-9a-f]{64}$' } as object,
          additionalProperties: bytes,
        } as object,
      },
    },
  },
  responses: {
    200: {
      description: 'One result per artefact',
      content: { 'application/json': { schema: resolver(PackReceipt) } },
    },
    ...problemAnswers(400, 401, 413, 415, 503),
  },
});

export const describePut = describeRoute({
  summary: 'Send one artefact',
  security: [{ token: [] }],
  parameters: [
    digest,
    {
      name: 'If-None-Match',
      in: 'header',
      description: '* asks for 412 when the desk already holds the artefact.',
      schema: { type: 'string', const: '*' } as object,
    },
  ],
  requestBody: { required: true, content: { '*/*': { schema: bytes } } },
  responses: {
    200: { description: 'Stored', content: { 'application/json': { schema: resolver(ArtefactResult) } } },
    ...problemAnswers(400, 401, 404, 412, 413, 422, 503),
  },
});

export const describeGet = describeRoute({
  summary: 'Fetch one artefact',
  security: [{ token: [] }, { session: [] }],
  parameters: [digest],
  responses: {
    200: { description: 'The bytes, as an attachment', content: { '*/*': { schema: bytes } } },
    ...problemAnswers(401, 404, 503),
  },
});
