import { randomUUID } from 'node:crypto';
import { context, metrics, propagation, trace } from '@opentelemetry/api';

export interface TelemetryOptions {
  /** Base address of the receiver: '/v1/traces' and '/v1/metrics' are put behind it. */
  endpoint: string;
  /** Milliseconds between two reports of the metrics; default a minute. */
  metricsEvery?: number;
}

/** Sends what is still to be sent, and lets go of the API. Never throws; waits at most `patience` (ms). */
export type StopTelemetry = () => Promise<void>;

const patience = 3000;

/**
 * Traces and metrics as OTLP over HTTP (JSON) to a collector. The SDK is loaded here and nowhere else, and not before it is wanted:
 * a build has to leave these imports where they are. Whatever else OTEL_* names (headers, sampler, service name,
 * resource attributes, limits) the SDK reads itself: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export async function startTelemetry({ endpoint, metricsEvery = 60_000 }: TelemetryOptions): Promise<StopTelemetry> {
  const [tracing, measuring, traceExport, metricExport, resources, names] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/semantic-conventions'),
  ]);
  const base = endpoint.replace(/\/$/, '');
  const resource = resources
    .resourceFromAttributes({
      [names.ATTR_SERVICE_NAME]: 'aide',
      [names.ATTR_SERVICE_VERSION]: '0.1.0',
      // Tells processes behind one address apart; the machine's name and its user are nobody's business.
      'service.instance.id': randomUUID(),
    })
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
  const tracer = new tracing.NodeTracerProvider({
    resource,
    spanProcessors: [new tracing.BatchSpanProcessor(new traceExport.OTLPTraceExporter({ url: `${base}/v1/traces` }))],
  });
  tracer.register();
  const meter = new measuring.MeterProvider({
    resource,
    readers: [
      new measuring.PeriodicExportingMetricReader({
        exporter: new metricExport.OTLPMetricExporter({ url: `${base}/v1/metrics` }),
        exportIntervalMillis: metricsEvery,
        exportTimeoutMillis: Math.min(metricsEvery, 30_000),
      }),
    ],
  });
  metrics.setGlobalMeterProvider(meter);
  return async () => {
    const ended = Promise.allSettled([tracer.shutdown(), meter.shutdown()]);
    const late = new Promise<void>((resolve) => setTimeout(resolve, patience).unref());
    await Promise.race([ended, late]);
    for (const api of [trace, metrics, context, propagation]) api.disable();
  };
}
