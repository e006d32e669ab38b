import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog } from '../../bot/log.ts';
import { openStorage } from '../../bot/storage/open.ts';
import type { Fault } from '../../sandbox/tenant/faults.ts';
import type { GrantRow } from '../../sandbox/tenant/model.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, callApi, startAide } from '../support/aide.ts';
import { azurite } from '../support/azurite.ts';
import { textOf } from '../support/cards.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { type Client, openClient } from '../support/teams-client.ts';
import { type Network, startNetwork } from './wire.ts';

export const ourApi: string = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;

/** A tenant and Aide, whose storage, Graph, token service and Entra ID can be made to fail. */
export interface Office {
  sandbox: SandboxForTests;
  aide: AideForTests;
  network: Network;
  /** POST /sandbox/faults. */
  faults(...faults: object[]): Promise<void>;
  /** Everybody's consent to Aide is taken back; tokens that were given stay good. */
  revoke(): void;
  /** All is well again. */
  clear(): Promise<void>;
  /** Somebody who has signed in to the bot, in their chat with it. */
  chat(name: string): Promise<Client>;
  /** What the tab is answered: the words of the error, or of the result. A new token each time. */
  tab(name: string, path: string, body: object, key?: string): Promise<{ status: number; text: string }>;
  /** How many tasks of this title somebody has. */
  tasks(name: string, title: string): Promise<number>;
  stop(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ aide: { ...aideForTests, url }, teams: { rateLimits: false } });
  const network = await startNetwork(await azurite());
  const prefix = `f${randomUUID().slice(0, 8)}`;
  const aide = await startAide(sandbox, {
    log: createLog(process.env.TEST_LOG ?? 'silent'),
    storage: openStorage(network.connection, { prefix }),
    // Retries without the pauses: what is told is what people read in the end.
    limits: { firstWait: 1, attempt: 1500, call: 15_000, longestWait: 2000 },
    env: { AIDE_LEASE_SECONDS: '2' },
  });
  const clients: Client[] = [];
  /** There are more rows than people: whoever comes again is not greeted again. */
  const greeted = new Set<string>();
  const { grants } = sandbox.tenant.tables;
  const revoked: GrantRow[] = [];
  const control = async (method: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${sandbox.url}/sandbox/faults`, {
      method,
      ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`faults: ${await answer.text()}`);
  };
  return {
    sandbox,
    aide,
    network,
    faults: (...faults) => control('POST', faults satisfies object[] as Fault[]),
    revoke() {
      for (const grant of [...grants.all()].filter(({ clientId }) => clientId === sandbox.tenant.aide.clientId)) {
        revoked.push(grant);
        grants.put({ ...grant, scopes: [] });
      }
    },
    async clear() {
      for (const grant of revoked.splice(0)) grants.put(grant);
      network.be('through');
      await control('DELETE');
    },
    async chat(name) {
      const client = await openClient(sandbox, name, { patience: 45_000 });
      clients.push(client);
      if (!greeted.has(name)) await client.next((message) => textOf(message).includes('I am Aide'));
      greeted.add(name);
      await client.say('sign in');
      await client.next((message) => /signed in/i.test(textOf(message)));
      return client;
    },
    async tab(name, path, body, key) {
      const token = await sandbox.tokenFor(name, [ourApi]);
      const answer = await callApi(aide, path, { token, body, key });
      const { detail, remedy } = answer.body ?? {};
      return { status: answer.status, text: detail ? `${detail} ${remedy}` : answer.text };
    },
    async tasks(name, title) {
      const token = await sandbox.tokenFor(name, ['https://graph.microsoft.com/Tasks.Read']);
      const get = async <T>(path: string) => {
        const answer = await fetch(`${sandbox.url}/v1.0/me/todo/lists${path}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return ((await answer.json()) as { value: T[] }).value;
      };
      let count = 0;
      for (const { id } of await get<{ id: string }>(''))
        count += (await get<{ title: string }>(`/${id}/tasks?$top=500`)).filter((task) => task.title === title).length;
      return count;
    },
    async stop() {
      for (const client of clients) await client.close();
      await aide.stop();
      await network.stop();
      await sandbox.stop();
    },
  };
}

/** Asks until it is so. @throws after half a minute */
export async function soon<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const until = Date.now() + 40_000; ; await pause(200)) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (Date.now() > until) throw new Error(`still ${JSON.stringify(answer)}`);
  }
}
