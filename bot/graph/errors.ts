import type { ErrorCode } from '@aide/contracts/errors';
import { claimsChallenge, consentRequired, signinRequired } from '../auth/errors.ts';
import { retryAfterSeconds } from '../auth/retry-after.ts';
import { AideError, type AideErrorDetails } from '../errors.ts';
import { isTransient } from './call.ts';
import type { GraphResponse } from './graph.ts';
import { claimsOf } from './middleware.ts';

interface Text {
  code: ErrorCode;
  userMessage: string;
  remedy: string;
}

/** By Graph's own code, where it tells more than the status. https://learn.microsoft.com/graph/errors */
const byCode: Record<string, Text> = {
  ErrorItemNotFound: gone(),
  // An id that cannot be one names nothing, whoever made it up.
  ErrorInvalidIdMalformed: gone(),
  ErrorInvalidIdEmpty: gone(),
  ErrorIrresolvableConflict: stale(),
  ErrorChangeKeyRequiredForWriteOperations: stale(),
  MailboxNotEnabledForRESTAPI: {
    code: 'not_found',
    userMessage: 'There is no mailbox in Exchange Online for this account.',
    remedy: 'Ask your administrator for an Exchange Online licence.',
  },
  ErrorQuotaExceeded: full(),
  quotaLimitReached: full(),
  ErrorInvalidRecipients: {
    code: 'invalid_input',
    userMessage: 'One of the addresses cannot receive this.',
    remedy: 'Check the addresses, then try again.',
  },
  ErrorMessageSizeExceeded: tooLarge(),
  resyncRequired: outdated(),
  syncStateNotFound: outdated(),
};

const byStatus: Record<number, Text> = {
  400: {
    code: 'invalid_input',
    userMessage: 'Microsoft 365 does not take it as it is.',
    remedy:
      'Nothing was changed. Change what you asked for; if nothing is wrong with it, tell your administrator the request id.',
  },
  403: {
    code: 'forbidden',
    userMessage: 'Microsoft 365 does not let you do this.',
    remedy: 'Ask the owner, or your administrator, for access.',
  },
  404: gone(),
  409: {
    code: 'conflict',
    userMessage: 'It conflicts with something that is already there.',
    remedy: 'Look at what is there, then try again.',
  },
  410: outdated(),
  412: stale(),
  413: tooLarge(),
  423: {
    code: 'conflict',
    userMessage: 'Somebody else is working on it at the moment.',
    remedy: 'Try again when it is closed.',
  },
  507: full(),
};

function gone(): Text {
  return {
    code: 'not_found',
    userMessage: 'It is not there any more, or you cannot see it.',
    remedy: 'Look for it again; it may have been moved or deleted.',
  };
}
function stale(): Text {
  return {
    code: 'stale',
    userMessage: 'It has changed since Aide looked at it.',
    remedy: 'Look at it again, then repeat what you wanted to do.',
  };
}
function outdated(): Text {
  return {
    code: 'expired',
    userMessage: 'What Aide remembers of this is too old.',
    remedy: 'Aide has to read it anew; try again.',
  };
}
function tooLarge(): Text {
  return {
    code: 'too_large',
    userMessage: 'It is too large for Microsoft 365.',
    remedy: 'Make it smaller or split it.',
  };
}
function full(): Text {
  return {
    code: 'upstream_failed',
    userMessage: 'There is no space left in your mailbox or drive.',
    remedy: 'Delete something, or ask your administrator for more space.',
  };
}

const failed: Text = {
  code: 'upstream_failed',
  userMessage: 'Microsoft 365 did not do this.',
  remedy: 'Try again; if it happens again, tell your administrator the request id.',
};

/** "Missing scope permissions on the request. API requires one of 'A, B'. Scopes on the request 'C'." */
const missingScope = /missing (?:scope|permission)|requires? one of|consent/i;
const requiredScopes = (message: string) => /one of '([^']+)'/i.exec(message)?.[1]?.split(/[,\s]+/);

/**
 * An answer of Graph that is an error, also one out of a batch, as Aide's. Graph's own message is read and not handed on: it may
 * hold addresses and contents.
 * @param scopes what the call was made with, for consent_required
 */
export function graphError(answer: GraphResponse, { scopes = [] }: { scopes?: readonly string[] } = {}): AideError {
  const { status, headers } = answer;
  const { code, message } = envelope(answer.body);
  const about: AideErrorDetails = { upstream: { status, code, requestId: headers['request-id'] } };
  const log = `Graph: ${status} ${code ?? ''}`;
  if (status === 401) {
    const claims = claimsOf(headers['www-authenticate']);
    return claims === undefined ? signinRequired(log, about) : claimsChallenge(claims, about);
  }
  if (status === 403 && message !== undefined && missingScope.test(message)) {
    // Graph lists the scopes that would do, least privileged first.
    const [least] = requiredScopes(message) ?? [];
    return consentRequired(least ? [least] : scopes, { ...about, message: log });
  }
  if (status === 429) return throttled(log, about, retryAfterSeconds(headers['retry-after']));
  if (isTransient(status)) return away(log, about, retryAfterSeconds(headers['retry-after']));
  const text = (code === undefined ? undefined : byCode[code]) ?? byStatus[status] ?? failed;
  return new AideError(text.code, { ...text, message: log }, about);
}

const throttled = (message: string, details: AideErrorDetails, retryAfter = 30) =>
  new AideError(
    'throttled',
    {
      message,
      userMessage: 'Microsoft 365 is too busy with your requests at the moment.',
      remedy: `Nothing was changed. Try again in ${Math.ceil(retryAfter)} seconds.`,
    },
    { ...details, retryAfter },
  );

const away = (message: string, details: AideErrorDetails & { cause?: unknown }, retryAfter = 30) =>
  new AideError(
    'unavailable',
    {
      message,
      userMessage: 'Microsoft 365 cannot be reached at the moment.',
      remedy: 'Nothing was changed. Try again in a minute.',
    },
    { ...details, retryAfter },
  );

/** A write was sent, and whether it was done is not known. */
export const uncertain = (message: string, details: AideErrorDetails & { cause?: unknown } = {}) =>
  new AideError(
    'uncertain',
    {
      message,
      userMessage: 'Microsoft 365 did not answer, so it is not known whether this was done.',
      remedy: 'Look whether it is there before you try again.',
    },
    details,
  );

/** No answer came, and nothing was, or can have been, changed. */
export const noAnswer = (cause: unknown, timedOut: boolean) =>
  timedOut
    ? new AideError(
        'timeout',
        {
          message: 'Graph: no answer in time',
          userMessage: 'Microsoft 365 took too long to answer.',
          remedy: 'Nothing was changed. Try again in a minute.',
        },
        { cause },
      )
    : away(`Graph: no connection (${(cause as Error)?.name ?? ''})`, { cause });

function envelope(body: unknown): { code?: string; message?: string } {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error;
  return {
    code: typeof error?.code === 'string' ? error.code : undefined,
    message: typeof error?.message === 'string' ? error.message : undefined,
  };
}
