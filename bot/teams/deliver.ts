import type { Reply } from '../features/feature.ts';
import { cardContentType, cardMessage, type OutgoingActivity, textMessage } from './activity.ts';
import type { Answer } from './deliveries.ts';
import type { Performed } from './perform.ts';
import type { Questions } from './questions.ts';
import type { Turn } from './turn.ts';
import type { Wish } from './wish.ts';

/** Shows a reply as messages: in the place of the card it came from, or as a new message. */
export async function deliver(questions: Questions, turn: Turn, wish: Wish, performed: Performed): Promise<void> {
  const { reply, show } = performed;
  const activity = activityOf(reply);
  if (!activity) return;
  const cardId = performed.cardId ?? (wish.kind === 'press' ? wish.cardId : undefined);
  const replaced = show === 'replace' && reply.card !== undefined && cardId !== undefined;
  const messageId = replaced ? cardId : await turn.say(activity);
  if (replaced) await turn.replace(cardId, activity);
  if (reply.question) await questions.ask(turn.place, turn.person, reply.question.options, messageId);
}

export function activityOf(reply: Reply): OutgoingActivity | undefined {
  if (reply.card) return cardMessage(reply.card, reply.text);
  return reply.text === '' ? undefined : textMessage(reply.text);
}

const messageType = 'application/vnd.microsoft.activity.message';

/** A reply as the answer to `adaptiveCard/action`. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
export function invokeAnswer(performed: Performed): { answer: Answer; shown: boolean } {
  const { reply, show } = performed;
  if (reply.card && show !== 'new') return { answer: ok(cardContentType, reply.card), shown: show === 'stale' };
  // A card of its own comes as a message; a few words are the answer.
  return { answer: ok(messageType, reply.text || 'Go on in the chat.'), shown: !reply.card };
}

export const stillAtWork: Answer = {
  status: 200,
  body: {
    statusCode: 200,
    type: messageType,
    value: 'Still at work. The card changes when it is done.',
  },
};

export const badInvoke = (message: string): Answer => ({
  status: 200,
  body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message } },
});

const ok = (type: string, value: unknown): Answer => ({ status: 200, body: { statusCode: 200, type, value } });
