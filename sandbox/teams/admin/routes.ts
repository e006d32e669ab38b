import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import { callingPerson } from '../auth.ts';
import { answerTeamsErrors, errorBody, TeamsFailure } from '../failure.ts';
import { checkPackage } from '../package-file.ts';
import type { Teams } from '../teams.ts';
import { addPackage, consent, removeApp, revokeConsent, setAudience } from './decide.ts';
import { describeApp, describePackage } from './describe.ts';
import type { AdminApp } from './protocol.ts';

const audience = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('everybody') }),
  z.strictObject({ who: z.literal('people'), people: z.array(z.guid()).max(1000) }),
]);
const wide = z.strictObject({ for: z.enum(['organisation', 'me']) });

/** What protocol.ts says, for administrators. */
export async function adminRoutes(app: FastifyInstance, teams: Teams): Promise<void> {
  answerTeamsErrors(app);
  app.addContentTypeParser(
    ['application/zip', 'application/x-zip-compressed', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  const people = new WeakMap<FastifyRequest, UserRow>();
  const adminOf = (request: FastifyRequest) => people.get(request)!;
  app.addHook('onRequest', async (request) => {
    const user = await callingPerson(teams, request);
    if (!user.isAdmin) throw new TeamsFailure(403, 'Forbidden', 'Only an administrator of Teams may do this.');
    people.set(request, user);
  });
  const described = (request: FastifyRequest): AdminApp => describeApp(teams, adminOf(request));

  app.get('/app', async (request) => described(request));

  app.post('/packages', async (request, reply) => {
    const { body, query } = request;
    if (!Buffer.isBuffer(body)) throw new TeamsFailure(415, 'UnsupportedMediaType', 'An app package is a zip.');
    // Only what was uploaded is updated; what comes with the sandbox is replaced by any package.
    const before = teams.catalogue.row()?.package?.manifest;
    const checked = checkPackage(teams.tenant, body, before);
    if (!checked.ok) {
      const { error } = errorBody('PackageRefused', checked.reasons.join(' '));
      return reply.code(400).send({ error: { ...error, reasons: checked.reasons } });
    }
    const { content } = checked;
    if ((query as { check?: string }).check === 'true')
      return describePackage(teams, content.manifest, content.colorIcon, adminOf(request));
    addPackage(teams, content, adminOf(request));
    return described(request);
  });

  app.put('/app/audience', async (request) => {
    if (teams.catalogue.isRemoved()) throw new TeamsFailure(404, 'NotFound', 'The app is not in the catalogue.');
    setAudience(teams, audience.parse(request.body), adminOf(request));
    return described(request);
  });

  app.delete('/app', async (request, reply) => {
    removeApp(teams, adminOf(request));
    return reply.code(204).send();
  });

  app.post('/consent', async (request) => {
    consent(teams, adminOf(request), wide.parse(request.body).for);
    return described(request);
  });

  app.delete('/consent', async (request) => {
    revokeConsent(teams);
    return described(request);
  });
}
