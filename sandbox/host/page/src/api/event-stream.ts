import type { Fetch } from './http.ts';

/**
 * The `data` of each server-sent event of a response body. The browser's EventSource cannot send an Authorization
 * header, so the stream is read with fetch. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield data.join('\n');
          data = [];
        } else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export interface Follow<T> {
  url: string;
  fetch: Fetch;
  /** Bearer token for each connection; absent = none needed. */
  token?: () => Promise<string>;
  onEvent(event: T): void;
  /** true when a connection stands, false when it broke. A reader closes the gap by reading anew. */
  onLive(live: boolean): void;
  signal: AbortSignal;
}

/** Follows a stream of JSON events until the signal, connecting again (0.5 s to 15 s apart) whenever it breaks. */
export async function followEvents<T>({ url, fetch, token, onEvent, onLive, signal }: Follow<T>): Promise<void> {
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 15_000)) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (token) headers.Authorization = `Bearer ${await token()}`;
      const response = await fetch(url, { headers, signal });
      if (response.ok && response.body) {
        onLive(true);
        wait = 500;
        for await (const data of eventData(response.body)) onEvent(JSON.parse(data) as T);
      }
    } catch {
      // The connection broke or was refused: said through onLive, and tried again.
    }
    if (signal.aborted) return;
    onLive(false);
    await pause(wait, signal);
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
