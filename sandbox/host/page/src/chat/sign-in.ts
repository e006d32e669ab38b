import type { InstalledApp, InvokeResult, SendInvoke } from '../../../../teams/protocol.ts';

export const oauthCardType = 'application/vnd.microsoft.card.oauth';

export interface OAuthCard {
  text?: string;
  connectionName: string;
  buttons: { type: string; title: string; value: string }[];
  tokenExchangeResource?: { id: string; uri: string; providerId?: string };
}

/** Reads a card; undefined when it is none that a person could sign in with. */
export function readOAuthCard(content: unknown): OAuthCard | undefined {
  const card = content as Partial<OAuthCard> | undefined;
  return typeof card?.connectionName === 'string' && typeof card.buttons?.[0]?.value === 'string'
    ? (card as OAuthCard)
    : undefined;
}

export interface SignInServices {
  app: InstalledApp | undefined;
  token(scope: string): Promise<string>;
  invoke(invoke: Omit<SendInvoke, 'replyToId'>): Promise<InvokeResult>;
}

export type SignInOutcome = { signedIn: true } | { signedIn: false; reason?: string };

const failed = async (services: SignInServices, code: string, message: string): Promise<SignInOutcome> => {
  await services.invoke({ name: 'signin/failure', value: { code, message } }).catch(() => undefined);
  return { signedIn: false, reason: message };
};

/**
 * What Teams does with an OAuth card before anybody sees it: a token for the app's own API, handed to the bot. The card
 * is shown when this does not succeed. Codes of signin/failure:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code#handling-sso-failures
 */
export async function signInSilently(content: unknown, services: SignInServices): Promise<SignInOutcome> {
  const card = readOAuthCard(content);
  if (!card) return failed(services, 'oauthcardnotvalid', 'The sign-in card of the app could not be read.');
  const resource = card.tokenExchangeResource;
  // A card without a resource asks for its button: the classic OAuth card.
  if (!resource) return { signedIn: false };
  const { app } = services;
  if (!app) return failed(services, 'installedappnotfound', 'The app is not installed here.');
  const expected = app.webApplicationInfo?.resource;
  if (!expected || !resource.uri.toLowerCase().startsWith(expected.toLowerCase()))
    return failed(services, 'resourcematchfailed', 'The app asks for a resource that its manifest does not name.');
  const token = await services.token(`${expected}/access_as_user`).catch(() => undefined);
  if (token === undefined) return failed(services, 'tokenmissing', 'Entra ID gave no token for the app.');
  const result = await services
    .invoke({
      name: 'signin/tokenExchange',
      value: { id: resource.id, connectionName: card.connectionName, token },
    })
    .catch(() => undefined);
  if (!result) return failed(services, 'invokeerror', 'The app could not be reached.');
  if (result.status < 300) return { signedIn: true };
  // 412: the bot could not exchange the token (consent is missing). The button leads on.
  return { signedIn: false };
}

/** Tells the bot how the popup ended. `state` is the code, or 'CancelledByUser'. */
export async function verifyState(state: string, services: SignInServices): Promise<SignInOutcome> {
  const result = await services.invoke({ name: 'signin/verifyState', value: { state } }).catch(() => undefined);
  if (state === 'CancelledByUser') return { signedIn: false, reason: 'The sign-in window was closed.' };
  if (!result) return { signedIn: false, reason: 'The app could not be reached.' };
  if (result.status < 300) return { signedIn: true };
  return {
    signedIn: false,
    reason: result.status === 404 ? 'That code is not valid any more. Sign in again.' : 'The app did not accept it.',
  };
}
