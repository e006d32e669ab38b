import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterSeconds } from '../auth/retry-after.ts';
import { isRaw, isRead, isRepeatable, isTransient, type Limits, pathOf, permitsOf } from './call.ts';
import { uncertain } from './errors.ts';
import type { GraphRequest, GraphResponse } from './graph.ts';
import { renewalFor } from './middleware.ts';
import type { Send, Sender, Shape } from './send.ts';
import { countThrottled } from './telemetry.ts';

/** Requests in one `$batch`. https://learn.microsoft.com/graph/json-batching#batch-size-limitations */
const size = 20;

interface Item {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/**
 * Independent requests in as few `$batch` calls as hold them, one after the other: two at once would only wait for each other at
 * the mailbox. What was throttled is sent again by itself, after the longest Retry-After among them; what was challenged, once with a new
 * token. The client's BatchRequestContent is not used: it wants absolute addresses and then cuts them wrongly, and
 * BatchResponseContent reads a JSON body only when its header is spelt "Content-Type".
 */
export async function batch(
  send: Send,
  sender: Sender,
  requests: readonly GraphRequest[],
  limits: Limits,
): Promise<GraphResponse[]> {
  const answers = new Array<GraphResponse>(requests.length);
  const whole = { signal: AbortSignal.timeout(limits.call), deadline: Date.now() + limits.call };
  let pending = requests.map((request, index) => ({ request, index, renewed: false }));
  for (let attempt = 1; pending.length > 0; attempt++) {
    for (let i = 0; i < pending.length; i += size) {
      const chunk = pending.slice(i, i + size);
      const items = await post(
        send,
        sender,
        chunk.map((p) => p.request),
        whole,
      );
      for (const [n, answer] of items.entries()) answers[chunk[n]!.index] = answer;
    }
    const challenged = pending.filter(({ index, renewed }) => answers[index]!.status === 401 && !renewed);
    if (challenged[0]) await sender.token(renewalFor(answers[challenged[0].index]!.headers['www-authenticate']));
    const busy = pending.filter(({ request, index }) => mayRepeat(request, answers[index]!.status));
    const wait = Math.max(0, ...busy.map(({ index }) => waitFor(answers[index]!, attempt, limits)));
    const patient =
      attempt < limits.attempts &&
      wait <= limits.longestWait &&
      Date.now() + wait < whole.deadline &&
      !whole.signal.aborted;
    pending = [...challenged.map((p) => ({ ...p, renewed: true })), ...(patient ? busy : [])];
    if (patient && busy.length > 0) await sleep(wait);
  }
  return answers;
}

const mayRepeat = (request: GraphRequest, status: number) =>
  status === 429 || (isTransient(status) && isRepeatable(request));

/** Milliseconds. */
function waitFor(answer: GraphResponse, attempt: number, limits: Limits): number {
  const named = retryAfterSeconds(answer.headers['retry-after']);
  return named === undefined ? limits.firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2) : named * 1000;
}

async function post(
  send: Send,
  sender: Sender,
  requests: GraphRequest[],
  whole: Pick<Shape, 'signal' | 'deadline'>,
): Promise<GraphResponse[]> {
  const reads = requests.every(isRead);
  const answer = await send(
    sender,
    {
      method: 'POST',
      path: '/$batch',
      headers: { Accept: 'application/json' },
      body: { requests: requests.map(itemOf) },
    },
    {
      ...whole,
      reads,
      repeatable: requests.every(isRepeatable),
      // Graph runs up to four of a batch's requests to a mailbox at once, so it takes as many permits: with one, two batches would
      // be eight, and refused. https://learn.microsoft.com/graph/throttling#throttling-and-batching
      permits: requests.reduce((sum, request) => sum + permitsOf(request), 0),
    },
  );
  const items = new Map((answer.body as { responses?: Item[] } | undefined)?.responses?.map((item) => [item.id, item]));
  const answers = requests.map(({ path }, n) => responseOf(items.get(String(n)), path));
  countThrottled(answers.filter(({ status }) => status === 429).length);
  sender.log.debug({ statuses: answers.map((a) => a.status) }, 'graph batch');
  return answers;
}

function itemOf(request: GraphRequest, n: number): object {
  const json = request.body === undefined ? {} : { 'Content-Type': 'application/json' };
  return {
    id: String(n),
    method: request.method,
    url: pathOf(request),
    headers: { ...json, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

function responseOf(item: Item | undefined, path: string): GraphResponse {
  if (!item) throw uncertain('Graph: the answer to a batch lacks one of its requests');
  const headers = Object.entries(item.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  // It says "done" with text that is not Graph's, the page of a proxy on the way to where it is done: as if that had not answered.
  const garbled = item.status < 300 && typeof item.body === 'string' && item.body !== '' && !isRaw(path);
  return { status: garbled ? 502 : item.status, headers: Object.fromEntries(headers), body: item.body };
}
