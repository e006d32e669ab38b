/** A call that goes through the one door to Microsoft Graph. Paths start with '/', without version: '/me/events'. */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  /** OData options and the like; values are encoded by the door. */
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
  /** JSON; or a Buffer, with its Content-Type among the headers. */
  body?: unknown;
  /**
   * May this be sent again when it is not known whether it arrived (5xx, timeout, dropped connection)?
   * Default: true for GET, PUT, DELETE and for a POST that only reads (getSchedule); false for any other POST and for PATCH.
   * A POST that carries a transactionId says true. 429 is always repeated after Retry-After: the call was not processed.
   */
  repeatable?: boolean;
}

export interface GraphResponse<T = unknown> {
  status: number;
  headers: Record<string, string>;
  body: T;
}

/**
 * Microsoft Graph v1.0 on behalf of one person. Owns tokens, time limits, Retry-After, the gate of 4 concurrent calls per
 * mailbox, batching and error mapping. Every method throws AideError: consent_required, claims_challenge, signin_required,
 * forbidden, not_found, conflict, stale (412), expired (410: a delta token), too_large, invalid_input, throttled,
 * upstream_failed, unavailable, timeout (both: nothing was changed), uncertain (a write that was sent and whose answer was
 * lost, repeated or not).
 */
export interface Graph {
  /** Gets the token, so that missing consent shows before anything is begun. No call is made. */
  ready(): Promise<void>;
  /** The absolute address of something, as bodies name it (`@odata.bind`). @param path '/users/…', encoded */
  urlOf(path: string): string;
  call<T = unknown>(request: GraphRequest): Promise<GraphResponse<T>>;
  get<T>(path: string, query?: GraphRequest['query'], headers?: Record<string, string>): Promise<T>;
  /** All items of a collection, following `@odata.nextLink`, at most `max`. */
  list<T>(
    path: string,
    query?: GraphRequest['query'],
    options?: { headers?: Record<string, string>; max?: number },
  ): Promise<T[]>;
  post<T>(path: string, body?: unknown, options?: Pick<GraphRequest, 'headers' | 'query' | 'repeatable'>): Promise<T>;
  patch<T>(path: string, body: unknown, options?: Pick<GraphRequest, 'headers' | 'repeatable'>): Promise<T>;
  delete(path: string): Promise<void>;
  /**
   * Independent requests in as few `$batch` calls as hold them (20 each); answers in the order of the requests.
   * An item that was throttled is repeated by itself; an item's error is its answer, not an exception.
   */
  batch(requests: GraphRequest[]): Promise<GraphResponse[]>;
  /**
   * A GET whose bytes are handed on as they come, e.g. '…/attachments/{id}/$value'. Repeated until its headers are there; what
   * breaks off later fails where it is read. null: there are none.
   */
  stream(path: string, headers?: Record<string, string>): Promise<GraphResponse<ReadableStream<Uint8Array> | null>>;
  /**
   * Calls an address that Graph handed out and that carries its own permission: an upload session, a download, the progress of a
   * copy. No token goes there, and only to where this cloud keeps files. Any status is an answer.
   * @throws AideError forbidden for another host; unavailable, timeout when no answer came; the signal's reason
   */
  visit(url: string, visit?: Visit): Promise<Response>;
}

export interface Visit {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  headers?: Record<string, string>;
  body?: Buffer;
  signal?: AbortSignal;
  /** Milliseconds until the headers of the answer have to be there; default: those of any other request. */
  patience?: number;
}
