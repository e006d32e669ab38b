import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

/** A value of an attribute as OTLP's JSON has it. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Attribute[];
  status?: { code?: number; message?: string };
  events?: { name: string; attributes: Attribute[] }[];
}

interface ReceivedMetric {
  name: string;
  sum?: { dataPoints: DataPoint[] };
  gauge?: { dataPoints: DataPoint[] };
  histogram?: { dataPoints: DataPoint[] };
}

interface DataPoint {
  attributes: Attribute[];
  asInt?: number | string;
  asDouble?: number;
  count?: number | string;
}

/** A collector for tests: takes traces and metrics as OTLP over HTTP and keeps them. */
export interface Receiver {
  /** 'http://127.0.0.1:<a free port>' */
  url: string;
  spans(): ReceivedSpan[];
  /** The newest value of each series: { 'aide.turns kind=sentence outcome=ok': 2 }. */
  metrics(): Map<string, number>;
  /** Everything that came, as it came. */
  raw(): string;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const app = fastify({ bodyLimit: 64 * 2 ** 20 });
  const bodies: { path: string; text: string }[] = [];
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => done(null, body));
  for (const path of ['/v1/traces', '/v1/metrics'])
    app.post(path, async (request) => {
      bodies.push({ path, text: request.body as string });
      return {};
    });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const of = <T>(path: string) => bodies.filter((b) => b.path === path).map(({ text }) => JSON.parse(text) as T);
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    spans: () =>
      of<{ resourceSpans: { scopeSpans: { spans: ReceivedSpan[] }[] }[] }>('/v1/traces')
        .flatMap((t) => t.resourceSpans)
        .flatMap((r) => r.scopeSpans)
        .flatMap((s) => s.spans),
    metrics() {
      const newest = new Map<string, number>();
      const received = of<{ resourceMetrics: { scopeMetrics: { metrics: ReceivedMetric[] }[] }[] }>('/v1/metrics')
        .flatMap((t) => t.resourceMetrics)
        .flatMap((r) => r.scopeMetrics)
        .flatMap((s) => s.metrics);
      for (const { name, sum, gauge, histogram } of received)
        for (const point of (sum ?? gauge ?? histogram)?.dataPoints ?? [])
          newest.set(seriesOf(name, point), Number(point.count ?? point.asInt ?? point.asDouble));
      return newest;
    },
    raw: () => bodies.map(({ text }) => text).join('\n'),
    stop: () => app.close(),
  };
}

export const attributesOf = ({ attributes }: { attributes: Attribute[] }): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const seriesOf = (name: string, point: DataPoint) =>
  [
    name,
    ...Object.entries(attributesOf(point))
      .map(([key, value]) => `${key}=${value}`)
      .sort(),
  ].join(' ');
