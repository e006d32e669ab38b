import type { z } from 'zod';
import type { Part } from '../app.ts';
import { signingKeys } from '../entra/keys.ts';
import { forgetChanges } from '../graph/delta/journal.ts';
import { allowAnonymousLinks, driveState } from '../graph/drive/state.ts';
import { oneDriveOf } from '../graph/drive/tree.ts';
import { setQuota } from '../graph/drive/write.ts';
import { endOrPause } from '../graph/subscriptions/lifecycle.ts';
import type { Fault } from '../tenant/faults.ts';
import { describeExchange, describeTenant } from './describe.ts';
import { clockInput, faultsInput, lifecycleInput, quotaInput, sharingInput } from './inputs.ts';
import { findPeople } from './people.ts';
import { answerPhoto } from './photo.ts';
import { streamTraffic } from './stream.ts';

/** How many exchanges GET /sandbox/traffic answers at most. */
const recent = 500;

/** The sandbox's own endpoints, for its page, for tests and for whoever wants to see what went on. */
export const registerControl: Part = async (app, tenant) => {
  app.get('/healthz', () => ({ status: 'ok' }));

  await app.register(
    async (scope) => {
      // No token protects these, so a page of another site must not reach them through somebody's browser.
      scope.addHook('onRequest', async (request, reply) => {
        const { origin } = request.headers;
        if (origin !== undefined && origin !== tenant.origin && origin !== `http://${request.headers.host}`)
          return reply.code(403).send({ error: 'forbidden', reasons: ['not for pages of other origins'] });
      });

      scope.get<{ Querystring: { as?: string } }>('/tenant', ({ query }) => describeTenant(tenant, query.as));
      scope.get<{ Querystring: { search?: string } }>('/people', ({ query }) =>
        findPeople(tenant, String(query.search ?? '')),
      );
      scope.get<{ Params: { person: string } }>('/people/:person/photo', ({ params }, reply) =>
        answerPhoto(tenant, params.person, reply),
      );
      scope.get('/administrators', () =>
        [...tenant.tables.users.all()].filter((user) => user.isAdmin).map((user) => user.id),
      );
      scope.get('/traffic.har', (_, reply) => reply.header('cache-control', 'no-store').send(tenant.traffic.toHar()));
      scope.get('/traffic', () =>
        tenant.traffic
          .list()
          .slice(-recent)
          .map((e) => describeExchange(tenant, e)),
      );
      scope.get('/traffic/stream', (_, reply) => streamTraffic(tenant, reply));
      scope.post('/reset', (_, reply) => {
        tenant.reset();
        return reply.code(204).send();
      });

      scope.get('/faults', () => tenant.faults.list());
      scope.post('/faults', (request, reply) => {
        const read = faultsInput.safeParse(request.body);
        if (!read.success) return reply.code(400).send(reasons(read.error));
        tenant.faults.add(read.data satisfies Fault[]);
        return tenant.faults.list();
      });
      scope.delete('/faults', (_, reply) => {
        tenant.faults.clear();
        return reply.code(204).send();
      });

      // Entra ID does it now and then, without notice; twice, and tokens signed before the first are worth nothing.
      scope.post('/keys/rotate', async () => ({ kid: await signingKeys(tenant).rotate() }));

      scope.get('/clock', () => ({ now: tenant.clock.now().toISOString() }));
      scope.post('/clock', (request, reply) => {
        const read = clockInput.safeParse(request.body);
        if (!read.success) return reply.code(400).send(reasons(read.error));
        if ('now' in read.data) tenant.clock.set(new Date(read.data.now));
        else tenant.clock.advance(read.data.advance);
        return { now: tenant.clock.now().toISOString() };
      });

      // Exchange forgets what it kept for delta queries when it needs the room; then clients have to begin anew.
      scope.post('/delta/expire', (_, reply) => {
        forgetChanges(tenant);
        return reply.code(204).send();
      });

      // What becomes of subscriptions without anybody's doing: to be authorized again, removed, or notifications missed.
      scope.post<{ Params: { id: string } }>('/subscriptions/:id/lifecycle', (request, reply) => {
        const read = lifecycleInput.safeParse(request.body);
        if (!read.success) return reply.code(400).send(reasons(read.error));
        const told = endOrPause(tenant, request.params.id, read.data);
        return told ?? reply.code(404).send({ error: 'not_found', reasons: ['id: no such subscription'] });
      });

      // What an administrator of SharePoint sets under Policies > Sharing.
      scope.get('/sharing', () => ({ anonymousLinks: driveState(tenant).anonymousLinks }));
      scope.post('/sharing', (request, reply) => {
        const read = sharingInput.safeParse(request.body);
        if (!read.success) return reply.code(400).send(reasons(read.error));
        allowAnonymousLinks(tenant, read.data.anonymousLinks);
        return read.data;
      });

      // And under a person's OneDrive settings > Storage used.
      scope.post('/quota', (request, reply) => {
        const read = quotaInput.safeParse(request.body);
        if (!read.success) return reply.code(400).send(reasons(read.error));
        const { person, total } = read.data;
        const { users } = tenant.tables;
        const user = users.get(person) ?? users.by('upn', person.toLowerCase())[0];
        const drive = user && oneDriveOf(tenant, user.id);
        if (!drive) return reply.code(404).send({ error: 'not_found', reasons: ['person: has no OneDrive here'] });
        setQuota(tenant, drive.id, total);
        return read.data;
      });
    },
    { prefix: '/sandbox' },
  );
  return undefined;
};

const reasons = (error: z.ZodError) => ({
  error: 'invalid_input',
  reasons: error.issues.map((i) => (i.path.length > 0 ? `${i.path.join('.')}: ${i.message}` : i.message)),
});
