import { setTimeout as pause } from 'node:timers/promises';
import type { OperationView } from '@aide/contracts/operations';
import type { Message } from '../../../sandbox/teams/protocol.ts';
import { actionsOf, cardOf, findAction, textOf } from '../../support/cards.ts';
import type { Client } from '../../support/teams-client.ts';
import { patience, UnknownOutcome } from './patience.ts';
import { codeOf, goesOn, type Told, tell } from './told.ts';

/** Somebody in the chat, who does what they are told to do: waits, presses "Try again", says it again after a silent minute. */
export interface Chat {
  /** Says something and waits for the card that names the mark. */
  say(text: string, mark: string): Promise<Message>;
  /** Asks for something that is done at once, and waits until it is: by its card, or among what was done lately. */
  order(text: string, mark: string, action: string): Promise<void>;
  /** Presses a button until it is answered. @param title of the button; absent: the first one */
  press(message: Message, mark: string, title?: string): Promise<void>;
}

interface Around {
  told: Told;
  faults: string[];
  recent(): Promise<OperationView[]>;
}

/** Milliseconds: "if you hear nothing within a minute, say it again". */
const silence = 60_000;
const tryAgain = 'Try again';
/** The card of an operation that has not ended well, or not yet. */
const notSettled = /^Not settled$/m;

export function createChat(client: Client, { told, faults, recent }: Around): Chat {
  const { displayName } = client.user;
  const isAnswer = (message: Message, mark: string) => textOf(message).includes(mark) && cardOf(message) !== undefined;
  const isRemark = (message: Message) =>
    findAction(cardOf(message), tryAgain) !== undefined || codeOf(textOf(message)) !== undefined;

  /** The next message that fits; undefined: none within the time. */
  async function hear(fits: (message: Message) => boolean, ms: number): Promise<Message | undefined> {
    for (const until = Date.now() + ms; Date.now() < until; await pause(30))
      if (client.untaken().some(fits)) return client.next(fits);
    return undefined;
  }

  /** What was said about something else meanwhile. */
  async function forget(): Promise<void> {
    while (client.untaken().some(isRemark)) await client.next(isRemark);
  }

  const note = (text: string): string => {
    const code = codeOf(text) ?? 'other';
    if (code === 'other') faults.push(`${displayName} reads: ${text.slice(0, 300)}`);
    tell(told, 'chat', code);
    return code;
  };

  /** What became of an operation of the chat that it is not known of yet; undefined: it did not happen. */
  async function settled(mark: string, action: string): Promise<OperationView | undefined> {
    for (const until = Date.now() + patience; Date.now() < until; await pause(1000)) {
      const mine = (await recent()).filter((one) => one.action === action);
      const done = mine.find(({ receipt }) => JSON.stringify(receipt ?? '').includes(mark));
      if (done) return done;
      const unknown = mine.find(
        ({ state, proposal }) => state === 'unknown' && JSON.stringify(proposal).includes(mark),
      );
      if (unknown) throw new UnknownOutcome(unknown);
      if (!mine.some(({ state }) => state === 'attempting')) return undefined;
    }
    throw new Error(`${displayName}: ${action} of ${mark} is never settled`);
  }

  /** Until there is an answer. @param action what is done by it; then "not known yet" is looked into, and being done is an answer */
  async function ask(text: string, mark: string, action?: string): Promise<Message | undefined> {
    await forget();
    await client.say(text);
    for (let quiet = 0, until = Date.now() + patience; Date.now() < until; ) {
      const answer = await hear((message) => isAnswer(message, mark) || isRemark(message), silence);
      if (!answer) {
        // Nothing at all, for as long as Aide says that it may take.
        if (++quiet > 5) throw new Error(`${displayName}: no answer to "${text}"`);
        tell(told, 'chat', 'nothing for a minute');
        if (action && (await settled(mark, action))) return undefined;
        await client.say(text);
        continue;
      }
      quiet = 0;
      if (isAnswer(answer, mark) && !notSettled.test(textOf(answer))) return answer;
      const code = note(textOf(answer));
      if (goesOn.test(textOf(answer))) continue;
      if (findAction(cardOf(answer), tryAgain)) {
        await pause(1000);
        await press(answer, mark, tryAgain, action);
        if (isAnswer(answer, mark)) return answer;
        if (action && (await settled(mark, action))) return undefined;
      } else if (action && (code === 'uncertain' || code === 'in_progress')) {
        if (await settled(mark, action)) return undefined;
        await client.say(text);
      }
    }
    throw new Error(`${displayName}: no end of "${text}"`);
  }

  async function press(
    message: Message,
    mark: string,
    title = actionsOf(cardOf(message))[0] ?? '',
    action?: string,
  ): Promise<void> {
    for (const until = Date.now() + patience; Date.now() < until; await pause(300)) {
      const { status, card, text } = await client.press(message, title);
      if (status !== 200) continue;
      if (card && !notSettled.test(textOf(card))) return;
      if (card) {
        const open = (await recent()).find(({ state, proposal }) => state === 'unknown' && isAbout(proposal, mark));
        if (open) throw new UnknownOutcome(open);
        continue;
      }
      // A card of its own comes as a message.
      if (text === 'Go on in the chat.') return;
      const code = text ? note(text) : 'nothing';
      if (action && code === 'uncertain') return;
      await pause(code === 'in_progress' ? 0 : 700);
    }
    throw new Error(`${displayName}: no end of the button "${title}"`);
  }

  return {
    async say(text, mark) {
      const answer = await ask(text, mark);
      if (!answer) throw new Error(`${displayName}: "${text}" was done, and not answered`);
      return answer;
    },
    async order(text, mark, action) {
      await ask(text, mark, action);
    },
    press: (message, mark, title) => press(message, mark, title),
  };
}

const isAbout = (what: unknown, mark: string) => JSON.stringify(what ?? '').includes(mark);
