import { setTimeout as pause } from 'node:timers/promises';
import type { OperationView } from '@aide/contracts/operations';
import type { UserRow } from '../../../sandbox/tenant/model.ts';
import { callApi } from '../../support/aide.ts';
import { aideForTests, type SandboxForTests } from '../../support/sandbox.ts';
import type { Client } from '../../support/teams-client.ts';
import { type Chat, createChat } from './chat.ts';
import { patience, UnknownOutcome } from './patience.ts';
import { passing, type Told, tell } from './told.ts';

const ourApi = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;
/** Milliseconds between two tries: as told, and not that long by an impatient person. */
const between = (retryAfter = 0) => Math.min(Math.max(retryAfter * 1000, 150), 1000);

const known = (operation: OperationView): OperationView => {
  if (operation.state === 'unknown') throw new UnknownOutcome(operation);
  return operation;
};

/** One person at work with Aide, from programs (REST) and from the chat, who asks again until there is an answer. */
export interface Desk extends Chat {
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
  /** How many of the last hundred operations, those of the chat as well, have not ended. */
  open(): Promise<number>;
  /** Keys of what was done, in order. */
  keys: string[];
  /** Answers that nobody should get: what, and which. */
  faults: string[];
  told: Told;
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
  const told: Told = new Map();
  // A new token each time: Aide's token cache is written each time as well.
  const token = () => sandbox.tokenFor(user.userPrincipalName, [ourApi]);

  /** Every answer other than the one that was asked for says what happened and what to do. */
  function heard(what: string, answer: Awaited<ReturnType<typeof callApi>> | undefined): string | undefined {
    const { code, detail, remedy } = (answer?.body ?? {}) as { code?: string; detail?: string; remedy?: string };
    if (!answer || answer.status < 400) return code;
    if (answer.status >= 500 && !passing.has(code ?? '')) faults.push(`${what}: ${answer.status} ${code}`);
    else if (!detail || !remedy) faults.push(`${what}: ${answer.status} ${code} says nothing to the person`);
    else tell(told, 'tab', code ?? '');
    return code;
  }

  /** Asks until there is an answer that counts: none came, or "not now", is none. */
  async function insist(what: string, send: () => ReturnType<typeof callApi>) {
    for (const until = Date.now() + patience; ; ) {
      const answer = await send().catch(() => undefined);
      const code = heard(what, answer);
      if (answer && !passing.has(code ?? '')) return answer;
      if (Date.now() > until)
        throw new Error(`${user.displayName}, ${what}: no end (${answer?.status} ${answer?.text})`);
      await pause(between(answer?.body?.retryAfter));
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
  const recent = async () => {
    const answer = await insist('recent', async () =>
      callApi({ url }, '/api/operations?top=100', { token: await token() }),
    );
    return answer.body.operations as OperationView[];
  };

  return {
    ...createChat(client, { told, faults, recent }),
    user,
    colleagues,
    mayLook,
    keys,
    faults,
    told,
    async run(action, key, body) {
      keys.push(key);
      return ended(`${action} ${key}`, () => act(action, key, body));
    },
    async runAndLook(action, key, body) {
      keys.push(key);
      for (;;) {
        const answer = await act(action, key, body).catch(() => undefined);
        const code = heard(`${action} ${key}`, answer);
        if (answer?.status === 200) return known(answer.body as OperationView);
        const refused = answer && answer.status < 500 && !passing.has(code ?? '');
        if (refused) throw new Error(`${user.displayName}, ${action} ${key}: ${answer.status} ${answer.text}`);
        const found = await insist(`look ${key}`, () => look(key));
        const operation = found.body.state === 'attempting' ? await settled(key) : (found.body as OperationView);
        const notDone = operation.state === 'failed' && passing.has(operation.problem?.code ?? '');
        // Never begun, or refused for a while, so nothing can be lost: it is asked for once more.
        if (found.status === 404 || operation.state === 'proposed' || notDone) {
          await pause(between(answer?.body?.retryAfter));
          continue;
        }
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
    async open() {
      return (await recent()).filter(({ state }) => state === 'attempting').length;
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
}
