import type { OperationView } from '@aide/contracts/operations';
import type { Operation } from '../features/operation.ts';
import type { Exchange, HttpServer } from './server.ts';

/** Milliseconds. */
export interface EventTimes {
  /** Between two looks at the ledger: any process may have changed it, so it is read and not listened to. */
  look: number;
  /** A comment, so that nothing between here and the browser takes the stream for dead. */
  beat: number;
  /** A stream ends by then: the page comes back with a new token. */
  longest: number;
}

const usual: EventTimes = { look: 2_000, beat: 25_000, longest: 10 * 60_000 };
/** Windows of one person that are kept up to date at once; the oldest gives way. */
const mostOfOnePerson = 6;

export interface EventDeps {
  /** Checks the token. @returns who it is, and how to read their newest operations */
  open(exchange: Exchange): Promise<{ person: string; list(top: number): Promise<Operation[]> }>;
  view(operation: Operation): OperationView;
  times?: EventTimes;
}

/**
 * `GET /api/events`: server-sent events, one for each operation of the person that was begun or changed, wherever that was.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @returns ends all streams
 */
export function addEvents(http: HttpServer, { open, view, times = usual }: EventDeps): () => void {
  const streams = new Map<string, Set<() => void>>();

  http.route('get', '/api/events', async (exchange) => {
    const { response, request, log } = exchange;
    const { person, list } = await open(exchange);
    const known = new Map((await list(20)).map((o) => [o.id, stamp(o)]));
    response.setHeader('Content-Type', 'text/event-stream');
    response.setHeader('X-Accel-Buffering', 'no');
    response.writeHead(200);
    response.write(`retry: 2000\n\n`);

    const mine = streams.get(person) ?? new Set();
    streams.set(person, mine);
    await new Promise<void>((done) => {
      let looking = false;
      const look = async () => {
        if (looking) return;
        looking = true;
        try {
          for (const operation of (await list(20)).reverse()) {
            if (known.get(operation.id) === stamp(operation)) continue;
            known.set(operation.id, stamp(operation));
            response.write(`event: operation\ndata: ${JSON.stringify(view(operation))}\n\n`);
          }
        } catch (error) {
          // The storage may be back at the next look.
          log.warn({ err: error }, 'events not read');
        } finally {
          looking = false;
        }
      };
      const timers = [
        setInterval(() => void look(), times.look),
        setInterval(() => response.write(': still here\n\n'), times.beat),
        setTimeout(() => end(), times.longest),
      ];
      const end = () => {
        for (const timer of timers) clearInterval(timer);
        mine.delete(end);
        if (mine.size === 0 && streams.get(person) === mine) streams.delete(person);
        response.end();
        done();
      };
      mine.add(end);
      request.once('close', end);
      const [oldest] = mine;
      if (mine.size > mostOfOnePerson) oldest?.();
    });
  });

  return () => {
    for (const mine of [...streams.values()]) for (const end of [...mine]) end();
  };
}

const stamp = (operation: Operation) => `${operation.state} ${operation.updatedAt}`;
