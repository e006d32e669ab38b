import { randomUUID } from 'node:crypto';
import { invalidRequest, notValidated } from './faults.ts';

/** 127.0.0.0/8, ::1 and localhost. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Holds an endpoint's address against what Graph asks of one: https. Other than there it may be http on this machine, where the
 * app that is being built listens; nothing else is ever called over http.
 * @throws GraphFailure 400
 */
export function requireAddress(name: string, address: string): void {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : {};
  if (protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname ?? ''))) return;
  throw invalidRequest(
    protocol === 'http:'
      ? `The request is invalid due to validation error: '${name}' must use the HTTPS protocol.`
      : `The request is invalid due to validation error: '${name}' is not a valid URL.`,
  );
}

/**
 * Asks the endpoint to say that it wants notifications: it has to give back the token as plain text.
 * @param timeout milliseconds
 * @throws GraphFailure 400 when it does not, or not in time
 * @see https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation
 */
export async function validateEndpoint(address: string, timeout: number, closing: AbortSignal): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const url = new URL(address);
  url.search = `${url.search === '' ? '?' : `${url.search}&`}validationToken=${encodeURIComponent(token)}`;
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    signal: AbortSignal.any([closing, AbortSignal.timeout(timeout)]),
  })
    .then(async (response) => ({ response, text: await response.text() }))
    .catch((error: Error) => error);
  if (answer instanceof Error)
    throw notValidated(
      answer.name === 'TimeoutError'
        ? 'Subscription validation request timed out.'
        : 'Subscription validation request failed. Must respond with 200 OK to this request.',
    );
  const { response, text } = answer;
  if (response.status !== 200)
    throw notValidated(
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
    );
  if (!/^text\/plain\b/i.test(response.headers.get('content-type') ?? ''))
    throw notValidated(
      "Subscription validation request failed. The validation response must have the content type 'text/plain'.",
    );
  if (text !== token)
    throw notValidated(
      'Subscription validation request failed. Response must exactly match validationToken query parameter.',
    );
}
