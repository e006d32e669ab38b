import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { seal, unseal } from '../seal.ts';
import { type Account, account } from './flow.ts';

const sessionCookie = 'sandbox_session';
const browserCookie = 'sandbox_browser';
const attributes = 'Path=/; HttpOnly; SameSite=Lax';
/** Seconds that a browser stays signed in. */
const sessionLifetime = 86_400;

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const found = request.headers.cookie?.split('; ').find((c) => c.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Who is signed in with this browser; nobody when the cookie is forged, old or of before a reset. */
export async function readAccounts(tenant: Tenant, request: FastifyRequest): Promise<Account[]> {
  const cookie = cookieOf(request, sessionCookie);
  if (cookie === undefined) return [];
  const accounts = await unseal(tenant, 'session', cookie, z.array(account)).catch(() => []);
  return accounts.filter((a) => tenant.tables.users.has(a.id));
}

export async function writeAccounts(tenant: Tenant, reply: FastifyReply, accounts: Account[]): Promise<void> {
  const value = await seal(tenant, 'session', accounts.slice(0, 10), sessionLifetime);
  reply.header('set-cookie', `${sessionCookie}=${value}; ${attributes}`);
}

export function forgetAccounts(reply: FastifyReply): void {
  reply.header('set-cookie', `${sessionCookie}=; Max-Age=0; ${attributes}`);
}

/**
 * A random name of the browser. The pages' forms carry it inside their seal, so a form that another site made somebody
 * send, or a page lifted from another browser, is refused.
 */
export function browserOf(request: FastifyRequest, reply?: FastifyReply): string | undefined {
  const known = cookieOf(request, browserCookie);
  if (known !== undefined && /^[\w-]{22,64}$/.test(known)) return known;
  if (!reply) return undefined;
  const fresh = randomBytes(24).toString('base64url');
  reply.header('set-cookie', `${browserCookie}=${fresh}; ${attributes}`);
  return fresh;
}
