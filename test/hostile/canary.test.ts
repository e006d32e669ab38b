import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { readConfig } from '../../bot/config.ts';
import type { Fault } from '../../sandbox/tenant/faults.ts';
import { callApi, environmentFor } from '../support/aide.ts';
import { azurite } from '../support/azurite.ts';
import { aideForTests } from '../support/sandbox.ts';
import { createGun, type Gun } from './shot.ts';
import { type HostileWorld, startHostileWorld } from './world.ts';

/** Words that are nowhere but in what people wrote, and may be in Microsoft 365 and on the way to the person, and nowhere else. */
const contents = {
  subject: 'Canarysubject-7Q1',
  mailBody: 'Canarybody-8W2',
  address: 'canaryaddress-9e3@elsewhere.example',
  title: 'Canarytask-0R4',
  file: 'Canaryfile-1T5',
  fileContent: 'Canarybytes-2Y6',
  sentence: 'Canarysentence-3U7',
};
const [megan, alex] = [0, 1];

/**
 * What must not get out, through what works and through what fails: a fault at each call that is made for it. The log is at its most
 * talkative, which is more than any production says.
 */
describe('a canary', () => {
  let world: HostileWorld;
  let gun: Gun;
  /** Tokens that came to the sandbox on any call: Aide's own, and those of people. */
  const tokens = new Set<string>();
  const problems: string[] = [];
  let log = '';
  before(async function () {
    this.timeout(120_000);
    world = await startHostileWorld({}, { level: 'trace' });
    world.sandbox.sandbox.app.server.prependListener('request', ({ headers }: IncomingMessage) => {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      if (token) tokens.add(token);
    });
    gun = createGun(world.target.url);
    await plant();
  });
  after(async () => {
    gun.close();
    await world.stop();
  });

  const asMegan = async (method: string, path: string, body: unknown, type = 'application/json') => {
    const token = await world.sandbox.tokenFor('Megan Bowen', ['Mail.ReadWrite', 'Files.ReadWrite.All']);
    const answer = await fetch(`${world.sandbox.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    assert(answer.ok, await answer.clone().text());
    return (await answer.json()) as { id: string };
  };
  let message: string;
  let file: string;
  async function plant(): Promise<void> {
    const to = [{ emailAddress: { address: contents.address, name: 'C' } }];
    const body = { contentType: 'text', content: contents.mailBody };
    message = (await asMegan('POST', '/me/messages', { subject: contents.subject, body, toRecipients: to })).id;
    file = (await asMegan('PUT', `/me/drive/root:/${contents.file}.txt:/content`, contents.fileContent, 'text/plain'))
      .id;
  }

  /** @returns the status of the answer */
  type Step = () => Promise<number | undefined>;
  const action =
    (name: string, body: unknown): Step =>
    async () =>
      noted(await api(`/api/actions/${name}`, body, randomUUID()));
  const query =
    (name: string, body: unknown): Step =>
    async () =>
      noted(await api(`/api/queries/${name}`, body));
  const api = (path: string, body: unknown, key?: string) =>
    callApi(world.aide, path, { token: world.target.tokens[megan], body, ...(key ? { key } : {}) });
  const noted = ({ status, text }: { status: number; text: string }) => {
    if (status >= 400) problems.push(text);
    return status;
  };
  const say =
    (text: string, who = megan): Step =>
    async () => {
      const answer = await gun.fire({
        what: 'activity',
        method: 'POST',
        path: '/api/messages',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${world.target.connectorToken}` },
        body: JSON.stringify(world.target.activity(who, { text })),
      });
      return answer?.status;
    };

  /** What people do, with canaries in all of it. */
  const steps = (): [name: string, step: Step][] => [
    ['mail.get', query('mail.get', { message })],
    ['mail.forward', action('mail.forward', { message, text: contents.mailBody, to: [{ address: contents.address }] })],
    [
      'mail.send',
      action('mail.send', {
        kind: 'new',
        to: [{ address: contents.address }],
        subject: contents.subject,
        text: contents.mailBody,
      }),
    ],
    ['tasks.add', action('tasks.add', { title: contents.title })],
    [
      'files.share',
      action('files.share', { file: { itemId: file }, people: [{ address: contents.address }], role: 'view' }),
    ],
    ['files.search', query('files.search', { text: contents.file })],
    ['upload', async () => noted(await api('/api/uploads', { name: `${contents.file}-2.txt`, size: 10 }))],
    ['a sentence about a file', say(`share ${contents.file} with ${contents.address}, view only`)],
    ['a sentence about a task', say(`remind me to ${contents.title} tomorrow 9am`)],
    ['a sentence that nobody understands', say(contents.sentence)],
    ['a meeting', say(`30 minutes with Alex Wilber tomorrow afternoon about ${contents.subject}`)],
    ['somebody else’s sentence', say('what is due this week', alex)],
  ];

  const faults: Omit<Fault, 'match'>[] = [
    { kind: 'status', status: 400 },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 404 },
    { kind: 'status', status: 409 },
    { kind: 'status', status: 429, retryAfter: 3600 },
    // No time in which it would be tried again.
    { kind: 'status', status: 503, retryAfter: 3600 },
    { kind: 'drop', times: 1 },
    { kind: 'claims' },
    { kind: 'consent' },
  ];

  it('goes through everything, and through a fault at every call', async function () {
    this.timeout(300_000);
    const { traffic, faults: there } = world.sandbox.tenant;
    for (const [name, step] of steps()) {
      traffic.clear();
      const status = await step();
      assert(status === 200 || status === 201, `${name}: ${status} ${problems.at(-1)}`);
      const calls = [...new Set(traffic.list().map(({ url }) => new URL(url).pathname))];
      for (const path of calls)
        for (const fault of faults) {
          there.add([{ ...fault, match: { path: `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` } } as Fault]);
          await step();
          there.clear();
        }
      assert(calls.length > 0 || /nobody|upload/.test(name), `${name} called nothing`);
    }
    // The token service, and Entra ID, being away.
    log = world.logText();
    assert(log.length > 10_000);
    assert(problems.length > 50, `${problems.length} problems`);
    assert(tokens.size > 5, `${tokens.size} tokens`);
  });

  const { clientSecret, botSecret } = aideForTests;
  /** What opens something. */
  const keys = () => ({
    clientSecret,
    botSecret,
    encryptionKey: environmentFor('', '').AIDE_ENCRYPTION_KEYS!.split(':')[1]!,
    ...Object.fromEntries([...tokens].map((token, i) => [`token ${i}`, token.split('.').at(-1)!])),
  });
  const sings = (text: string, canaries: Record<string, string>): string[] =>
    Object.entries(canaries)
      .filter(([, canary]) => canary.length > 5 && text.includes(canary))
      .map(
        ([name, canary]) =>
          `${name}: …${text.slice(Math.max(0, text.indexOf(canary) - 200), text.indexOf(canary) + 60)}`,
      );

  it('is not in the log: neither what opens something, nor what people wrote, nor whom they wrote to', () => {
    assert.deepEqual(sings(log, keys()), []);
    assert.deepEqual(sings(log, contents), []);
    assert.deepEqual(sings(log, { megan: world.sandbox.person('Megan Bowen').mail }), []);
  });

  it('is not in a problem: neither what opens something, nor what Graph said', () => {
    const text = problems.join('\n');
    assert.deepEqual(sings(text, keys()), []);
    const { mailBody, fileContent } = contents;
    assert.deepEqual(sings(text, { mailBody, fileContent }), []);
  });

  it('is not said to anybody else', () => {
    const hers = String((world.target.activity(megan).conversation as { id: string }).id);
    const others = world.replies.filter(({ conversationId }) => conversationId !== hers);
    assert(others.length > 0, 'somebody else was answered too');
    assert.deepEqual(sings(JSON.stringify(others), { ...contents, ...keys() }), []);
    assert.deepEqual(sings(JSON.stringify(world.replies), keys()), []);
  });

  it('is not in the traffic that is handed on: no token of any call', () => {
    assert.deepEqual(sings(JSON.stringify(world.sandbox.tenant.traffic.toHar()), keys()), []);
  });

  it('is not to be read where Aide keeps what it knows', async () => {
    const kept = await everythingKept(world.aide.prefix);
    assert(kept.length > 5_000, `${kept.length} characters`);
    assert.deepEqual(sings(kept, keys()), []);
    assert.deepEqual(sings(kept, contents), []);
  });

  it('is not in what is said when a setting is wrong', () => {
    const good = environmentFor('http://127.0.0.1:4365', randomUUID());
    for (const name of ['AIDE_ENCRYPTION_KEYS', 'AIDE_CLIENT_ID', 'AIDE_STORAGE', 'AIDE_BOT_ID', 'AIDE_TENANTS'])
      for (const canary of ['k1:canary-setting', 'https://canary-setting', 'canary-setting,canary-setting'])
        try {
          readConfig({ ...good, [name]: canary });
        } catch (error) {
          assert(!(error as Error).message.includes('canary-setting'), `${name}: ${(error as Error).message}`);
        }
  });
});

/** Every row and every message of one Aide. */
async function everythingKept(prefix: string): Promise<string> {
  const connection = await azurite();
  const options = { allowInsecureConnection: true };
  const parts: string[] = [];
  for await (const { name } of TableServiceClient.fromConnectionString(connection, options).listTables()) {
    if (!name?.startsWith(prefix)) continue;
    for await (const row of TableClient.fromConnectionString(connection, name, options).listEntities())
      parts.push(JSON.stringify(row));
  }
  const queues = QueueServiceClient.fromConnectionString(connection);
  for await (const { name } of queues.listQueues({ prefix })) {
    const { peekedMessageItems } = await queues.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    for (const { messageText } of peekedMessageItems)
      parts.push(messageText, Buffer.from(messageText, 'base64').toString());
  }
  return parts.join('\n');
}
