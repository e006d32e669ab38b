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
}

/** @param token of the person for our API; asked for on every call */
export function createApi(token: () => Promise<string>, fetcher: typeof fetch = fetch): Api {
  const call = async <Out>(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Out> => {
    const { body, key, signal } = options;
    let answer: Response;
    try {
      answer = await fetcher(`/api${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${await token()}`,
          'Aide-Surface': 'tab',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
    } catch (cause) {
      if (signal?.aborted || !(cause instanceof TypeError)) throw cause;
      throw new ApiError({
        code: 'unavailable',
        detail: 'Aide does not answer.',
        remedy: 'Check your connection, then try again. Nothing that you typed is lost.',
      });
    }
    const text = await answer.text();
    const said = text === '' ? undefined : JSON.parse(text);
    if (!answer.ok) throw new ApiError(said as Problem);
    return said as Out;
  };
  return {
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
