import type { FastifyReply } from 'fastify';
import { photoFile, photosOf, sidesOf } from '../graph/photos/store.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** Pixels: twice the largest avatar of the page, for screens of twice the density. */
const side = 96;

/**
 * GET /sandbox/people/{id or userPrincipalName}/photo: the JPEG image that the page shows beside a name. 204 for those who have
 * none, and for people outside: a page asks for many, and nothing is wrong with having none.
 */
export function answerPhoto(tenant: Tenant, person: string, reply: FastifyReply): FastifyReply {
  const { users } = tenant.tables;
  const user = users.get(person) ?? users.by('upn', person.toLowerCase())[0];
  const photo = user && photosOf(tenant).get(user.id);
  reply.headers({ 'cache-control': 'private, max-age=60', 'cross-origin-resource-policy': 'same-origin' });
  if (!photo) return reply.code(204).send();
  const fitting = sidesOf(photo).findLast((one) => one <= side) ?? photo.side;
  return reply.type('image/jpeg').send(photoFile(photo, fitting));
}
