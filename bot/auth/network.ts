import { AuthError, type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import { SpanKind } from '@opentelemetry/api';
import { traced } from '../telemetry/trace.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** Entra ID did not answer, or was too busy to. An AuthError, because msal lets only those through as they are. */
export class EntraUnavailable extends AuthError {
  readonly httpStatus?: number;
  /** Seconds. */
  readonly retryAfter?: number;

  constructor(about: { httpStatus?: number; retryAfter?: number; reason: string }) {
    super('entra_unavailable', '', about.reason);
    this.name = 'EntraUnavailable';
    this.httpStatus = about.httpStatus;
    this.retryAfter = about.retryAfter;
    Object.setPrototypeOf(this, EntraUnavailable.prototype);
  }
}

/**
 * How msal reaches Entra ID: fetch with a time limit, which msal's own client lacks, and with Retry-After kept, which msal
 * drops on its way into an error.
 * @param limit milliseconds for one request
 */
export function createNetwork({ limit = 10_000 } = {}): INetworkModule {
  /** As a span; the path's last part only, because the rest of it names the tenant. */
  const send = <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const { host, pathname } = new URL(url);
    const method = init.method ?? 'GET';
    const what = pathname.slice(pathname.lastIndexOf('/') + 1);
    const attributes = { 'http.request.method': method, 'server.address': host };
    return traced(`${method} ${what}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const answer = await request<T>(url, init);
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    });
  };
  const request = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    let response: Response;
    let text: string;
    try {
      // A redirect would take what proves who we are along to another host.
      response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(limit) });
      text = await response.text();
    } catch (error) {
      throw new EntraUnavailable({ reason: error instanceof Error ? error.name : 'no answer' });
    }
    if (response.status === 429 || response.status >= 500)
      throw new EntraUnavailable({
        httpStatus: response.status,
        retryAfter: retryAfterSeconds(response.headers.get('retry-after')),
        reason: `status ${response.status}`,
      });
    try {
      return { status: response.status, headers: Object.fromEntries(response.headers), body: JSON.parse(text) as T };
    } catch {
      // A proxy's page in the place of Entra's JSON.
      throw new EntraUnavailable({ httpStatus: response.status, reason: 'the answer is not JSON' });
    }
  };
  const headersOf = (options?: NetworkRequestOptions) => ({ ...options?.headers });
  return {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      send<T>(url, { headers: headersOf(options) }),
    sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      send<T>(url, { method: 'POST', headers: headersOf(options), body: options?.body ?? '' }),
  };
}
