import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../support.ts';

export interface Notification extends Json {
  subscriptionId: string;
  changeType: string;
  resource: string;
  resourceData: Json;
}
/** One request with notifications. */
export interface Delivery {
  path: string;
  value: Notification[];
  validationTokens?: string[];
}

/** An app's endpoint for notifications, on this machine. */
export interface Endpoint {
  url: string;
  /** Validation requests that came, by path and query. */
  validations: string[];
  deliveries: Delivery[];
  /** The first notifications that came or will come, of those that nobody has taken yet. */
  take(count: number): Promise<Notification[]>;
  /** How the next requests are answered, in the place of 202: by status, or not at all. */
  answerWith(...answers: (number | 'nothing')[]): void;
  /** What it says to the validation request; by default what it has to. */
  validate: (token: string, response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function openEndpoint(): Promise<Endpoint> {
  const answers: (number | 'nothing')[] = [];
  const taken: Notification[] = [];
  let wake = () => {};
  const endpoint: Endpoint = {
    url: '',
    validations: [],
    deliveries: [],
    async take(count) {
      while (taken.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return taken.splice(0, count);
    },
    answerWith: (...more) => void answers.push(...more),
    validate: (token, response) => say(response, 200, 'text/plain', token),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams, search } = new URL(request.url ?? '', 'http://localhost');
    const token = searchParams.get('validationToken');
    if (token !== null) {
      endpoint.validations.push(pathname + search);
      endpoint.validate(token, response);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const delivery = { path: pathname, ...JSON.parse(Buffer.concat(chunks).toString()) } as Delivery;
    endpoint.deliveries.push(delivery);
    const answer = answers.shift() ?? 202;
    if (answer === 'nothing') return;
    if (answer < 300) taken.push(...delivery.value);
    response.statusCode = answer;
    response.end();
    wake();
  }
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifications`;
  return endpoint;
}

/** Restify, once it is loaded in the process, gives every server's `writeHead` another form, which returns nothing. */
export function say(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.end(text);
}

/** ISO 8601, so many minutes from now. */
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
