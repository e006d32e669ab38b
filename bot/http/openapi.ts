import { errorCodes } from '@aide/contracts/errors';
import { operation } from '@aide/contracts/operations';
import { z } from 'zod';
import type { Registry } from '../features/registry.ts';
import { uploadPaths } from './upload-openapi.ts';

const schemaOf = (type: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
};
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const problem = { $ref: '#/components/responses/Problem' };
const errors = (...codes: number[]) => Object.fromEntries(codes.map((code) => [code, problem]));
const operationAnswer = { description: 'The operation', ...json({ $ref: '#/components/schemas/Operation' }) };
const always = [400, 401, 403, 404, 409, 413, 415, 429, 500, 502, 503, 504];

/** OpenAPI 3.1 of the REST API, derived from the registry and the zod contracts. @param url where Aide is reached */
export function openApi(registry: Registry, url: string) {
  const writes = [...registry.actions.values()].map((action) => [
    `/api/actions/${action.name}`,
    {
      post: {
        operationId: action.name,
        summary: action.title,
        description: `Delegated Graph scopes: ${action.scopes.join(', ')}. ${action.undo ? 'Can be undone.' : 'Cannot be undone.'}`,
        tags: [action.name.split('.')[0]],
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            description: 'Operation id; needed unless mode=propose',
            schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
          },
          {
            name: 'mode',
            in: 'query',
            description: 'propose: only say what would happen',
            schema: { enum: ['propose'] },
          },
        ],
        requestBody: { required: true, ...json(schemaOf(action.input, 'input')) },
        responses: {
          200: {
            ...operationAnswer,
            description: 'The operation; its receipt.result has this form',
            'x-result': schemaOf(action.output, 'output'),
          },
          ...errors(...always),
        },
      },
    },
  ]);
  const reads = [...registry.queries.values()].map((query) => [
    `/api/queries/${query.name}`,
    {
      post: {
        operationId: query.name,
        summary: query.title,
        description: `Delegated Graph scopes: ${query.scopes.join(', ')}.`,
        tags: [query.name.split('.')[0]],
        requestBody: { required: true, ...json(schemaOf(query.input, 'input')) },
        responses: {
          200: { description: query.title, ...json(schemaOf(query.output, 'output')) },
          ...errors(...always),
        },
      },
    },
  ]);
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const onOperation = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ['operations'],
    parameters: [id],
    responses: { 200: operationAnswer, ...errors(...always) },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aide',
      version: '0.1.0',
      description:
        'What Aide does in chat, for the tab, the add-in and programs of the person. Every write is an operation: propose, confirm, undo.',
    },
    servers: [{ url }],
    security: [{ entra: [] }],
    paths: {
      ...Object.fromEntries([...writes, ...reads]),
      ...uploadPaths({ schemaOf, json, errors: errors(...always), operationAnswer }),
      '/api/operations': {
        get: {
          operationId: 'operations.list',
          summary: 'Your recent operations, newest first',
          tags: ['operations'],
          parameters: [
            { name: 'top', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
          ],
          responses: {
            200: {
              description: 'Operations',
              ...json({
                type: 'object',
                required: ['operations'],
                properties: { operations: { type: 'array', items: { $ref: '#/components/schemas/Operation' } } },
              }),
            },
            ...errors(400, 401, 403, 500, 503),
          },
        },
      },
      '/api/events': {
        get: {
          operationId: 'operations.follow',
          summary: 'Your operations as they change, as server-sent events; ends after ten minutes, to be opened anew',
          tags: ['operations'],
          responses: {
            200: {
              description: 'Events named "operation", each with one Operation as its data',
              content: { 'text/event-stream': { schema: { type: 'string' } } },
            },
            ...errors(401, 403, 500, 503),
          },
        },
      },
      '/api/operations/{id}': { get: onOperation('operations.get', 'One operation') },
      '/api/operations/{id}/confirm': { post: onOperation('operations.confirm', 'Perform what was proposed, once') },
      '/api/operations/{id}/undo': { post: onOperation('operations.undo', 'Take it back') },
    },
    components: {
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of Entra ID for this API, scope access_as_user.',
        },
      },
      schemas: {
        Operation: schemaOf(operation, 'output'),
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'remedy', 'instance', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'What happened' },
            remedy: { type: 'string', description: 'What to do next' },
            instance: { type: 'string' },
            code: { enum: Object.keys(errorCodes) },
            issues: {
              type: 'array',
              items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
            },
            retryAfter: { type: 'integer', description: 'Seconds' },
            connectUrl: { type: 'string', description: 'Where a browser gives what is missing' },
          },
        },
      },
      responses: {
        Problem: {
          description: 'What went wrong, and what to do',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
