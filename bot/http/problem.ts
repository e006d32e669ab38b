import { errorCodes, type Problem } from '@aide/contracts/errors';
import type { AideError } from '../errors.ts';

/** RFC 9457, `application/problem+json`. @param connectUrl where a browser gives what is missing */
export function problemOf(error: AideError, requestId: string, connectUrl?: string): Problem {
  const { status, title } = errorCodes[error.code];
  const { issues, retryAfter } = error.details;
  return {
    type: `urn:aide:error:${error.code}`,
    title,
    status,
    detail: error.userMessage,
    remedy: error.remedy,
    instance: `urn:aide:request:${requestId}`,
    code: error.code,
    ...(issues ? { issues } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter) }),
    ...(connectUrl ? { connectUrl } : {}),
  };
}

/**
 * Headers that go with it: Retry-After, and for 401 what the client has to bring. A claims challenge travels base64-encoded.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function problemHeaders(error: AideError): Record<string, string> {
  const { retryAfter, claims } = error.details;
  const challenge = claims
    ? `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
    : 'Bearer realm="", error="invalid_token"';
  return {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfter)) }),
    ...(error.status === 401 ? { 'WWW-Authenticate': challenge } : {}),
  };
}
