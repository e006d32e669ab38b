/** An HTTP answer that is no success, with what the service said about it. */
export class HttpError extends Error {
  readonly status: number;
  /** The service's own code: Graph's `error.code`, Entra's `error`. */
  readonly code: string | undefined;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const { code, message } = explain(body);
    super(message ?? `The service answered ${status}.`);
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

export type Fetch = typeof fetch;

interface Request {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a Blob as it is. */
  body?: unknown;
  token?: string;
  signal?: AbortSignal;
}

/**
 * One JSON call. A throttled read is repeated twice at most, after the time the service asked for.
 * @throws HttpError for a status outside 200–299, TypeError when nothing answered
 */
export async function requestJson<T>(fetcher: Fetch, url: string, request: Request = {}): Promise<T> {
  const { method = 'GET', body, token, signal } = request;
  for (let attempt = 0; ; attempt++) {
    const response = await fetcher(url, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': typeOf(body) }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...request.headers,
      },
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
      signal,
    });
    if (response.status === 429 && method === 'GET' && attempt < 2) {
      const seconds = Number(response.headers.get('retry-after')) || 1;
      await new Promise((done) => setTimeout(done, Math.min(seconds, 30) * 1000));
      continue;
    }
    const answer = parse(await response.text());
    if (!response.ok) throw new HttpError(response.status, answer);
    return answer as T;
  }
}

const typeOf = (body: unknown) => (body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json');

/** What to tell a person about a failure of any kind. */
export const readable = (error: unknown): string =>
  error instanceof HttpError
    ? error.message
    : error instanceof TypeError
      ? 'Nothing answered. Is the sandbox still running?'
      : error instanceof Error
        ? error.message
        : String(error);

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function explain(body: unknown): { code?: string; message?: string } {
  if (typeof body === 'string') return { message: body.slice(0, 300) };
  if (typeof body !== 'object' || body === null) return {};
  const { error, error_description, message } = body as Record<string, unknown>;
  // Entra: {error, error_description}; Graph and Bot Framework: {error: {code, message}}.
  if (typeof error === 'string') return { code: error, message: text(error_description) ?? text(message) ?? error };
  if (typeof error === 'object' && error !== null) {
    const inner = error as Record<string, unknown>;
    return { code: text(inner.code), message: text(inner.message) };
  }
  return { message: text(message) };
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
