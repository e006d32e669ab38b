import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TeamsFailure } from '../failure.ts';
import type { AttachmentRow } from '../tables.ts';
import type { Teams } from '../teams.ts';
import type { ThreadOf } from './roster.ts';

const attachmentData = z.object({
  type: z.string().min(1),
  name: z.string().min(1),
  originalBase64: z.base64(),
  thumbnailBase64: z.base64().nullish(),
});

const views = { original: 'originalBase64', thumbnail: 'thumbnailBase64' } as const;

/** Files that a bot puts into a conversation, apart from messages. */
export function attachmentRoutes(
  app: FastifyInstance,
  teams: Teams,
  threadOf: ThreadOf,
  botOf: (request: FastifyRequest) => string,
): void {
  app.post('/conversations/:conversationId/attachments', async (request, reply) => {
    const { botId } = threadOf(request);
    const { thumbnailBase64, ...data } = attachmentData.parse(request.body);
    const id = `0-${randomUUID()}`;
    teams.tables.attachments.put({ id, botId, ...data, ...(thumbnailBase64 ? { thumbnailBase64 } : {}) });
    return reply.code(201).send({ id });
  });

  /** One bot does not see another's. */
  const attachmentOf = (request: FastifyRequest): AttachmentRow => {
    const { attachmentId } = request.params as { attachmentId: string };
    const row = teams.tables.attachments.get(attachmentId);
    if (row?.botId !== botOf(request)) throw new TeamsFailure(404, 'NotFound', 'The attachment was not found.');
    return row;
  };

  app.get('/attachments/:attachmentId', async (request) => {
    const row = attachmentOf(request);
    return {
      name: row.name,
      type: row.type,
      views: Object.entries(views).flatMap(([viewId, field]) => {
        const content = row[field];
        return content === undefined ? [] : [{ viewId, size: Buffer.from(content, 'base64').length }];
      }),
    };
  });

  app.get('/attachments/:attachmentId/views/:viewId', async (request, reply) => {
    const row = attachmentOf(request);
    const { viewId } = request.params as { viewId: string };
    const content = Object.hasOwn(views, viewId) ? row[views[viewId as keyof typeof views]] : undefined;
    if (content === undefined) throw new TeamsFailure(404, 'NotFound', 'The view was not found.');
    // Bytes that somebody else chose: never to be taken for a page of ours.
    return reply
      .headers({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' })
      .send(Buffer.from(content, 'base64'));
  });
}
