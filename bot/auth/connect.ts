import { randomBytes } from 'node:crypto';
import { AuthError, CryptoProvider } from '@azure/msal-node';
import { z } from 'zod';
import type { Cloud } from '../clouds.ts';
import type { Config } from '../config.ts';
import { AideError } from '../errors.ts';
import type { GraphScope, Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { createConfidentialClient, proofOf } from './credential.ts';
import { aadsts, claimsChallenge, consentRequired, entraError, signinRequired } from './errors.ts';
import { createFlowStates, type Flow, type Purpose } from './state.ts';
import { createVerifier, tokenInvalid } from './verify.ts';

export interface ConnectStart {
  /** Graph scopes to agree to; may be empty: then it is a plain sign-in. */
  scopes: readonly GraphScope[];
  /** A claims challenge to be met, JSON as text. */
  claims?: string;
  loginHint?: string;
  /** For whom it is started, when that is known: nobody else can finish it ('admin' apart, who agrees for everybody). */
  person?: Person;
  purpose: Purpose;
  /** Where the browser goes afterwards: a path of our own. */
  after?: string;
}

export interface ConnectResult {
  person: Person;
  scopes: GraphScope[];
  purpose: Purpose;
  after: string;
}

/**
 * Sign-in, consent and step-up in a browser, for chat buttons, the add-in's dialog and the tab's popup: authorization code with
 * PKCE. No Graph token comes of it: what it leaves behind is the person's consent or step-up in Entra ID, and tokens
 * then come on behalf of the person. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export interface Connect {
  /** @returns the address to send the browser to, and the Set-Cookie header that goes with it */
  start(request: ConnectStart): Promise<{ url: string; cookie: string }>;
  /**
   * @param query of the callback
   * @param cookie the Cookie header
   * @throws AideError expired, consent_required (declined, or an administrator has to), forbidden (somebody else signed in),
   * claims_challenge, signin_required, token_invalid, tenant_refused, unavailable
   */
  finish(answer: { query: Record<string, unknown>; cookie: string | undefined }): Promise<ConnectResult>;
}

const callback = z.object({
  state: z.string().max(8192).optional(),
  code: z.string().max(8192).optional(),
  error: z.string().max(256).optional(),
  error_description: z.string().max(4096).optional(),
  claims: z.string().max(4096).optional(),
});

/**
 * What Entra ID shows. For consent nothing is forced: it asks for what is missing. `prompt=consent` would ask anew for what an
 * administrator has granted, which many people may not give.
 */
const prompts: Record<Purpose, string | undefined> = {
  signin: 'select_account',
  consent: undefined,
  claims: undefined,
  admin: 'consent',
};

export function createConnect({
  cloud,
  config,
  storage,
  cipher,
  log,
}: {
  cloud: Cloud;
  config: Pick<Config, 'app' | 'tenantId' | 'tenants' | 'url'>;
  storage: Storage;
  cipher: Cipher;
  log: Logger;
}): Connect {
  const proof = proofOf(config.app.credential);
  const crypto = new CryptoProvider();
  const states = createFlowStates({ storage, cipher, secure: config.url.startsWith('https:') });
  const verify = createVerifier({ cloud, audience: [config.app.clientId], tenants: config.tenants });
  const redirectUri = `${config.url}/auth/callback`;
  const clientFor = (tenantId: string) =>
    createConfidentialClient({
      cloud,
      tenantId,
      clientId: config.app.clientId,
      credential: proof,
      log,
      capabilities: ['CP1'],
    });
  const scopesOf = (scopes: readonly GraphScope[]) => [
    'openid',
    'profile',
    ...scopes.map((scope) => `${cloud.graphResource}/${scope}`),
  ];

  /** Redeems the code. Entra's answer is used for who signed in, and dropped. */
  const redeem = async (code: string, flow: Flow): Promise<Person> => {
    const result = await clientFor(flow.tenantId)
      .acquireTokenByCode(
        // With the nonce, and with a second argument, msal refuses an ID token that was not made for this sign-in.
        { code, redirectUri, scopes: scopesOf(flow.scopes), codeVerifier: flow.verifier, nonce: flow.nonce },
        { code },
      )
      .catch((error: unknown) => {
        const replaced = error instanceof AuthError && error.errorCode === 'nonce_mismatch';
        throw replaced ? tokenInvalid('the ID token is for another sign-in') : entraError(error, flow.scopes);
      });
    const { tid, oid, nonce } = await verify(result.idToken);
    if (nonce !== flow.nonce || typeof oid !== 'string') throw tokenInvalid('the ID token is not for this sign-in');
    return { tenantId: tid, userId: oid.toLowerCase() };
  };

  return {
    async start({ scopes, claims, loginHint, person, purpose, after = '/auth/done' }) {
      const tenantId = person?.tenantId ?? config.tenantId;
      const { verifier, challenge } = await crypto.generatePkceCodes();
      const nonce = randomBytes(16).toString('base64url');
      const { state, cookie } = states.create({
        verifier,
        nonce,
        tenantId,
        userId: purpose === 'admin' ? undefined : person?.userId,
        scopes: [...scopes],
        purpose,
        after: localPath(after),
      });
      const url = await clientFor(tenantId).getAuthCodeUrl({
        scopes: scopesOf(scopes),
        redirectUri,
        state,
        nonce,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        responseMode: 'query',
        ...(claims === undefined ? {} : { claims }),
        ...(loginHint === undefined ? {} : { loginHint }),
        ...(purpose === 'signin' && loginHint ? {} : { prompt: prompts[purpose] }),
      });
      return { url, cookie };
    },

    async finish({ query, cookie }) {
      const answer = callback.safeParse(query);
      const flow = await states.take(answer.data?.state, cookie);
      const { code, error, error_description, claims } = answer.data ?? {};
      if (error) throw refusal(error, error_description, claims, flow);
      if (!code) throw tokenInvalid('the callback has neither code nor error');
      const person = await redeem(code, flow);
      if (person.tenantId !== flow.tenantId || (flow.userId !== undefined && person.userId !== flow.userId))
        throw anotherPerson();
      log.info({ purpose: flow.purpose, scopes: flow.scopes }, 'connected');
      return { person, scopes: flow.scopes, purpose: flow.purpose, after: flow.after };
    },
  };
}

/** A path of ours, never another site: `//evil` and `/\evil` are other sites to a browser. */
function localPath(path: string): string {
  const base = 'http://aide.invalid';
  if (path.startsWith('/') && URL.canParse(path, base)) {
    const url = new URL(path, base);
    if (url.origin === base) return url.pathname + url.search + url.hash;
  }
  throw new AideError('invalid_input', {
    message: 'connect: "after" leaves our site',
    userMessage: 'This link does not lead back to Aide.',
    remedy: 'Open Aide and start from there.',
  });
}

/** Entra ID, or the person, said no. What Entra wrote stays out; only its number is read. */
function refusal(error: string, description: string | undefined, claims: string | undefined, flow: Flow): AideError {
  const number = aadsts(description);
  const details = { upstream: { code: number === undefined ? error : `AADSTS${number}` } };
  const message = `connect: ${error} ${number ?? ''}`;
  if (claims) return claimsChallenge(claims, details);
  // 90094: only an administrator may agree; 90095: the person has asked theirs.
  if (number === 90094 || number === 90095)
    return consentRequired(flow.scopes, {
      ...details,
      message,
      userMessage: 'Your administrator has to approve Aide first.',
      remedy:
        number === 90095
          ? 'Your request was sent to them. Try again when they have approved it.'
          : 'Ask them to approve Aide for your organisation, then try again.',
    });
  if (error === 'access_denied' || error === 'consent_required' || number === 65001 || number === 65004)
    return consentRequired(flow.scopes, {
      ...details,
      message,
      userMessage: 'You did not agree, so Aide cannot do this.',
      remedy: 'Nothing was changed. Start again if you change your mind, or ask your administrator to approve Aide.',
    });
  if (error === 'server_error' || error === 'temporarily_unavailable')
    return new AideError(
      'unavailable',
      {
        message,
        userMessage: 'The sign-in service of Microsoft 365 could not finish.',
        remedy: 'Try again in a minute.',
      },
      { ...details, retryAfter: 30 },
    );
  return signinRequired(message, details);
}

const anotherPerson = () =>
  new AideError('forbidden', {
    message: 'connect: somebody else signed in',
    userMessage: 'You signed in with another account than the one you use Aide with.',
    remedy: 'Press the button again and choose the account that you use in Teams.',
  });
