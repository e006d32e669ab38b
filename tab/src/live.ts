import type { OperationView } from '@aide/contracts/operations';
import { EventSourceParserStream } from 'eventsource-parser/stream';

/**
 * Follows the person's operations, whichever surface began them, until the signal; opens the stream again, 1 s to 30 s later,
 * whenever it ends. EventSource cannot send an Authorization header, so the stream is read with fetch.
 * @param onGap called when something may have been missed: read anew
 */
export async function followOperations(options: {
  token: () => Promise<string>;
  onChange(operation: OperationView): void;
  onGap(): void;
  signal: AbortSignal;
}): Promise<void> {
  const { token, onChange, onGap, signal } = options;
  for (let wait = 1000, first = true; !signal.aborted; wait = Math.min(wait * 2, 30_000), first = false) {
    try {
      const answer = await fetch('/api/events', { headers: { Authorization: `Bearer ${await token()}` }, signal });
      if (answer.ok && answer.body) {
        if (!first) onGap();
        wait = 1000;
        const events = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
        for await (const { event, data } of readable(events))
          if (event === 'operation') onChange(JSON.parse(data) as OperationView);
      }
    } catch {
      // The connection broke or was refused: tried again below.
    }
    await pause(wait, signal);
  }
}

/** Safari has no async iteration of streams. */
async function* readable<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
