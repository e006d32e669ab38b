import type { Fault } from '../../sandbox/tenant/faults.ts';

/** What ends a session, as Entra ID tells it: the number after AADSTS. */
export interface Ending {
  what: string;
  /** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
  code: number;
  /** What the person reads in the tab, and what its problem is called. */
  tab: RegExp;
  problem: 'signin_required' | 'claims_challenge' | 'forbidden';
  /** What they read in the chat. 'silent': nothing, because Teams signs them in again by itself. */
  chat: RegExp | 'silent';
}

const signIn = /Your sign-in has ended\. Sign in again; Aide then carries on/;
const account = /Your account cannot sign in at the moment\.[\s\S]*Ask your administrator to look at your account/;
const rule =
  /A rule of your organisation \(Conditional Access\) does not let Aide act for you from here\.[\s\S]*Use a device or a network that your organisation accepts/;

/** Entra ID's answers to a token that is exchanged for one of Graph; docs/operations.md has the same list for people. */
export const endings: Ending[] = [
  { what: 'a grant that has expired', code: 70008, tab: signIn, problem: 'signin_required', chat: 'silent' },
  {
    what: 'a session that was not used for long',
    code: 700082,
    tab: signIn,
    problem: 'signin_required',
    chat: 'silent',
  },
  {
    what: 'a password that was changed, or sessions that were revoked',
    code: 50173,
    tab: signIn,
    problem: 'signin_required',
    chat: 'silent',
  },
  { what: 'a second factor that is missing', code: 50076, tab: signIn, problem: 'signin_required', chat: 'silent' },
  { what: 'a second factor to be set up', code: 50079, tab: signIn, problem: 'signin_required', chat: 'silent' },
  { what: 'an account that is disabled', code: 50057, tab: account, problem: 'forbidden', chat: account },
  { what: 'an account that was deleted', code: 50034, tab: account, problem: 'forbidden', chat: account },
  { what: 'Conditional Access that blocks', code: 53003, tab: rule, problem: 'forbidden', chat: rule },
];

/** Aide's own exchange, each time or so often. */
export const ends = (clientId: string, code: number, times?: number): Fault => ({
  match: { path: '/oauth2/v2.0/token', app: clientId },
  kind: 'status',
  code,
  ...(times === undefined ? {} : { times }),
});
