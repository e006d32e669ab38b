import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { EntraError } from '../errors.ts';
import type { Entra } from '../state.ts';
import type { Account, Flow } from './flow.ts';
import { messagePage } from './pages.ts';
import { sendBack } from './redirect.ts';
import { wishOf } from './step.ts';

/** Ends a visit well: the app gets its code, the device its sign-in, the administrator's consent its answer. */
export function finish(entra: Entra, reply: FastifyReply, flow: Flow, account: Account): FastifyReply {
  const wish = wishOf(entra.tenant, flow);
  const known = entra.steppedUp.get(account.id) ?? new Set();
  entra.steppedUp.set(account.id, new Set([...known, ...wish.acrs]));
  if (flow.kind === 'authorize') {
    const { request } = flow;
    const code = entra.codes.add({
      clientId: wish.app.id,
      redirectUri: request.redirect_uri,
      isSpa: request.isSpa,
      userId: account.id,
      scope: request.scope,
      nonce: request.nonce,
      challenge: request.code_challenge,
      acrs: account.acrs,
      sid: account.sid,
      redeemed: false,
    });
    return sendBack(reply, request, {
      code,
      client_info: Buffer.from(JSON.stringify({ uid: account.id, utid: entra.tenant.id })).toString('base64url'),
      session_state: account.sid,
    });
  }
  if (flow.kind === 'device') {
    const device = entra.devices.find((d) => d.userCode === flow.userCode);
    if (!device) throw new EntraError(70019);
    device.outcome = { userId: account.id, acrs: account.acrs, sid: account.sid };
    return html(
      reply,
      messagePage(
        'You have signed in',
        `You have signed in to ${wish.app.displayName} on your device. You may now close this window.`,
      ),
    );
  }
  return sendBack(
    reply,
    { redirect_uri: flow.redirect_uri, response_mode: 'query', state: flow.state },
    { admin_consent: 'True', tenant: entra.tenant.id, ...(flow.scope === undefined ? {} : { scope: flow.scope }) },
  );
}

/** Ends a visit without success: the app is told why. */
export function refuse(entra: Entra, reply: FastifyReply, flow: Flow, error: EntraError): FastifyReply {
  const answer = {
    error: error.error,
    error_description: error.message,
    ...(error.claims ? { claims: error.claims } : {}),
  };
  if (flow.kind === 'authorize')
    return sendBack(reply, flow.request, {
      ...answer,
      ...(error.suberror ? { suberror: error.suberror } : {}),
      error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
      trace_id: randomUUID(),
    });
  if (flow.kind === 'admin')
    return sendBack(reply, { redirect_uri: flow.redirect_uri, response_mode: 'query', state: flow.state }, answer);
  const device = entra.devices.find((d) => d.userCode === flow.userCode);
  if (device) device.outcome = 'declined';
  return html(reply, messagePage('Sign-in cancelled', 'You may now close this window.'));
}

/** The pages run no script of their own in the document, and nobody may frame them. */
export function html(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(text);
}
