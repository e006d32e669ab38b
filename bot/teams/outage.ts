import { LRUCache } from 'lru-cache';
import { asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { type IncomingActivity, placeOf, textMessage } from './activity.ts';
import type { Connector } from './connector.ts';
import { wordsAnswer } from './deliver.ts';
import type { Answer } from './deliveries.ts';

/** Answers an activity that could not be taken because Aide's own storage is away. */
export type Outage = (activity: IncomingActivity, requestId: string, error: unknown) => Promise<Answer>;

/**
 * Without storage nothing can be remembered, so nothing may be begun. Whoever said something is told so once, and the activity is refused:
 * the Bot Connector brings it again, three times within about twenty seconds, and then it is carried out. A button is brought once
 * only; its answer says to press it again.
 */
export function createOutage({ connector, log }: { connector: Connector; log: Logger }): Outage {
  const told = new LRUCache<string, true>({ max: 5000, ttl: 10 * 60 * 1000 });
  return async (activity, requestId, error) => {
    const { code, userMessage } = asAideError(error);
    if (code !== 'unavailable') throw error;
    if (activity.type === 'invoke') {
      if (activity.name !== 'adaptiveCard/action') throw error;
      return wordsAnswer(`${userMessage} Nothing was changed. Press it again in a minute.`);
    }
    if (activity.type === 'message' && !told.has(requestId)) {
      told.set(requestId, true);
      const text = `${userMessage} I go on with this by myself as soon as it is back. If you hear nothing within a minute, say it again.`;
      await connector
        .send(placeOf(activity), textMessage(text), activity.id ?? undefined)
        .catch((err: unknown) => log.warn({ err, requestId }, 'nobody could be told that the storage is away'));
    }
    throw error;
  };
}
