import type { Card, Reply } from '../features/chat.ts';
import { cardContentType, cardMessage, type OutgoingActivity, textMessage } from './activity.ts';
import type { Answer } from './deliveries.ts';
import { consentMessage, filesElsewhere, infoMessage } from './files.ts';
import { forEverybody } from './mine.ts';
import type { Performed } from './perform.ts';
import type { Places } from './places.ts';
import type { Questions } from './questions.ts';
import type { Turn } from './turn.ts';
import type { Wish } from './wish.ts';

export type Deliver = (turn: Turn, wish: Wish, performed: Performed) => Promise<void>;

/** Shows a reply as messages: in the place of the card it came from, or as new ones. */
export function createDeliver({ questions, places }: { questions: Questions; places: Places }): Deliver {
  /** Where others read along, what only one person may press is shown to them alone. */
  const shared = async (turn: Turn, reply: Reply): Promise<Reply> =>
    reply.card && turn.place.conversation.type !== 'personal'
      ? { ...reply, card: await forEverybody(turn, reply.card) }
      : reply;

  async function main(turn: Turn, wish: Wish, { show, cardId, failed }: Performed, reply: Reply): Promise<void> {
    const activity = activityOf(reply);
    const card = cardId ?? (wish.kind === 'press' ? wish.cardId : undefined);
    const consent = wish.kind === 'press' && wish.fileConsent === true && !failed;
    const replaced = activity && show === 'replace' && reply.card !== undefined && card !== undefined;
    // A consent card that was answered goes, whatever comes of it.
    // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
    if (consent && card && !replaced) await turn.remove(card);
    if (!activity) return;
    const messageId = replaced ? card : await turn.say(activity);
    if (replaced) await turn.replace(card, activity);
    if (reply.question) await questions.ask(turn.place, turn.person, reply.question.options, messageId);
  }

  /** Files are asked for and shown in a personal chat only. */
  async function offer(turn: Turn, { fileConsent, fileInfo }: Reply): Promise<void> {
    const messages = [
      ...(fileConsent ? [consentMessage(fileConsent)] : []),
      ...(fileInfo ? [infoMessage(fileInfo)] : []),
    ];
    if (messages.length === 0) return;
    const personal = turn.place.conversation.type === 'personal';
    const place = personal ? turn.place : await places.personal(turn.person);
    if (!personal) await turn.say(textMessage(filesElsewhere(place !== undefined)));
    if (place) for (const message of messages) await turn.say(message, place);
  }

  /** What is for the person alone goes to their own chat, and those who read along are told no more than that. */
  async function confide(turn: Turn, reply: Reply): Promise<void> {
    const place = await places.personal(turn.person);
    const activity = activityOf(reply);
    const sent = place && activity && (await turn.say(activity, place));
    if (sent && place && reply.question) await questions.ask(place, turn.person, reply.question.options, sent);
    await turn.say(
      textMessage(
        sent
          ? 'That is for you alone: the answer is in our own chat.'
          : 'That is for you alone. Open our own chat and ask me there.',
      ),
    );
  }

  async function one(turn: Turn, wish: Wish, performed: Performed): Promise<void> {
    const { reply, show } = performed;
    if (reply.private && show === 'new' && turn.place.conversation.type !== 'personal') return confide(turn, reply);
    await main(turn, wish, performed, await shared(turn, performed.reply));
    await offer(turn, performed.reply);
  }

  return async (turn, wish, performed) => {
    await one(turn, wish, performed);
    for (const next of performed.next ?? []) await one(turn, { kind: 'sentence', text: '' }, next);
  };
}

/** The message of a reply; undefined when a file says it all, or nothing is to be said. */
export function activityOf(reply: Reply): OutgoingActivity | undefined {
  if (reply.card) return cardMessage(reply.card, reply.text);
  return reply.text === '' || reply.fileConsent || reply.fileInfo ? undefined : textMessage(reply.text);
}

const messageType = 'application/vnd.microsoft.activity.message';

/** A reply as the answer to `adaptiveCard/action`. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
export function invokeAnswer({ reply, show, next }: Performed): { answer: Answer; shown: boolean } {
  const more = next !== undefined || reply.fileConsent !== undefined || reply.fileInfo !== undefined;
  if (reply.card && show !== 'new') return { answer: cardAnswer(reply.card), shown: show === 'stale' && !more };
  // A card or a file of its own comes as a message; a few words are the answer.
  return { answer: wordsAnswer(reply.text || 'Go on in the chat.'), shown: !reply.card && !more };
}

/** Words instead of a card: the client shows them beside it. */
export const wordsAnswer = (text: string): Answer => ok(messageType, text);

export const badInvoke = (message: string): Answer => ({
  status: 200,
  body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message } },
});

/** A card in the place of the one that was pressed, or refreshed: for this client. */
export const cardAnswer = (card: Card): Answer => ok(cardContentType, card);

const ok = (type: string, value: unknown): Answer => ({ status: 200, body: { statusCode: 200, type, value } });

export const stillAtWork: Answer = wordsAnswer('Still at work. The card changes when it is done.');
