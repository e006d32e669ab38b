/**
 * The errors Aide can answer with: one list for chat, REST API, tab and add-in.
 * `status` is the HTTP status of the problem+json answer (RFC 9457), `title` its short text.
 */
export const errorCodes = {
  signin_required: { status: 401, title: 'Sign in first' },
  token_invalid: { status: 401, title: 'The sign-in is not valid' },
  claims_challenge: { status: 401, title: 'Your organisation asks for another sign-in step' },
  consent_required: { status: 403, title: 'Permission is missing' },
  forbidden: { status: 403, title: 'Not allowed' },
  tenant_refused: { status: 403, title: 'This organisation is not served here' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'It conflicts with something that is there' },
  stale: { status: 409, title: 'It has changed in the meantime' },
  key_reused: { status: 409, title: 'This Idempotency-Key belongs to another request' },
  expired: { status: 410, title: 'Too old' },
  too_slow: { status: 408, title: 'The request took too long to come' },
  too_large: { status: 413, title: 'Too large' },
  media_type: { status: 415, title: 'JSON is needed' },
  invalid_input: { status: 400, title: 'The input is not right' },
  key_missing: { status: 400, title: 'The Idempotency-Key header is missing' },
  cannot_undo: { status: 409, title: 'This cannot be undone' },
  in_progress: { status: 409, title: 'Still at work' },
  throttled: { status: 429, title: 'Too much at once' },
  uncertain: { status: 502, title: 'It is not known whether it happened' },
  upstream_failed: { status: 502, title: 'Microsoft 365 did not do it' },
  unavailable: { status: 503, title: 'A service is not reachable' },
  timeout: { status: 504, title: 'It took too long' },
  internal: { status: 500, title: 'Something went wrong in Aide' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** The body of every error answer of the REST API (RFC 9457, `application/problem+json`). */
export interface Problem {
  type: `urn:aide:error:${ErrorCode}`;
  title: string;
  status: number;
  /** What happened, in words for the person. */
  detail: string;
  /** What the person, or their administrator, can do next. */
  remedy: string;
  /** The request id, to be quoted to support. */
  instance: string;
  code: ErrorCode;
  /** invalid_input: which field, and why. */
  issues?: { path: string; message: string }[];
  /** throttled, unavailable: seconds to wait. */
  retryAfter?: number;
  /** consent_required, claims_challenge: where a browser gives what is missing (`/auth/start?…`). */
  connectUrl?: string;
}
