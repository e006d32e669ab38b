import { z } from 'zod';

/** The parameters of an authorization request, as they were checked. */
export const authorizeRequest = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  isSpa: z.boolean(),
  scope: z.string(),
  response_mode: z.enum(['query', 'fragment', 'form_post']),
  state: z.string().optional(),
  nonce: z.string().optional(),
  code_challenge: z.string().optional(),
  prompt: z.enum(['none', 'login', 'consent', 'select_account']).optional(),
  login_hint: z.string().optional(),
  sid: z.string().optional(),
  claims: z.string().optional(),
});
export type AuthorizeRequest = z.infer<typeof authorizeRequest>;

/** Why somebody is at the sign-in page. */
export const flow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('authorize'), request: authorizeRequest }),
  z.object({ kind: z.literal('device'), userCode: z.string(), client_id: z.string(), scope: z.string() }),
  z.object({
    kind: z.literal('admin'),
    client_id: z.string(),
    redirect_uri: z.string(),
    state: z.string().optional(),
    /** v2.0: the scopes to consent to; v1: absent = those of the registration. */
    scope: z.string().optional(),
  }),
]);
export type Flow = z.infer<typeof flow>;

/** How far the person has come. Travels through the pages, sealed. */
export const visit = z.object({
  flow,
  /** Binds the page to the browser that it was given to. */
  browser: z.string(),
  userId: z.string().optional(),
  /** The password was given on this visit, not on an earlier one. */
  fresh: z.boolean(),
  consented: z.boolean(),
  /** The person asked for the list of accounts. */
  pick: z.boolean(),
});
export type Visit = z.infer<typeof visit>;

/** Someone signed in with this browser. */
export const account = z.object({ id: z.string(), sid: z.string(), acrs: z.array(z.string()) });
export type Account = z.infer<typeof account>;
