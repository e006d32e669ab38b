import type { Problem } from '@aide/contracts/errors';
import type { OperationView } from '@aide/contracts/operations';

/** An answer of the REST API that is no success: what happened, and what the person can do next. */
export class ApiError extends Error {
  readonly problem: Pick<Problem, 'code' | 'detail' | 'remedy'> & Partial<Problem>;
  constructor(problem: ApiError['problem']) {
    super(problem.detail);
    this.problem = problem;
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
  operations(top: number, signal?: AbortSignal): Promise<OperationView[]>;
  /** The person has just consented, or signed in again: what is still refused for that is asked for again. */
  connected(): void;
}

/** Milliseconds after which an answer is asked for again: Entra ID's servers need some seconds to agree on a new consent. */
const pauses = [1000, 2000, 4000];
/** Milliseconds after a consent in which a missing one may be just that. */
const settling = 20_000;

export interface ApiDeps {
  /** Of the person for our API; asked for on every call. */
  token(): Promise<string>;
  fetcher?: typeof fetch;
  pause?(ms: number): Promise<void>;
  now?(): number;
}

export function createApi({ token, fetcher = fetch, pause = sleep, now = Date.now }: ApiDeps): Api {
  let connected = Number.NEGATIVE_INFINITY;

  /** Repeats what may be repeated: a write has a key, so it happens once however often it is sent. */
  const call = async <Out>(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Out> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await callOnce(method, path, options);
      } catch (error) {
        const wait = error instanceof ApiError ? pauseAfter(error, attempt) : undefined;
        if (wait === undefined || options.signal?.aborted) throw error;
        await pause(wait);
      }
    }
  };
  const pauseAfter = ({ problem }: ApiError, attempt: number): number | undefined => {
    // The token ended between the host and the server: the host gives another one.
    if (problem.code === 'token_invalid') return attempt === 0 ? 0 : undefined;
    const fresh = now() - connected < settling;
    return fresh && problem.code === 'consent_required' ? pauses[attempt] : undefined;
  };
  const callOnce = async <Out>(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Out> => {
    const { body, key, signal } = options;
    const authorization = `Bearer ${await token()}`;
    let answer: Response;
    try {
      answer = await fetcher(`/api${path}`, {
        method,
        headers: {
          Authorization: authorization,
          'Aide-Surface': 'tab',
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
    throw new ApiError(isProblem(said) ? said : away(answer.status));
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

const away = (status?: number): ApiError['problem'] => ({
  code: 'unavailable',
  detail: 'Aide does not answer.',
  remedy: 'Check your connection, then try again. Nothing that you typed is lost.',
  ...(status === undefined ? {} : { status }),
});
