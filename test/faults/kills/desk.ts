import { setTimeout as pause } from 'node:timers/promises';
import type { OperationView } from '@aide/contracts/operations';
import type { Message } from '../../../sandbox/teams/protocol.ts';
import type { UserRow } from '../../../sandbox/tenant/model.ts';
import { callApi } from '../../support/aide.ts';
import { actionsOf, cardOf, findAction, textOf } from '../../support/cards.ts';
import { aideForTests, type SandboxForTests } from '../../support/sandbox.ts';
import type { Client } from '../../support/teams-client.ts';

const ourApi = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;
/** Milliseconds that a person insists for: servers that die with something in hand leave it hidden for half a minute each. */
const patience = 1_200_000;

/** Answers that say "not now", or "not known yet": whoever holds a key asks again. */
const passing = new Set(['in_progress', 'uncertain', 'throttled', 'unavailable', 'timeout']);

/** Aide could not find out whether it happened, and said so: nothing that builds on it is done. */
export class UnknownOutcome extends Error {
  readonly operation: OperationView;
  constructor(operation: OperationView) {
    super(`${operation.action} ${operation.operation} is unknown`);
    this.operation = operation;
  }
}

const known = (operation: OperationView): OperationView => {
  if (operation.state === 'unknown') throw new UnknownOutcome(operation);
  return operation;
};

/** One person at work with Aide, from programs (REST) and from the chat, who asks again until there is an answer. */
export interface Desk {
  user: UserRow;
  colleagues: UserRow[];
  /** An administrator has consented to reading the channels, so that lost posts can be looked for, and taken back. */
  mayLook: boolean;
  /** An action under a key; again and again with the same key until it has ended. */
  run(action: string, key: string, body: unknown): Promise<OperationView>;
  /** The same by somebody who sends it once: when no answer comes, they look what became of it. */
  runAndLook(action: string, key: string, body: unknown): Promise<OperationView>;
  undo(key: string): Promise<OperationView>;
  upload(name: string, text: string): Promise<OperationView>;
  /** Says something in the chat and waits for the card that names the mark. */
  say(text: string, mark: string): Promise<Message>;
  /** Presses a button until it is answered. @param title of the button; absent: the first one */
  press(message: Message, title?: string): Promise<void>;
  /** How many of the last hundred operations, those of the chat as well, have not ended. */
  open(): Promise<number>;
  /** Keys of what was done, in order. */
  keys: string[];
  /** Answers that nobody should get: what, and which. */
  faults: string[];
}

export interface DeskOptions {
  sandbox: SandboxForTests;
  url: string;
  client: Client;
  colleagues: UserRow[];
  mayLook: boolean;
}

export function createDesk({ sandbox, url, client, colleagues, mayLook }: DeskOptions): Desk {
  const { user } = client;
  const faults: string[] = [];
  const keys: string[] = [];
  // A new token each time: Aide's token cache is written each time as well.
  const token = () => sandbox.tokenFor(user.userPrincipalName, [ourApi]);

  /** Asks until there is an answer that counts. @param again whether it may be sent again after this answer, undefined: none came */
  async function insist(
    what: string,
    send: () => ReturnType<typeof callApi>,
    again = (status: number | undefined, code?: string) => status === undefined || passing.has(code ?? ''),
  ) {
    for (const until = Date.now() + patience; ; ) {
      const answer = await send().catch(() => undefined);
      const code = answer?.body?.code as string | undefined;
      if (answer && answer.status >= 500 && !passing.has(code ?? '')) faults.push(`${what}: ${answer.status} ${code}`);
      if (!again(answer?.status, code) && answer) return answer;
      if (Date.now() > until)
        throw new Error(`${user.displayName}, ${what}: no end (${answer?.status} ${answer?.text})`);
      await pause(150);
    }
  }

  const ended = async (what: string, send: () => ReturnType<typeof callApi>) => {
    const { status, body, text } = await insist(what, send);
    if (status !== 200) throw new Error(`${user.displayName}, ${what}: ${status} ${text}`);
    return known(body as OperationView);
  };
  const act = async (action: string, key: string, body: unknown) =>
    callApi({ url }, `/api/actions/${action}`, { token: await token(), key, body });
  const look = async (key: string) => callApi({ url }, `/api/operations/${key}`, { token: await token() });

  const desk: Desk = {
    user,
    colleagues,
    mayLook,
    keys,
    faults,
    async run(action, key, body) {
      keys.push(key);
      return ended(`${action} ${key}`, () => act(action, key, body));
    },
    async runAndLook(action, key, body) {
      keys.push(key);
      for (;;) {
        const answer = await act(action, key, body).catch(() => undefined);
        if (answer?.status === 200) return known(answer.body as OperationView);
        const refused = answer && answer.status < 500 && !passing.has(answer.body?.code);
        if (refused) throw new Error(`${user.displayName}, ${action} ${key}: ${answer.status} ${answer.text}`);
        const found = await insist(
          `look ${key}`,
          () => look(key),
          (status, code) => status === undefined || passing.has(code ?? ''),
        );
        // Never begun, so nothing can be lost: it is asked for once more.
        if (found.status === 404 || found.body.state === 'proposed') continue;
        const operation = found.body.state === 'attempting' ? await settled(key) : (found.body as OperationView);
        if (operation.state === 'failed') throw new Error(`${action} ${key}: ${JSON.stringify(operation.problem)}`);
        return known(operation);
      }
    },
    undo: (key) =>
      ended(`undo ${key}`, async () =>
        callApi({ url }, `/api/operations/${key}/undo`, { token: await token(), method: 'POST', body: {} }),
      ),
    async upload(name, text) {
      const size = Buffer.byteLength(text);
      const begun = await insist('upload', async () =>
        callApi({ url }, '/api/uploads', { token: await token(), body: { name, size, conflictBehavior: 'replace' } }),
      );
      const id = begun.body.upload as string;
      keys.push(id);
      return ended(`upload ${name}`, async () =>
        callApi({ url }, `/api/uploads/${id}`, {
          token: await token(),
          method: 'PUT',
          body: text,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      );
    },
    async say(text, mark) {
      await client.say(text);
      for (;;) {
        const answer = await client.next(
          (message) => textOf(message).includes(mark) || findAction(cardOf(message), 'Try again') !== undefined,
        );
        // What could not be done at the moment is asked for again with the button that says so.
        if (!textOf(answer).includes(mark)) await client.press(answer, 'Try again');
        if (textOf(answer).includes(mark) && cardOf(answer)) return answer;
      }
    },
    async open() {
      const answer = await callApi({ url }, '/api/operations?top=100', { token: await token() });
      const list = answer.body.operations as OperationView[];
      return list.filter(({ state }) => state === 'attempting').length;
    },
    async press(message, title = actionsOf(cardOf(message))[0]) {
      for (const until = Date.now() + patience; ; await pause(300)) {
        const { status, card, text } = await client.press(message, title ?? '');
        const atWork = text?.startsWith('Still at work');
        if (status === 200 && !atWork && (card || text)) return;
        if (Date.now() > until) throw new Error(`${user.displayName}, button "${title}": ${status} ${text}`);
      }
    },
  };

  /** Nobody asks again: the server that finds it has to bring it to its end. */
  async function settled(key: string): Promise<OperationView> {
    for (const until = Date.now() + patience; Date.now() < until; await pause(500)) {
      const found = await look(key).catch(() => undefined);
      if (found?.status === 200 && found.body.state !== 'attempting') return found.body as OperationView;
    }
    throw new Error(`${user.displayName}: ${key} is never settled`);
  }
  return desk;
}
