import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { AideError, type AideErrorDetails } from '../errors.ts';
import { EntraUnavailable } from './network.ts';

type Text = { message?: string; userMessage: string; remedy: string };
type Details = AideErrorDetails & { cause?: unknown };

export const signinRequired = (message: string, details: Details = {}) =>
  new AideError(
    'signin_required',
    { message, userMessage: 'Your sign-in has ended.', remedy: 'Sign in again; Aide then carries on.' },
    details,
  );

export const consentRequired = (scopes: readonly string[], details: Details & Partial<Text> = {}) => {
  const { message, userMessage, remedy, ...rest } = details;
  return new AideError(
    'consent_required',
    {
      message: message ?? `consent is missing for ${scopes.join(' ')}`,
      userMessage: userMessage ?? 'Aide does not have your permission for this yet.',
      remedy:
        remedy ??
        'Press "Allow" and agree to what Aide asks for. If your organisation does not let you agree, ask your administrator to approve Aide.',
    },
    { ...rest, scopes },
  );
};

/** @param claims the claims request of Entra ID, JSON as text */
export const claimsChallenge = (claims: string, details: Details = {}) =>
  new AideError(
    'claims_challenge',
    {
      message: 'a claims challenge needs the person',
      userMessage: 'Your organisation asks for another sign-in step before Aide may do this.',
      remedy: 'Press "Continue", complete the step (for example, approve the sign-in on your phone), then try again.',
    },
    { ...details, claims },
  );

type Meaning = (about: About) => AideError;
interface About {
  scopes: readonly string[];
  message: string;
  details: Details;
}

const signIn: Meaning = ({ message, details }) => signinRequired(message, details);
const consent: Meaning = ({ scopes, message, details }) => consentRequired(scopes, { ...details, message });
const blocked: Meaning = ({ message, details }) =>
  new AideError(
    'forbidden',
    {
      message,
      userMessage: 'A rule of your organisation (Conditional Access) does not let Aide act for you from here.',
      remedy: 'Use a device or a network that your organisation accepts, or ask your administrator to allow Aide.',
    },
    details,
  );
const notAssigned: Meaning = ({ message, details }) =>
  new AideError(
    'forbidden',
    {
      message,
      userMessage: 'Aide is not switched on for you.',
      remedy: 'Ask your administrator to assign Aide to you in Entra ID (Enterprise applications, Users and groups).',
    },
    details,
  );
const disabled: Meaning = ({ message, details }) =>
  new AideError(
    'forbidden',
    {
      message,
      userMessage: 'Your account cannot sign in at the moment.',
      remedy: 'Ask your administrator to look at your account.',
    },
    details,
  );
const misconfigured: Meaning = ({ message, details }) =>
  new AideError(
    'internal',
    {
      message,
      userMessage: 'Aide could not prove to Microsoft who it is.',
      remedy:
        "Your administrator has to renew Aide's own credential or registration (docs/operations.md). Nothing was changed.",
    },
    details,
  );

/**
 * What the numbers of Entra ID mean for the person.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const meanings: Record<number, Meaning> = {
  65001: consent,
  65004: consent,
  90094: consent,
  90095: consent,
  650057: consent,
  50013: signIn,
  500131: signIn,
  500133: signIn,
  50014: signIn,
  50132: signIn,
  50133: signIn,
  50173: signIn,
  50089: signIn,
  700082: signIn,
  700084: signIn,
  70043: signIn,
  53003: blocked,
  53000: blocked,
  53001: blocked,
  53004: blocked,
  530032: blocked,
  530034: blocked,
  50105: notAssigned,
  50057: disabled,
  50034: disabled,
  50053: disabled,
  7000215: misconfigured,
  7000222: misconfigured,
  7000216: misconfigured,
  700016: misconfigured,
  700027: misconfigured,
  700024: misconfigured,
  700211: misconfigured,
  700213: misconfigured,
  7002137: misconfigured,
  500011: misconfigured,
  90002: misconfigured,
  50011: misconfigured,
};

/** The number in "AADSTS65001: …". */
export const aadsts = (text: string | undefined): number | undefined => {
  const found = /AADSTS(\d+)/.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

/**
 * Whatever msal threw while it asked Entra ID for a token, as Aide's error. What Entra wrote is not taken over: it may name
 * people and addresses; the number is enough to look it up.
 * @param scopes what was asked for, named in consent_required
 */
export function entraError(error: unknown, scopes: readonly string[]): AideError {
  if (error instanceof AideError) return error;
  if (error instanceof EntraUnavailable) return unavailable(error);
  if (!(error instanceof AuthError)) return unavailable(undefined, error);
  const number = aadsts(error.errorMessage);
  const code = number === undefined ? error.errorCode : `AADSTS${number}`;
  const details: Details = { cause: redacted(error), upstream: { code } };
  const about: About = { scopes, message: `Entra ID: ${error.errorCode} ${error.subError} ${code}`, details };
  // A challenge comes first: with its claims even a "blocked by Conditional Access" can be satisfied.
  if (error instanceof InteractionRequiredAuthError && error.claims) return claimsChallenge(error.claims, details);
  const meaning = number === undefined ? undefined : meanings[number];
  if (meaning) return meaning(about);
  if (error.subError === 'consent_required') return consent(about);
  if (error instanceof InteractionRequiredAuthError || error.errorCode === 'invalid_grant') return signIn(about);
  if (error.errorCode === 'network_error' || error.errorCode === 'endpoints_resolution_error')
    return unavailable(undefined, redacted(error));
  return misconfigured(about);
}

function unavailable(error?: EntraUnavailable, cause?: unknown): AideError {
  return new AideError(
    'unavailable',
    {
      message: `Entra ID does not answer${error?.httpStatus ? `: ${error.httpStatus}` : ''}`,
      userMessage: 'The sign-in service of Microsoft 365 cannot be reached at the moment.',
      remedy: 'Nothing was changed. Try again in a minute.',
    },
    {
      retryAfter: error?.retryAfter ?? 30,
      upstream: error?.httpStatus ? { status: error.httpStatus } : undefined,
      cause: cause ?? error,
    },
  );
}

/** The error without the words of Entra ID, for the log. */
function redacted(error: AuthError): Error {
  const plain = new Error(`${error.name}: ${error.errorCode}`);
  plain.stack = error.stack?.split('\n').slice(-8).join('\n');
  return plain;
}
