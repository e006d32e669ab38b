import { HttpError } from '../api/http.ts';
import { recordOf, textOf } from '../tab-host/messages.ts';
import type { Broker } from './broker.ts';
import { WindowFailure } from './sign-in-window.ts';

/** How the host's sign-in behaves: as it should, or badly on purpose. */
export const signInModes = {
  works: { label: 'Sign-in works' },
  asks: { label: 'Sign-in asks the person' },
  absent: { label: 'The host signs nobody in' },
  cancelled: { label: 'The person cancels', status: 'USER_CANCEL' },
  network: { label: 'The network fails', status: 'NO_NETWORK' },
} as const;
export type SignInMode = keyof typeof signInModes;

export interface BridgeOptions {
  mode: SignInMode;
  person: { id: string; tenantId: string; userPrincipalName: string };
  clientId: string;
  broker: Broker;
}

const environment = 'login.microsoftonline.com';

/**
 * Answers one request of msal-browser to its host.
 * https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-browser/src/naa/BridgeRequestEnvelope.ts
 * @param text a BridgeRequestEnvelope as JSON
 * @returns a BridgeResponseEnvelope as JSON
 */
export async function answerBridge(text: string, options: BridgeOptions): Promise<string> {
  const { requestId, method, tokenParams } = recordOf(JSON.parse(text));
  const answer = await answerTo(textOf(method), recordOf(tokenParams), options);
  return JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId, ...answer });
}

async function answerTo(method: string | undefined, params: Record<string, unknown>, options: BridgeOptions) {
  const { person, mode, clientId, broker } = options;
  const homeAccountId = `${person.id}.${person.tenantId}`;
  if (method === 'GetInitContext')
    return {
      success: true,
      initContext: {
        sdkName: 'sandbox',
        sdkVersion: '1.0',
        capabilities: {},
        accountContext: { homeAccountId, environment, tenantId: person.tenantId },
      },
    };
  const isPopup = method === 'GetTokenPopup';
  const { status } = { status: undefined, ...signInModes[mode] };
  if (status !== undefined) return failed(status, status);
  const scope = textOf(params.scope);
  if (params.clientId !== clientId || !scope || !/^GetToken(Popup)?$/.test(method ?? ''))
    return failed('PERSISTENT_ERROR', 'invalid_request');
  const wanted = { scope, claims: textOf(params.claims) };
  if (mode === 'asks' && !isPopup && !asked.has(broker))
    return failed('USER_INTERACTION_REQUIRED', 'interaction_required');
  try {
    const token = await (isPopup ? broker.interactive(wanted) : broker.silent(wanted));
    if (isPopup) asked.add(broker);
    return {
      success: true,
      token: { ...token, properties: null },
      account: {
        homeAccountId,
        environment,
        tenantId: person.tenantId,
        username: person.userPrincipalName,
        localAccountId: person.id,
      },
    };
  } catch (error) {
    return failedWith(error);
  }
}

/** With whom the person has signed in in a window. */
const asked = new WeakSet<Broker>();

const failed = (status: string, code: string, description = code) => ({
  success: false,
  error: { status, code, description },
});

const windowFailures = { closed: 'USER_CANCEL', blocked: 'PERSISTENT_ERROR', refused: 'USER_CANCEL' } as const;

/** What Entra ID wants from the person is asked for in a window, when the add-in wants that. */
function failedWith(error: unknown) {
  if (error instanceof WindowFailure) return failed(windowFailures[error.why], `window_${error.why}`, error.message);
  if (!(error instanceof HttpError)) return failed('NO_NETWORK', 'no_network');
  const { code = '', message } = error;
  const asks = /^(interaction_required|consent_required|login_required)$/.test(code) || /AADSTS65001/.test(message);
  if (asks) return failed('USER_INTERACTION_REQUIRED', code, message);
  return failed(error.status >= 500 ? 'TRANSIENT_ERROR' : 'PERSISTENT_ERROR', code, message);
}
