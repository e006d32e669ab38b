/** Who a Graph call was made for, without the token itself. */
export interface TokenNote {
  scp?: string;
  roles?: string[];
  oid?: string;
  appid: string;
}

/** One Graph call with its answer. Bodies are text. */
export interface Exchange {
  id: number;
  startedAt: Date;
  /** Milliseconds. */
  duration: number;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody?: string;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody?: string;
  token?: TokenNote;
}

/** The last Graph calls, for the traffic view and for GET /sandbox/traffic.har. */
export interface Traffic {
  record(exchange: Omit<Exchange, 'id'>): void;
  /** Newest last. */
  list(): Exchange[];
  clear(): void;
  onExchange(listener: (exchange: Exchange) => void): () => void;
  /** HAR 1.2; each entry carries `_token`, no entry an Authorization header. */
  toHar(): object;
}

/** @param keep how many exchanges are kept; older ones are dropped */
export function createTraffic(keep = 20_000): Traffic {
  let exchanges: Exchange[] = [];
  let next = 1;
  const listeners = new Set<(exchange: Exchange) => void>();
  return {
    record(exchange) {
      const numbered = { ...exchange, id: next++, requestHeaders: withoutSecrets(exchange.requestHeaders) };
      exchanges.push(numbered);
      if (exchanges.length > keep * 1.1) exchanges = exchanges.slice(-keep);
      for (const listener of listeners) listener(numbered);
    },
    list: () => exchanges,
    clear() {
      exchanges = [];
    },
    onExchange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toHar: () => ({
      log: { version: '1.2', creator: { name: 'Aide sandbox', version: '1' }, entries: exchanges.map(entryOf) },
    }),
  };
}

const withoutSecrets = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));

function entryOf(e: Exchange) {
  const mimeType = e.responseHeaders['content-type'] ?? 'application/json';
  return {
    startedDateTime: e.startedAt.toISOString(),
    time: e.duration,
    request: {
      method: e.method,
      url: e.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(e.requestHeaders),
      queryString: [...new URL(e.url).searchParams].map(([name, value]) => ({ name, value })),
      ...(e.requestBody === undefined
        ? {}
        : { postData: { mimeType: e.requestHeaders['content-type'] ?? 'application/json', text: e.requestBody } }),
      headersSize: -1,
      bodySize: e.requestBody?.length ?? 0,
    },
    response: {
      status: e.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(e.responseHeaders),
      content: {
        size: e.responseBody?.length ?? 0,
        mimeType,
        ...(e.responseBody === undefined ? {} : { text: e.responseBody }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: e.responseBody?.length ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: e.duration, receive: 0 },
    ...(e.token ? { _token: e.token } : {}),
  };
}
