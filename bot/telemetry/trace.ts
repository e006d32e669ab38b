import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { asAideError } from '../errors.ts';

/** Where a trace goes on in another process or at another time: https://www.w3.org/TR/trace-context/ */
export interface Carrier {
  traceparent?: string | undefined;
}

export interface SpanOptions {
  kind?: SpanKind;
  /**
   * What may be known outside: kinds, codes, counts, templated paths, the tenant's id. Never tokens, bodies, addresses, names, or ids
   * of people or of what they have.
   */
  attributes?: Attributes;
  /** What it continues; the span under way unless told. */
  from?: Carrier | undefined;
}

/**
 * Runs something as a span, beneath the one under way. What it throws is passed on; the span keeps its code only, because messages may
 * name people. Without telemetry it is a plain call: the API's own tracer does nothing.
 */
export async function traced<T>(name: string, options: SpanOptions, run: (span: Span) => Promise<T>): Promise<T> {
  const { kind, attributes, from } = options;
  const parent = from ? continued(from) : context.active();
  // Asked for each time: telemetry is started after this module is read.
  return trace.getTracer('aide').startActiveSpan(name, { kind, attributes }, parent, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      failed(span, asAideError(error).code);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** It did not work. @param code of an AideError, or a status */
export function failed(span: Span, code: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', code);
}

/** Something that happened within the span under way. */
export const happened = (event: string, attributes: Attributes): void =>
  void trace.getActiveSpan()?.addEvent(event, attributes);

/** Of the span under way; undefined without telemetry. */
export function carrierOf(): Carrier | undefined {
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent === undefined ? undefined : { traceparent: carrier.traceparent };
}

/** Only `traceparent` is taken over: what else a caller sends along (tracestate, baggage) would be kept word for word. */
const continued = ({ traceparent }: Carrier) =>
  traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });

/** For log lines, so that they are found from a trace; nothing outside of one. */
export function traceIds(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
