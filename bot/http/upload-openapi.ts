import { beginUploadInput, uploadState } from '@aide/contracts/files';
import type { z } from 'zod';

interface Parts {
  schemaOf(type: z.ZodType, io: 'input' | 'output'): unknown;
  json(schema: unknown): object;
  errors: object;
  operationAnswer: { description: string };
}

/** The part of the API's description that is about uploads: they are no JSON, so the registry does not hold them. */
export function uploadPaths({ schemaOf, json, errors, operationAnswer }: Parts) {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const state = (description: string) => ({ description, ...json(schemaOf(uploadState, 'output')) });
  const tags = ['files'];
  return {
    '/api/uploads': {
      post: {
        operationId: 'uploads.begin',
        summary: 'Begin to upload a file',
        description:
          'Nothing is to be seen of it before its last byte has come. An upload that is not gone on with ends by itself (`expires`).',
        tags,
        requestBody: { required: true, ...json(schemaOf(beginUploadInput, 'input')) },
        responses: { 201: state('Begun: send the bytes from `next` on'), ...errors },
      },
    },
    '/api/uploads/{id}': {
      put: {
        operationId: 'uploads.send',
        summary: 'Send the file, or a part of it',
        description:
          'Bytes in order, in one request or in many, each from `next` of the answer before. All parts but the last should be a multiple of 320 KiB (327,680 bytes): what goes beyond one is not kept and `next` lies before it. After a dropped connection ask GET where to go on. The last byte makes the file: the operation `files.upload` whose id is the upload’s, answered here.',
        tags,
        parameters: [
          id,
          {
            name: 'Content-Range',
            in: 'header',
            description: '`bytes first-last/size`, both included; absent: the whole file',
            schema: { type: 'string', pattern: '^bytes \\d+-\\d+/\\d+$' },
          },
        ],
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        responses: {
          200: { ...operationAnswer, description: 'The file is there: the operation, with undo' },
          202: state('More is missing'),
          ...errors,
        },
      },
      get: {
        operationId: 'uploads.get',
        summary: 'How far an upload came',
        tags,
        parameters: [id],
        responses: { 200: state('Go on from `next`'), ...errors },
      },
      delete: {
        operationId: 'uploads.cancel',
        summary: 'Give an upload up',
        tags,
        parameters: [id],
        responses: { 204: { description: 'What was sent is thrown away' }, ...errors },
      },
    },
  };
}
