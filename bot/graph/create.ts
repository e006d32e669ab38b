import type { OnBehalfOf } from '../auth/on-behalf-of.ts';
import type { Cloud } from '../clouds.ts';
import type { GraphScope, Person } from '../features/feature.ts';
import type { Logger } from '../log.ts';
import { batch } from './batch.ts';
import { defaultLimits, type Limits, type TokenSource } from './call.ts';
import { createGate } from './gate.ts';
import type { Graph, GraphRequest, GraphResponse } from './graph.ts';
import { createSend, type Sender } from './send.ts';
import { createVisit } from './visit.ts';

/** On whose behalf Graph is called, and with what. */
export interface GraphCaller {
  person: Person;
  /** The person's token for our own API; asked for late, because it may have to be fetched. */
  assertion(): Promise<string>;
  scopes: readonly GraphScope[];
  /** Sent along as client-request-id, so that Microsoft's logs and ours can be laid side by side. */
  requestId: string;
  log: Logger;
  /** Told Graph's `request-id` of each answer, for the audit log. */
  answered?(graphRequestId: string): void;
}

/** Opens the door for one person. Cheap: nothing is asked for before a call is made. */
export type Graphs = (who: GraphCaller) => Graph;

/** Items of a list when the caller names no limit: a stop, not a promise. */
const mostItems = 10_000;

/** The one door to Microsoft Graph. One per process: the gate of each mailbox is in it. */
export function createGraphs({
  cloud,
  onBehalfOf,
  limits = {},
}: {
  cloud: Cloud;
  onBehalfOf: OnBehalfOf;
  limits?: Partial<Limits>;
}): Graphs {
  const patience = { ...defaultLimits, ...limits };
  const origin = new URL(cloud.graph).origin;
  const send = createSend({ origin, gate: createGate(), limits: patience });
  const visit = createVisit({ files: cloud.files, limits: patience });
  return (who) => {
    const sender: Sender = {
      token: tokenSource(onBehalfOf, who),
      mailbox: `${who.person.tenantId}.${who.person.userId}`,
      scopes: who.scopes,
      requestId: who.requestId,
      log: who.log,
      answered: who.answered,
    };
    const call = async <T>(request: GraphRequest) => (await send(sender, request)) as GraphResponse<T>;
    const read = async <T>(request: GraphRequest) => (await call<T>(request)).body;
    return {
      async ready() {
        await sender.token();
      },
      urlOf: (path) => `${origin}/v1.0${path}`,
      call,
      get: (path, query, headers) => read({ method: 'GET', path, query, headers }),
      post: (path, body, options) => read({ ...options, method: 'POST', path, body }),
      patch: (path, body, options) => read({ ...options, method: 'PATCH', path, body }),
      async delete(path) {
        await call({ method: 'DELETE', path });
      },
      async list<T>(path: string, query?: GraphRequest['query'], { headers, max = mostItems }: ListOptions = {}) {
        const items: T[] = [];
        let next: Pick<GraphRequest, 'path' | 'query'> | undefined = { path, query };
        while (next && items.length < max) {
          const page: Page<T> = await read({ ...next, method: 'GET', headers });
          items.push(...page.value);
          next = page['@odata.nextLink'] ? following(page['@odata.nextLink'], origin) : undefined;
        }
        return items.slice(0, max);
      },
      async stream(path, headers) {
        const answer = await send(sender, { method: 'GET', path, headers }, { streams: true });
        return answer as GraphResponse<ReadableStream<Uint8Array> | null>;
      },
      batch: (requests) => batch(send, sender, requests, patience),
      visit: (url, request) => visit(url, request, who.log),
    };
  };
}

type ListOptions = { headers?: Record<string, string>; max?: number };
interface Page<T> {
  value: T[];
  '@odata.nextLink'?: string;
}

/** A next link as path and query. It is Graph's own; were it another's, our token would have no business there. */
function following(link: string, origin: string): Pick<GraphRequest, 'path' | 'query'> {
  const url = new URL(link);
  if (url.origin !== origin) throw new Error('a next link that leads away from Graph');
  return { path: url.pathname.replace(/^\/v1\.0(?=\/)/, ''), query: Object.fromEntries(url.searchParams) };
}

/** The token in hand serves all calls of one request; a renewed one takes its place. */
function tokenSource(onBehalfOf: OnBehalfOf, who: GraphCaller): TokenSource {
  let current: Promise<string> | undefined;
  const ask = async (renew: { claims?: string; fresh?: boolean } = {}) => {
    const { person, scopes } = who;
    const { accessToken } = await onBehalfOf.token({ person, assertion: await who.assertion(), scopes, ...renew });
    return accessToken;
  };
  return (renew) => {
    if (current && !renew) return current;
    const asked = ask(renew);
    current = asked;
    // A failure is not kept: after the person has agreed, the same context can go on.
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  };
}
