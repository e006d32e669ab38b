import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findApp } from './client.ts';
import { EntraError } from './errors.ts';
import { pollInterval, required } from './grants.ts';
import { readScopes } from './scopes.ts';
import { html } from './signin/finish.ts';
import { devicePage } from './signin/pages.ts';
import { begin } from './signin/visit.ts';
import type { Entra } from './state.ts';

/** Letters and digits that are not mistaken for each other. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const form = z.record(z.string(), z.string());

/** POST /{tenant}/oauth2/v2.0/devicecode: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function deviceCodeEndpoint(entra: Entra, request: FastifyRequest) {
  const read = form.safeParse(request.body ?? {});
  if (!read.success) throw new EntraError(9002313);
  const { tenant } = entra;
  const app = findApp(tenant, required(read.data, 'client_id'));
  if (!app.isPublicClient) throw new EntraError(7000218);
  const scope = required(read.data, 'scope');
  readScopes(tenant, scope);
  const userCode = Array.from({ length: 9 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const verificationUri = `${tenant.origin}/common/oauth2/deviceauth`;
  return {
    user_code: userCode,
    device_code: entra.devices.add({ clientId: app.id, userCode, scope }),
    verification_uri: verificationUri,
    expires_in: 900,
    interval: pollInterval / 1000,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
  };
}

/** GET /{tenant}/oauth2/deviceauth: the person types the code that the device shows. */
export async function deviceAuthPage(entra: Entra, request: FastifyRequest, reply: FastifyReply) {
  const { otc } = z
    .object({ otc: z.string().max(20).optional() })
    .catch({})
    .parse(request.query);
  if (otc === undefined) return html(reply, devicePage(entra.tenant));
  const userCode = otc.trim().toUpperCase();
  const device = entra.devices.find((d) => d.userCode === userCode && d.outcome === undefined);
  if (!device) return html(reply, devicePage(entra.tenant, "That code didn't work. Check the code and try again."));
  return begin(entra, request, reply, { kind: 'device', userCode, client_id: device.clientId, scope: device.scope });
}
