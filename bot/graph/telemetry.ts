import { SpanKind } from '@opentelemetry/api';
import { instruments } from '../telemetry/metrics.ts';
import { failed, traced } from '../telemetry/trace.ts';
import type { Call } from './call.ts';

/**
 * One call through the door as a span, with its retries and its wait at the gate; the path is the template that the log has, without
 * ids. `traceparent` is not sent along: Graph does nothing with it, and who else's trace a call belongs to is not its business;
 * `client-request-id` is what Microsoft's support asks for, and the log has it beside the trace's id.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client
 */
export function inCall<T extends { status: number }>(host: string, call: Call, run: () => Promise<T>): Promise<T> {
  const { method, path } = call;
  const attributes = { 'http.request.method': method, 'server.address': host, 'url.template': path };
  return traced(`${method} ${path}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      const answer = await run();
      span.setAttribute('http.response.status_code', answer.status);
      if (answer.status >= 400) failed(span, String(answer.status));
      return answer;
    } finally {
      if (call.attempts > 1) span.setAttribute('http.request.resend_count', call.attempts - 1);
    }
  });
}

/** One answer of Graph, or none. @param ms it took */
export function countAnswer(method: string, status: number | undefined, ms: number): void {
  const { graphRequests, graphTime } = instruments();
  graphRequests.add(1, { method, status: status ?? 'none' });
  graphTime.record(ms / 1000, { method });
  if (status === 429) countThrottled(1);
}

/** @param count of answers 429, also inside a `$batch` */
export function countThrottled(count: number): void {
  if (count > 0) instruments().throttled.add(count);
}
