import type { Caller, OpenContext } from '../context.ts';
import { AideError } from '../errors.ts';
import type { Action } from '../features/feature.ts';
import { viewOf } from '../features/operation-view.ts';
import type { Registry } from '../features/registry.ts';
import { invalidInput } from '../operations/ledger.ts';
import { readJson } from './body.ts';
import type { CallerOf } from './caller.ts';
import { addEvents, type EventTimes } from './events.ts';
import { longestBody } from './longest-body.ts';
import { openApi } from './openapi.ts';
import { type Exchange, type HttpServer, sendJson } from './server.ts';

export interface ApiDeps {
  registry: Registry;
  callerOf: CallerOf;
  openContext: OpenContext;
  url: string;
  eventTimes?: EventTimes;
}

/** The REST API: the registry's actions and queries, and the ledger. The same definitions as in chat. */
/** @returns ends what would go on for ever: the streams of events */
export function addApi(http: HttpServer, deps: ApiDeps): () => void {
  const { registry, openContext, callerOf } = deps;
  /** The ledger opens its own contexts, with the scopes of each action. */
  const operations = (caller: Caller) => openContext(caller, []).operations;

  for (const action of registry.actions.values()) {
    const limit = longestBody(action.input);
    http.route('post', `/api/actions/${action.name}`, async (exchange) => {
      const caller = await callerOf(exchange);
      // The ledger reads the input itself: it has to see what was sent, not what defaults made of it.
      const input = await readJson(exchange.request, limit);
      checked(action, input);
      const id = exchange.request.headers['idempotency-key'];
      if (modeOf(exchange) === 'propose') {
        const proposed = await operations(caller).propose(action, input, typeof id === 'string' ? id : undefined);
        return sendJson(exchange, 200, viewOf(proposed));
      }
      if (typeof id !== 'string' || id === '') throw keyMissing();
      sendJson(exchange, 200, viewOf(await operations(caller).run(action, input, id)));
    });
  }

  for (const query of registry.queries.values()) {
    const limit = longestBody(query.input);
    http.route('post', `/api/queries/${query.name}`, async (exchange) => {
      const caller = await callerOf(exchange);
      const input = checked(query, await readJson(exchange.request, limit));
      sendJson(exchange, 200, await query.run(openContext(caller, query.scopes), input));
    });
  }

  http.route('get', '/api/operations', async (exchange) => {
    const top = Number(
      exchange.request.getQuery() ? (new URLSearchParams(exchange.request.getQuery()).get('top') ?? 20) : 20,
    );
    if (!Number.isInteger(top) || top < 1 || top > 100)
      throw new AideError('invalid_input', {
        userMessage: 'top is not a number from 1 to 100.',
        remedy: 'Correct it.',
      });
    const list = await operations(await callerOf(exchange)).list(top);
    sendJson(exchange, 200, { operations: list.map(viewOf) });
  });
  http.route('get', '/api/operations/:id', async (exchange) => {
    const found = await operations(await callerOf(exchange)).get(String(exchange.request.params.id));
    if (!found)
      throw new AideError('not_found', {
        userMessage: 'There is no such operation of yours.',
        remedy: 'Look at GET /api/operations.',
      });
    sendJson(exchange, 200, viewOf(found));
  });
  for (const verb of ['confirm', 'undo'] as const)
    http.route('post', `/api/operations/:id/${verb}`, async (exchange) => {
      const mine = operations(await callerOf(exchange));
      sendJson(exchange, 200, viewOf(await mine[verb](String(exchange.request.params.id))));
    });

  const endEvents = addEvents(http, {
    async open(exchange) {
      const caller = await callerOf(exchange);
      const { tenantId, userId } = caller.person;
      return { person: `${tenantId}.${userId}`, list: (top) => operations(caller).list(top) };
    },
    view: viewOf,
    times: deps.eventTimes,
  });

  const description = openApi(registry, deps.url);
  http.route('get', '/api/openapi.json', async (exchange) =>
    sendJson(exchange, 200, description, { 'Access-Control-Allow-Origin': '*' }),
  );
  return endEvents;
}

function modeOf({ request }: Exchange): 'propose' | 'run' {
  const mode = new URLSearchParams(request.getQuery()).get('mode');
  if (mode === null) return 'run';
  if (mode === 'propose') return 'propose';
  throw new AideError('invalid_input', {
    userMessage: 'mode can only be "propose".',
    remedy: 'Leave it out to perform.',
  });
}

/** @returns the input with its defaults */
function checked(definition: Pick<Action, 'input'>, body: unknown): unknown {
  const read = definition.input.safeParse(body);
  if (!read.success) throw invalidInput(read.error);
  return read.data;
}

const keyMissing = () =>
  new AideError('key_missing', {
    userMessage: 'A write needs an Idempotency-Key, so that it cannot happen twice.',
    remedy: 'Send the header Idempotency-Key with a new UUID; send the same one again when you repeat the request.',
  });
