import { type ErrorCode, errorCodes } from '@aide/contracts/errors';

/**
 * The one error type. `message` is for the log (no tokens, no bodies, no addresses), `userMessage` says what
 * happened, `remedy` what the person or their administrator can do next. Mapped once per transport.
 */
export class AideError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly remedy: string;
  readonly details: AideErrorDetails;

  constructor(
    code: ErrorCode,
    text: { message?: string; userMessage: string; remedy: string },
    details: AideErrorDetails & { cause?: unknown } = {},
  ) {
    const { cause, ...rest } = details;
    super(text.message ?? text.userMessage, cause === undefined ? undefined : { cause });
    this.name = 'AideError';
    this.code = code;
    this.userMessage = text.userMessage;
    this.remedy = text.remedy;
    this.details = rest;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

export interface AideErrorDetails {
  /** throttled, unavailable: seconds to wait. */
  retryAfter?: number;
  /** uncertain: seconds in which the request may still be carried out; to look before that proves nothing. */
  lookAfter?: number;
  /** consent_required: the Graph scopes that are missing. */
  scopes?: readonly string[];
  /** claims_challenge: the claims request of Entra ID, JSON as text (not base64). */
  claims?: string;
  /** invalid_input: which field, and why. */
  issues?: { path: string; message: string }[];
  /** The HTTP status and error code that Graph or Entra ID answered with. */
  upstream?: { status?: number; code?: string; requestId?: string };
}

/** Anything caught, as an AideError; what is not one is a fault of ours. */
export function asAideError(error: unknown): AideError {
  if (error instanceof AideError) return error;
  return new AideError(
    'internal',
    {
      // What it was goes with it as the cause; its text may quote what somebody wrote.
      message: error instanceof Error ? error.name : typeof error,
      userMessage: 'Something went wrong in Aide.',
      remedy: 'Nothing you typed is lost. Try again; if it happens again, tell your administrator the request id.',
    },
    { cause: error },
  );
}
