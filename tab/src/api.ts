import type { Problem } from '@aide/contracts/errors';
import type { OperationView } from '@aide/contracts/operations';

/** An answer of the REST API that is no success: what happened, and what the person can do next. */
export class ApiError extends Error {
  readonly problem: Pick<Problem, 'code' | 'detail' | 'remedy'> & Partial<Problem>;
  /** claims_challenge: what a new token has to fulfil, JSON as text. */
  readonly claims?: string;
  constructor(problem: ApiError['problem'], claims?: string) {
    super(problem.detail);
    this.problem = problem;
    this.claims = claims;
  }
}

/** The REST API, with the person's token. Described by GET /api/openapi.json. */
export interface Api {
  query<Out>(name: string, input?: unknown, signal?: AbortSignal): Promise<Out>;
  propose(action: string, input: unknown, key: string): Promise<OperationView>;
  /** The person has confirmed: it is done once for each key, however often this is called. */
  run(action: string, input: unknown, key: string): Promise<OperationView>;
  confirm(operation: string): Promise<OperationView>;
  undo(operation: string): Promise<OperationView>;
  operation(id: string, signal?: AbortSignal): Promise<OperationView>;
  operations(top: number, signal?: AbortSignal): Promise<OperationView[]>;
  /** The person has just consented, or signed in again: what is still refused for that is asked for again. */
  connected(): void;
}

/** Milliseconds after which an answer is asked for again: Entra ID's servers need some seconds to agree on a new consent. */
const pauses = [1000, 2000, 4000];
/** Milliseconds after a consent in which a missing one may be just that. */
const settling = 20_000;

export interface ApiDeps {
  /** Of the person for our API; asked for on every call. @param fresh the one before was refused */
  token(fresh?: boolean): Promise<string>;
  /** What the ledger notes as the place where it was done. */
  surface?: 'tab' | 'outlook';
  /** The host's, which need not be the browser's: how times are written in what the server says. */
  locale?: string;
  fetcher?: typeof fetch;
  pause?(ms: number): Promise<void>;
  now?(): number;
}

export function createApi(deps: ApiDeps): Api {
  const { token, surface = 'tab', locale, fetcher = fetch, pause = sleep, now = Date.now } = deps;
  let connected = Number.NEGATIVE_INFINITY;

  /** Repeats what may be repeated: a write has a key, so it happens once however often it is sent. */
  const call = async <Out>(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Out> => {
    for (let attempt = 0, refused = false; ; attempt++) {
      try {
        return await callOnce(method, path, options, refused);
      } catch (error) {
        const wait = error instanceof ApiError ? pauseAfter(error, attempt) : undefined;
        if (wait === undefined || options.signal?.aborted) throw error;
        refused = error instanceof ApiError && error.problem.status === 401;
        await pause(wait);
      }
    }
  };
  const pauseAfter = ({ problem }: ApiError, attempt: number): number | undefined => {
    // The token ended between the host and the server: the host gives another one.
    if (problem.code === 'token_invalid' || (problem.code === 'signin_required' && problem.status === 401))
      return attempt === 0 ? 0 : undefined;
    const fresh = now() - connected < settling;
    return fresh && problem.code === 'consent_required' ? pauses[attempt] : undefined;
  };
  const callOnce = async <Out>(
    method: 'GET' | 'POST',
    path: string,
    { body, key, signal }: CallOptions,
    fresh: boolean,
  ): Promise<Out> => {
    const authorization = `Bearer ${await token(fresh)}`;
    let answer: Response;
    try {
      answer = await fetcher(`/api${path}`, {
        method,
        headers: {
          Authorization: authorization,
          'Aide-Surface': surface,
          ...(locale === undefined ? {} : { 'Accept-Language': locale }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
    } catch (cause) {
      if (signal?.aborted || !(cause instanceof TypeError)) throw cause;
      throw new ApiError(away());
    }
    const text = await answer.text();
    const said = json(text);
    if (answer.ok && said !== undefined) return said as Out;
    throw new ApiError(isProblem(said) ? said : away(answer.status), claimsOf(answer));
  };
  return {
    connected: () => {
      connected = now();
    },
    query: (name, input = {}, signal) => call('POST', `/queries/${name}`, { body: input, signal }),
    propose: (action, input, key) => call('POST', `/actions/${action}?mode=propose`, { body: input, key }),
    run: (action, input, key) => call('POST', `/actions/${action}`, { body: input, key }),
    confirm: (operation) => call('POST', `/operations/${encodeURIComponent(operation)}/confirm`),
    undo: (operation) => call('POST', `/operations/${encodeURIComponent(operation)}/undo`),
    operation: (id, signal) => call('GET', `/operations/${encodeURIComponent(id)}`, { signal }),
    operations: async (top, signal) =>
      (await call<{ operations: OperationView[] }>('GET', `/operations?top=${top}`, { signal })).operations,
  };
}

interface CallOptions {
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy in between, with a page of its own.
    return undefined;
  }
}

const isProblem = (said: unknown): said is Problem =>
  typeof said === 'object' && said !== null && 'code' in said && 'detail' in said && 'remedy' in said;

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function claimsOf({ headers }: Response): string | undefined {
  const encoded = /claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
  return encoded === undefined ? undefined : atob(encoded);
}

const away = (status?: number): ApiError['problem'] => ({
  code: 'unavailable',
  detail: 'Aide does not answer.',
  remedy: 'Check your connection, then try again. Nothing that you typed is lost.',
  ...(status === undefined ? {} : { status }),
});
