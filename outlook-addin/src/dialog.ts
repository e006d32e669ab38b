import { type AuthenticationResult, createStandardPublicClientApplication } from '@azure/msal-browser';
import { tellPane } from './office.ts';
import { readSettings, type Settings } from './settings.ts';
import { signInErrorOf } from './sign-in-error.ts';
import type { Said } from './window-protocol.ts';

/**
 * The window that the pane opens where its host does not sign people in, and for consent. It is of our origin, as Office demands of the first
 * page of a dialog, goes to Entra ID and comes back, and tells the pane what came of it.
 * https://learn.microsoft.com/office/dev/add-ins/develop/auth-with-office-dialog-api
 */
async function run(): Promise<Said | undefined> {
  const query = new URLSearchParams(window.location.search);
  if (query.has('connected')) return { type: 'connected' };
  const connect = query.get('connect');
  if (connect !== null) {
    const start = new URLSearchParams(connect);
    start.set('after', '/outlook/dialog');
    window.location.replace(`/auth/start?${start}`);
    return undefined;
  }
  return signIn(await readSettings(), query);
}

/** Goes to Entra ID, or comes from there with a code, which is redeemed. Tokens stay in memory. */
async function signIn(settings: Settings, query: URLSearchParams): Promise<Said | undefined> {
  const { clientId, authority, knownAuthorities, authorityMetadata, scope } = settings;
  const redirectUri = `${window.location.origin}/outlook/dialog`;
  // msal-browser goes nowhere with a cache in memory; on the way there it has nothing to keep. What it needs to know again when it
  // comes back (state, PKCE) is in this window's session storage anyway.
  const cacheLocation = window.location.hash.includes('state=') ? 'memoryStorage' : 'sessionStorage';
  const app = await createStandardPublicClientApplication({
    auth: { clientId, authority, knownAuthorities, authorityMetadata, redirectUri },
    cache: { cacheLocation },
  });
  // The address was that of the redirect: there is nowhere to go back to.
  const result = await app.handleRedirectPromise({ navigateToLoginRequestUrl: false });
  if (result) return tokenOf(result);
  const claims = query.get('claims') ?? undefined;
  await app.acquireTokenRedirect({ scopes: [scope], loginHint: query.get('hint') ?? undefined, claims });
  return undefined;
}

const tokenOf = ({ accessToken, expiresOn }: AuthenticationResult): Said => ({
  type: 'token',
  accessToken,
  expiresOn: Number(expiresOn ?? Date.now()),
});

const say = (text: string) => {
  const place = document.getElementById('said');
  if (place) place.textContent = text;
};

run()
  .catch((cause: unknown): Said => ({ type: 'failed', problem: signInErrorOf(cause).problem }))
  .then(async (message) => {
    if (!message) return;
    say(
      message.type === 'failed'
        ? `${message.problem.detail} ${message.problem.remedy}`
        : 'Done. You can close this window.',
    );
    await tellPane(JSON.stringify(message));
  })
  .catch(() => say('This window belongs to Outlook: open Aide there.'));
