import {
  Client,
  type GraphRequest as ClientRequest,
  HTTPMessageHandler,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import { AideError, asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import {
  Call,
  isRead,
  isRepeatable,
  isTransient,
  type Limits,
  pathOf,
  permitsOf,
  type TokenSource,
  templateOf,
} from './call.ts';
import { graphError, noAnswer, uncertain } from './errors.ts';
import type { Gate } from './gate.ts';
import type { GraphRequest, GraphResponse } from './graph.ts';
import { authorize, exchange, passGate, retry, Stopped, WaitedTooLong } from './middleware.ts';
import { inCall } from './telemetry.ts';

/** Who a call is made for. */
export interface Sender {
  token: TokenSource;
  mailbox: string;
  scopes: readonly string[];
  requestId: string;
  log: Logger;
  /** Told Graph's `request-id` of each answer, for the audit log. */
  answered?(graphRequestId: string): void;
}

/** What only a batch knows about itself: it is as repeatable as its requests, and as wide. */
export interface Shape {
  repeatable: boolean;
  reads: boolean;
  permits: number;
  streams?: boolean;
  signal?: AbortSignal;
  deadline?: number;
}

/** One request through the client's chain, its outcome an answer below 400 or an AideError. */
export type Send = (sender: Sender, request: GraphRequest, shape?: Partial<Shape>) => Promise<GraphResponse>;

/** SharePoint asks applications to say who they are. https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online#how-to-decorate-your-http-traffic */
const userAgent = 'ISV|Aide|Aide/0.1';

const verbs: Record<GraphRequest['method'], (request: ClientRequest, body: unknown) => Promise<Response>> = {
  GET: (r) => r.get(),
  POST: (r, body) => r.post(body),
  PATCH: (r, body) => r.patch(body),
  PUT: (r, body) => r.put(body),
  DELETE: (r) => r.delete(),
};

/**
 * The chain: token → retries → gate → time limit and log → fetch. The client's TelemetryHandler is not in it: it takes the
 * request id off every call to a host that is not https. PageIterator, likewise, cannot follow a link on plain http.
 * @param origin of Graph, e.g. 'https://graph.microsoft.com'
 */
export function createSend({ origin, gate, limits }: { origin: string; gate: Gate; limits: Limits }): Send {
  const client = Client.initWithMiddleware({
    baseUrl: origin,
    defaultVersion: 'v1.0',
    middleware: [authorize(origin), retry(), passGate(gate), exchange(), new HTTPMessageHandler()],
  });
  const { host } = new URL(origin);
  return async (sender, request, shape) => {
    const call = new Call({
      method: request.method,
      path: templateOf(request.path),
      repeatable: shape?.repeatable ?? isRepeatable(request),
      reads: shape?.reads ?? isRead(request),
      permits: shape?.permits ?? permitsOf(request),
      streams: shape?.streams ?? false,
      mailbox: sender.mailbox,
      token: sender.token,
      log: sender.log,
      limits,
      signal: shape?.signal ?? AbortSignal.timeout(limits.call),
      deadline: shape?.deadline ?? Date.now() + limits.call,
    });
    const prepared = client
      .api(pathOf(request))
      .headers({
        'User-Agent': userAgent,
        'client-request-id': sender.requestId,
        'return-client-request-id': 'true',
        ...request.headers,
      })
      .responseType(ResponseType.RAW)
      .middlewareOptions([call]);
    const answer = await inCall(host, call, async (): Promise<GraphResponse> => {
      let response: Response;
      try {
        response = await verbs[request.method](prepared, request.body);
      } catch (error) {
        throw failure(error instanceof Stopped ? error.reason : error, call);
      }
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: call.streams && response.ok ? response.body : call.json ? call.json.value : await bodyOf(response),
      };
    });
    const { status } = answer;
    const graphRequestId = answer.headers['request-id'];
    if (graphRequestId) sender.answered?.(graphRequestId);
    if (status < 300) return answer;
    // Deleted by the first attempt, whose answer was lost.
    if (call.lost && call.method === 'DELETE' && status === 404) return { ...answer, status: 204, body: undefined };
    const error = graphError(answer, sender);
    const unclear = call.lost && !call.reads && (status === 429 || isTransient(status));
    // A gateway has given up waiting, and what stands behind it has not.
    const late = status === 504 ? { lookAfter: settling(call) } : {};
    throw unclear ? uncertain(error.message, { ...error.details, ...late }) : error;
  };
}

/** Seconds: what nobody waits for any more goes on in Graph for a while, and may be done after all. */
const settling = ({ limits }: Call) => (2 * limits.attempt) / 1000;

function failure(reason: unknown, call: Call): AideError {
  if (reason instanceof AideError) return reason;
  const { name } = reason as Error;
  const timedOut = reason instanceof WaitedTooLong || name === 'TimeoutError' || name === 'AbortError';
  // fetch reports every fault of a connection as a TypeError; anything else is a fault of ours.
  if (!timedOut && !(reason instanceof TypeError)) return asAideError(reason);
  if (call.lost && !call.reads)
    return uncertain(`Graph: the answer was lost (${name})`, {
      cause: reason,
      ...(timedOut ? { lookAfter: settling(call) } : {}),
    });
  return noAnswer(reason, timedOut);
}

/** What is not JSON: bytes of a file, text of an error. */
async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 204 || response.body === null || type.includes('json')) return undefined;
  return type.startsWith('text/') ? await response.text() : new Uint8Array(await response.arrayBuffer());
}
