import type { Refusal } from '../rate-limit.ts';
import { type IncomingActivity, placeOf, textMessage } from './activity.ts';
import type { Connector } from './connector.ts';
import { wordsAnswer } from './deliver.ts';
import type { Answer } from './deliveries.ts';
import { words } from './message-extension/answers.ts';
import { queryName } from './message-extension/index.ts';

/** What a person does by hand or by program. Other events are Teams' own: Aide is added, removed, people come and go. */
export const isAsking = ({ type }: IncomingActivity): boolean => type === 'message' || type === 'invoke';

/**
 * The answer to more than is taken from one person: nothing is done. It is said once, and not to each of a thousand messages;
 * an answer of 2xx, because the Bot Connector would send the activity again.
 */
export async function tooMuch(
  activity: IncomingActivity,
  { retryAfter, first }: Refusal,
  connector: Pick<Connector, 'send'>,
): Promise<Answer> {
  const text = `You ask for more than I take from one person at a time, so I did nothing. Go on in ${seconds(retryAfter)}.`;
  if (activity.type === 'invoke') return answers[activity.name ?? '']?.(text) ?? { status: 429 };
  // Who cannot be told, is not in the conversation any more.
  if (first) await connector.send(placeOf(activity), textMessage(text)).catch(() => undefined);
  return { status: 200 };
}

/** Invokes whose answer a person reads. The others are between Teams and Aide. */
const answers: Record<string, (text: string) => Answer> = Object.assign(Object.create(null), {
  'adaptiveCard/action': wordsAnswer,
  [queryName]: words,
});

const seconds = (count: number) => (count === 1 ? 'a second' : `${count} seconds`);
