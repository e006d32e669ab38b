import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Storage } from '../../storage/storage.ts';
import type { IncomingActivity } from '../activity.ts';
import type { Answer } from '../deliveries.ts';
import type { Turn } from '../turn.ts';
import { failureRemedy, type OutcomeName, outcomes } from './states.ts';
import { belongsTo, type TokenService } from './token-service.ts';
import type { Waiting } from './waiting.ts';

/** What a sign-in invoke came to. */
export interface SignedIn {
  outcome: OutcomeName;
  answer: Answer;
  /** The token, when there is one now. */
  token?: string;
  /** Said to the person. */
  say?: string;
}

const exchangeValue = z.looseObject({
  id: z.string().min(1).max(512),
  connectionName: z.string(),
  token: z.string().min(1),
});
const verifyValue = z.looseObject({ state: z.string().max(256) });
const failureValue = z.looseObject({ code: z.string().max(128), message: z.string().nullish() });

/** The three invokes in which Teams tells how a sign-in went. */
export interface SignInInvokes {
  tokenExchange(turn: Turn, activity: IncomingActivity): Promise<SignedIn>;
  verifyState(turn: Turn, activity: IncomingActivity): Promise<SignedIn>;
  failure(turn: Turn, activity: IncomingActivity): Promise<SignedIn>;
}

export function createSignInInvokes(deps: {
  tokens: TokenService;
  waiting: Waiting;
  storage: Storage;
  connection: string;
}): SignInInvokes {
  const { tokens, waiting, connection } = deps;
  const exchanges = deps.storage.records('exchanges');
  // Clients ask at the same moment: one exchange serves them all, and all get its answer, 412 included.
  const underWay = new LRUCache<string, Promise<string | undefined>>({ max: 1000, ttl: 10_000 });

  /** Create-once in shared storage: true for the first client only, and for its own redelivery when the first attempt died. */
  async function first(turn: Turn, key: string): Promise<boolean> {
    const partition = `${turn.person.tenantId}.${turn.person.userId}`;
    if ((await exchanges.insert(partition, key, { by: turn.requestId })) !== undefined) return true;
    return (await exchanges.get<{ by: string }>(partition, key))?.value.by === turn.requestId;
  }

  return {
    async tokenExchange(turn, activity) {
      const value = exchangeValue.safeParse(activity.value);
      if (!value.success || value.data.connectionName !== connection) return ended('malformed', {});
      const { id, connectionName } = value.data;
      const key = `${activity.channelId}/${activity.conversation.id}/${id}`;
      // Exchange first, deduplicate second: when consent is missing every client has to be told, in use only one may go on.
      let asked = underWay.get(key);
      if (!asked) {
        asked = tokens.exchange(turn.user.id, value.data.token);
        underWay.set(key, asked);
        asked.catch(() => underWay.delete(key));
      }
      const token = await asked;
      if (token === undefined) {
        // The same exchange may be tried again after consent: then it must not be a repeat.
        underWay.delete(key);
        const failureDetail = 'The token could not be exchanged: consent or another sign-in step is missing.';
        return ended('consentNeeded', { id, connectionName, failureDetail });
      }
      if (!(await first(turn, key))) return ended('duplicate');
      if (!belongsTo(token, turn.person)) return refuse(turn);
      return { ...ended('exchanged', { id, connectionName }), token };
    },

    async verifyState(turn, activity) {
      const value = verifyValue.safeParse(activity.value);
      if (!value.success) return ended('codeRefused');
      if (value.data.state === 'CancelledByUser') {
        await waiting.drop(turn.person);
        return ended('cancelled');
      }
      const token = await tokens.get(turn.user.id, value.data.state);
      if (token === undefined) return ended('codeRefused');
      if (!belongsTo(token, turn.person)) return refuse(turn);
      return { ...ended('codeAccepted'), token };
    },

    async failure(turn, activity) {
      const value = failureValue.safeParse(activity.value);
      const code = value.success ? value.data.code : 'unknown';
      turn.log.warn({ code }, 'Teams could not sign in');
      // Each open client reports it: it is said once in ten minutes.
      const known = `failure/${activity.conversation.id}/${code}/${Math.floor(Date.now() / 600_000)}`;
      const say = (await first(turn, known)) ? failureRemedy(code) : undefined;
      return { ...ended('failed'), say };
    },
  };

  async function refuse(turn: Turn): Promise<SignedIn> {
    await tokens.signOut(turn.user.id);
    return ended('wrongAccount');
  }
}

function ended(outcome: OutcomeName, body?: unknown): SignedIn {
  const { status, say } = outcomes[outcome] as { status: number; say?: string };
  return { outcome, answer: body === undefined ? { status } : { status, body }, say };
}
