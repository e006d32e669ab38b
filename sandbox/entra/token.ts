import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readClaims, stepUpClaims, stepUpContext } from './claims.ts';
import { authenticateClient, type Client } from './client.ts';
import { missingScopes, tokenScopes } from './consent.ts';
import { EntraError, isFailureCode } from './errors.ts';
import { type Granted, grants, isSpaCode, type refreshToken, required } from './grants.ts';
import { type Asked, graph, onlyResource, readScopes, type ScopeRequest } from './scopes.ts';
import { seal } from './seal.ts';
import type { Entra, Subject } from './state.ts';
import { issueIdToken, issueToken } from './tokens.ts';

const form = z.record(z.string(), z.string());
const day = 86_400_000;

/** POST /{tenant}/oauth2/v2.0/token. Answers undefined when a fault has dropped the connection. */
export async function tokenEndpoint(entra: Entra, request: FastifyRequest, reply: FastifyReply) {
  if (request.method !== 'POST') throw new EntraError(900561, request.method);
  const read = form.safeParse(request.body ?? {});
  // A parameter given twice arrives as an array.
  if (!read.success) throw new EntraError(9002313);
  const params = read.data;
  const grantType = required(params, 'grant_type');
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (!grant) throw new EntraError(70003, grantType.slice(0, 100));
  const { authorization, origin } = request.headers;
  const isSpa =
    grantType === 'authorization_code'
      ? isSpaCode(entra, params.code)
      : // A page holds no secret; the refresh token itself says whether it was issued to one.
        grantType === 'refresh_token' && origin !== undefined && params.client_secret === undefined;
  const client = await authenticateClient(entra.tenant, params, { authorization, isSpa });
  const granted = await grant(entra, { params, client, origin });
  const scopes = readScopes(entra.tenant, granted.scope);
  if (await fault(entra, request, reply, client, granted.subject, params.claims)) return undefined;
  const answer = granted.subject
    ? await delegated(entra, client, granted, granted.subject, scopes, params)
    : await appOnly(entra, client, onlyResource(scopes), granted.scope);
  granted.commit?.();
  return answer;
}

async function delegated(
  entra: Entra,
  client: Client,
  granted: Granted,
  subject: Subject,
  scopes: ScopeRequest,
  params: Record<string, string>,
) {
  const { tenant } = entra;
  const { app } = client;
  const asked = onlyResource(scopes);
  const { resource } = asked;
  if (missingScopes(tenant, app, subject.user, asked).length > 0)
    throw new EntraError(65001, `'${app.id}' named '${app.displayName}'`);
  const names = tokenScopes(tenant, app, subject.user, asked);
  const profile = scopes.oidc.filter((s) => s !== 'offline_access');
  const claims = readClaims(params.claims);
  const steppedUp = claims.acrs.filter((acr) => entra.steppedUp.get(subject.user.id)?.has(acr));
  const { token, expiresIn } = await issueToken(tenant, {
    audience: resource.audience,
    clientId: app.id,
    user: subject.user,
    scopes: resource === graph ? [...profile, ...names.filter((n) => !profile.includes(n))] : names,
    clientAuthentication: client.authentication,
    acrs: [...new Set([...subject.acrs, ...steppedUp])],
    capabilities: claims.capabilities,
    sid: subject.sid,
  });
  return {
    token_type: 'Bearer',
    scope: answeredScope(asked, names, profile),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(scopes.oidc.includes('offline_access') ? await refreshOf(entra, app.id, granted, subject) : {}),
    ...(scopes.oidc.includes('openid')
      ? {
          id_token: await issueIdToken(tenant, {
            user: subject.user,
            clientId: app.id,
            nonce: granted.nonce,
            sid: subject.sid,
            scopes: profile,
          }),
        }
      : {}),
    ...(params.client_info === '1' ? { client_info: clientInfo(subject.user.id, tenant.id) } : {}),
  };
}

/** The answer spells scopes as the request did: msal looks in its cache for what it asked. */
function answeredScope(asked: Asked, names: string[], profile: string[]): string {
  const prefix = asked.written.some((w) => w.includes('/')) || asked.resource !== graph ? `${prefixOf(asked)}/` : '';
  return [...new Set([...profile, ...names.map((n) => prefix + n), ...asked.written])].join(' ');
}

function prefixOf({ written, resource }: Asked): string {
  const first = written.find((w) => w.includes('/'));
  return first ? first.slice(0, first.lastIndexOf('/')) : resource.id;
}

const clientInfo = (uid: string, utid: string) => Buffer.from(JSON.stringify({ uid, utid })).toString('base64url');

/** https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime */
async function refreshOf(entra: Entra, clientId: string, granted: Granted, subject: Subject) {
  const isSpa = granted.isSpa === true;
  const until =
    isSpa && granted.refreshUntil !== undefined ? granted.refreshUntil : Date.now() + (isSpa ? day : 90 * day);
  const seconds = Math.floor((until - Date.now()) / 1000);
  const content: z.infer<typeof refreshToken> = {
    clientId,
    userId: subject.user.id,
    scope: granted.scope,
    acrs: subject.acrs,
    sid: subject.sid,
    isSpa,
    at: Date.now(),
    until,
  };
  return {
    refresh_token: await seal(entra.tenant, 'refresh', content, seconds),
    ...(isSpa ? { refresh_token_expires_in: seconds } : {}),
  };
}

async function appOnly({ tenant }: Entra, client: Client, asked: Asked, scope: string) {
  if (client.authentication === 0) throw new EntraError(7000218);
  if (!asked.isDefault || asked.scopes.length > 0) throw new EntraError(1002012, scope.slice(0, 200));
  const { token, expiresIn } = await issueToken(tenant, {
    audience: asked.resource.audience,
    clientId: client.app.id,
    roles: asked.resource === graph ? client.app.applicationPermissions : undefined,
    clientAuthentication: client.authentication,
  });
  return { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token };
}

/** Faults on purpose (POST /sandbox/faults). @returns true when the connection is gone */
async function fault(
  entra: Entra,
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  subject: Subject | undefined,
  claims?: string,
) {
  const { user } = subject ?? {};
  const found = entra.tenant.faults.take({
    method: request.method,
    path: request.url,
    userId: user?.id,
    userPrincipalName: user?.userPrincipalName,
    appId: client.app.id,
  });
  if (!found) return false;
  const kinds = {
    async latency() {
      await wait(found.ms ?? 0, undefined, { ref: false });
    },
    drop() {
      reply.hijack();
      request.raw.socket.destroy();
    },
    status() {
      const headers = found.retryAfter === undefined ? undefined : { 'retry-after': String(found.retryAfter) };
      if (isFailureCode(found.code)) throw new EntraError(found.code, '', { status: found.status, headers });
      throw new EntraError(found.status === 403 ? 53003 : 90033, '', { status: found.status ?? 503, headers });
    },
    garbled() {
      reply
        .code(found.status ?? 200)
        .type(found.contentType ?? 'text/html; charset=utf-8')
        .send(found.body ?? '<!doctype html><title>Proxy</title>');
    },
    consent() {
      throw new EntraError(65001, 'of a fault');
    },
    claims() {
      if (!subject || satisfied(entra, subject, claims)) return;
      throw new EntraError(50076, graph.audience, { claims: stepUpClaims });
    },
  };
  await kinds[found.kind]();
  return found.kind === 'drop' || found.kind === 'garbled';
}

/** A step-up holds when the credential itself carries it, or when the client asks for it and the person has done it. */
const satisfied = (entra: Entra, { user, acrs }: Subject, claims: string | undefined) =>
  acrs.includes(stepUpContext) ||
  (readClaims(claims).acrs.includes(stepUpContext) && entra.steppedUp.get(user.id)?.has(stepUpContext) === true);
