import { randomUUID } from 'node:crypto';

/** The OAuth error, and what Entra ID says with it; `%` stands for the detail. `status` is 400 unless told. */
interface Failure {
  error: string;
  text: string;
  status?: number;
  suberror?: string;
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const failures = {
  16000: {
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
  28000: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource.',
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '%' specified in the request does not match the redirect URIs configured for the application.",
  },
  50013: { error: 'invalid_grant', text: 'Assertion failed signature validation. %' },
  50034: {
    error: 'invalid_grant',
    text: 'The user account % does not exist in the directory. To sign into this application, the account must be added to the directory.',
  },
  50057: { error: 'invalid_grant', text: 'The user account is disabled.' },
  50058: { error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
  50076: {
    error: 'interaction_required',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '%'.",
    suberror: 'basic_action',
  },
  50079: {
    error: 'interaction_required',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '%'.",
    suberror: 'basic_action',
  },
  50126: { error: 'invalid_grant', text: 'Error validating credentials due to invalid username or password.' },
  50173: {
    error: 'invalid_grant',
    text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    suberror: 'bad_token',
  },
  53003: {
    error: 'invalid_grant',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    suberror: 'message_only',
  },
  54005: {
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    error: 'invalid_grant',
    text: 'The user or administrator has not consented to use the application with ID %. Send an interactive authorization request for this user and resource.',
    suberror: 'consent_required',
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: { error: 'invalid_grant', text: 'Provided grant is invalid or malformed.' },
  70003: { error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '%'." },
  70005: {
    error: 'unsupported_response_type',
    text: "The provided value for the input parameter 'response_type' is not valid: '%'.",
  },
  70008: {
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope % is not valid.",
  },
  70016: {
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  70019: { error: 'expired_token', text: 'Verification code expired.' },
  70020: { error: 'slow_down', text: 'OAuth 2.0 device flow error. Polling faster than the interval of 5 seconds.' },
  90002: {
    error: 'invalid_request',
    text: "Tenant '%' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  90014: {
    error: 'invalid_request',
    text: "The required field '%' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  },
  90033: { error: 'temporarily_unavailable', text: 'A transient error has occurred. Please try again.' },
  90094: { error: 'consent_required', text: "Admin consent is required for the permissions requested by '%'." },
  165000: {
    error: 'invalid_request',
    text: 'Invalid Request: The request tokens do not match the user context. Close the page and start over.',
  },
  500131: {
    error: 'invalid_grant',
    text: 'Assertion audience does not match the Client app presenting the assertion. %',
  },
  500133: {
    error: 'invalid_grant',
    text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  501491: {
    error: 'invalid_request',
    text: 'Invalid size or method of Code_Challenge parameter. Only S256 is supported.',
  },
  650053: { error: 'invalid_scope', text: "The application asked for scope '%' that doesn't exist on the resource." },
  700016: {
    error: 'unauthorized_client',
    text: "Application with identifier '%' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant.",
  },
  700021: {
    error: 'invalid_client',
    text: "Client assertion application identifier doesn't match 'client_id' parameter.",
    status: 401,
  },
  700023: {
    error: 'invalid_client',
    text: 'Client assertion audience claim does not match Realm issuer.',
    status: 401,
  },
  700024: { error: 'invalid_client', text: 'Client assertion is not within its valid time range.', status: 401 },
  700025: {
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    status: 401,
  },
  700027: {
    error: 'invalid_client',
    text: 'Client assertion failed signature validation. The key was not found by the thumbprint of the certificate, or it is another one.',
    status: 401,
  },
  700082: {
    error: 'invalid_grant',
    text: 'The refresh token has expired due to inactivity. Send a new interactive authorization request.',
  },
  900144: { error: 'invalid_request', text: "The request body must contain the following parameter: '%'." },
  900561: { error: 'invalid_request', text: 'The endpoint only accepts POST requests. Received a % request.' },
  1002012: {
    error: 'invalid_scope',
    text: 'The provided value for scope % is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  7000215: {
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%'.",
    status: 401,
  },
  7000218: {
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    status: 401,
  },
  9002313: { error: 'invalid_request', text: 'Invalid request. Request is malformed or invalid.' },
  9002325: {
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  },
  9002326: {
    error: 'invalid_request',
    text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '%'.",
  },
  9002327: {
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
} satisfies Record<number, Failure>;

export type FailureCode = keyof typeof failures;

export const isFailureCode = (code: number | undefined): code is FailureCode =>
  code !== undefined && Object.hasOwn(failures, code);

/** An answer of Entra ID that is an error; `code` is the number after AADSTS. */
export class EntraError extends Error {
  readonly code: FailureCode;
  readonly error: string;
  readonly status: number;
  readonly suberror?: string;
  /** JSON as text: what the client has to pass on to the next interactive sign-in. */
  readonly claims?: string;
  readonly headers: Record<string, string>;

  constructor(
    code: FailureCode,
    detail = '',
    more: { claims?: string; error?: string; status?: number; headers?: Record<string, string> } = {},
  ) {
    const failure: Failure = failures[code];
    super(`AADSTS${code}: ${failure.text.replace('%', () => detail).trim()}`);
    this.code = code;
    this.error = more.error ?? failure.error;
    this.status = more.status ?? failure.status ?? 400;
    this.suberror = failure.suberror;
    this.claims = more.claims;
    this.headers = more.headers ?? {};
  }
}

/** The JSON body of an error, as the token endpoint answers it. */
export function errorBody(error: EntraError, correlationId: string) {
  const trace_id = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: error.error,
    error_description: `${error.message} Trace ID: ${trace_id} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    ...(error.suberror ? { suberror: error.suberror } : {}),
    ...(error.claims ? { claims: error.claims } : {}),
  };
}
