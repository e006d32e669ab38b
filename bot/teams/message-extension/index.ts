import { LRUCache } from 'lru-cache';
import { type AideError, asAideError } from '../../errors.ts';
import type { Found, Search } from '../../features/chat.ts';
import type { Registry } from '../../features/registry.ts';
import type { IncomingActivity } from '../activity.ts';
import type { Answer, Running } from '../deliveries.ts';
import { answered, within } from '../running.ts';
import type { ConnectUrl } from '../sign-in/flow.ts';
import type { TokenService } from '../sign-in/token-service.ts';
import type { Turn } from '../turn.ts';
import { connect, nothingFound, problem, results, signIn, stillSearching, unknownCommand } from './answers.ts';
import { type Query, readQuery } from './query.ts';

/** The invoke with which Teams and Outlook ask for results. */
export const queryName = 'composeExtension/query';

/** The searches of the registry, from where people write. */
export interface MessageExtension {
  /** Answers `composeExtension/query`. It only reads, so it may come any number of times. */
  query(turn: Turn, activity: IncomingActivity): Running;
}

export interface MessageExtensionDeps {
  registry: Registry;
  tokens: TokenService;
  connectUrl: ConnectUrl;
  /** Milliseconds; Teams waits for five seconds and asks twice more. */
  patience?: number;
}

export function createMessageExtension(deps: MessageExtensionDeps): MessageExtension {
  const { registry, tokens, connectUrl, patience = 4_000 } = deps;
  // Asked again, by Teams or by the person, while it is under way or just after: the same search, not one more.
  const underWay = new LRUCache<string, Promise<Found[]>>({ max: 200, ttl: 15_000 });

  function find(turn: Turn, search: Search, { text, page }: Query): Promise<Found[]> {
    const { tenantId, userId } = turn.person;
    const key = JSON.stringify([tenantId, userId, search.commandId, text, page]);
    const known = underWay.get(key);
    if (known) return known;
    const ctx = turn.open(search.scopes);
    // First, so that consent is asked for once and for all that the search needs.
    const found = ctx.graph.ready().then(() => search.run(ctx, text, page));
    underWay.set(key, found);
    found.catch(() => underWay.delete(key));
    return found;
  }

  /** @returns 412 when Teams has to show its sign-in: the token it gave silently lacks consent */
  async function takeSignIn(turn: Turn, { code, token }: Query): Promise<Answer | undefined> {
    if (token !== undefined)
      return (await tokens.exchange(turn.user.id, token)) === undefined ? { status: 412 } : undefined;
    // A code that is wrong leaves the person signed out: they are asked again.
    if (code !== undefined) await tokens.get(turn.user.id, code);
    return undefined;
  }

  async function answerTo(turn: Turn, search: Search, query: Query): Promise<Answer> {
    const refused = await takeSignIn(turn, query);
    if (refused) return refused;
    const found = await find(turn, search, query);
    return found.length === 0 && query.page.skip === 0 ? nothingFound(query.text) : results(found);
  }

  async function remedy(turn: Turn, error: AideError): Promise<Answer> {
    if (error.code === 'signin_required') {
      const { signInLink } = await tokens.signInResource(turn.place, turn.user.id);
      return signInLink ? signIn(signInLink) : problem(error);
    }
    if (error.code !== 'consent_required' && error.code !== 'claims_challenge') return problem(error);
    const { scopes, claims } = error.details;
    return connect(error, await connectUrl(turn.person, { scopes, claims }));
  }

  return {
    query(turn, activity) {
      const query = readQuery(activity.value);
      if (!query) return answered({ status: 400 });
      const search = registry.searches.get(query.commandId);
      if (!search) return answered(unknownCommand);
      const startedAt = Date.now();
      const log = (outcome: string) =>
        turn.log.info({ kind: 'search', name: search.commandId, outcome, ms: Date.now() - startedAt }, 'turn');
      const work = answerTo(turn, search, query).then(
        (answer) => {
          log(answer.status === 200 ? 'ok' : 'signin_required');
          return answer;
        },
        async (caught: unknown) => {
          const error = asAideError(caught);
          log(error.code);
          if (error.code === 'internal') turn.log.error({ err: error }, 'a fault of ours');
          return remedy(turn, error).catch((again: unknown) => problem(asAideError(again)));
        },
      );
      return { answer: within(patience, work, stillSearching), work };
    },
  };
}
