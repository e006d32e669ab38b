import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, callApi, startAide } from '../support/aide.ts';
import { actionsOf, cardOf, textOf } from '../support/cards.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { type Client, openClient } from '../support/teams-client.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { ourApi, soon } from './office.ts';

const megan = 'Megan Bowen';

/** Each request goes to the other process than the one before: what only one of them knew would be missed at once. */
describe('two processes behind one address', function () {
  this.timeout(120_000);
  let sandbox: SandboxForTests;
  let balancer: Balancer;
  let both: AideForTests[] = [];
  let client: Client;
  const api = async (path: string, body?: unknown, key?: string) =>
    callApi(balancer, path, { token: await sandbox.tokenFor(megan, [ourApi]), body, key });

  before(async () => {
    const ports = [await freePort(), await freePort()];
    balancer = await startBalancer(ports);
    sandbox = await startSandbox({ aide: { ...aideForTests, url: balancer.url }, teams: { rateLimits: false } });
    const prefix = `two${randomUUID().slice(0, 8)}`;
    const env = { AIDE_URL: balancer.url, AIDE_LEASE_SECONDS: '2', AIDE_MAIL_HOLD_SECONDS: '2' };
    both = await Promise.all(ports.map((port) => startAide(sandbox, { prefix, port, env })));
    client = await openClient(sandbox, megan, { patience: 30_000 });
    await client.next((message) => textOf(message).includes('I am Aide'));
  });
  after(async () => {
    await client?.close();
    await Promise.all(both.map((aide) => aide.stop()));
    await balancer?.stop();
    await sandbox?.stop();
  });

  it('sign a person in, although the question and its answer come to different ones', async () => {
    await client.say('who am i');
    await client.next((message) => textOf(message).includes(client.user.mail));
    assert.equal(new Set(balancer.served).size, 2);
  });

  it('know each other’s cards: times of one, booked by the other, taken back by the first', async () => {
    await client.say('find 30 minutes with Alex Wilber on Thursday about "Alternating"');
    const times = await client.nextCard((card) => /Times for/.test(textOf(card)));
    const before = balancer.served.length;
    const booked = await client.press(times, actionsOf(cardOf(times))[0]!);
    assert.match(textOf(booked.card!), /Booked|Done/);
    assert.match(textOf((await client.press(times, 'Undo')).card!), /Undone|taken back|cancelled/i);
    assert.equal(new Set(balancer.served.slice(before)).size, 2);
  });

  it('do once what is sent to both at the same time under one key, and give the same answer', async () => {
    const key = randomUUID();
    const title = `Both ${key}`;
    const answers = await Promise.all([1, 2, 3, 4].map(() => api('/api/actions/tasks.add', { title }, key)));
    for (const { body, text } of answers) assert.equal(body.state, 'done', text);
    assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body.receipt))).size, 1);
  });

  it('act once on an activity that is delivered to both', async () => {
    const title = `Delivered ${randomUUID()}`;
    // Its answer is lost on the way: the Bot Connector brings the activity again, and it comes to the other one.
    const lost = balancer.lose('/api/messages');
    await client.say(`add task ${title}`);
    await lost;
    const before = balancer.served.length;
    await client.next((message) => textOf(message).includes(title));
    await soon(
      async () => balancer.served.length,
      (length) => length > before,
    );
    // What is said next is answered after it: nothing else came of the redelivery.
    await client.say('who am i');
    await client.next((message) => textOf(message).includes(client.user.mail));
    assert.equal(client.untaken().filter((message) => textOf(message).includes(title)).length, 0);
    const { body } = await api('/api/operations?top=20');
    const added = (body.operations as { action: string; receipt?: { summary: string } }[]).filter(
      ({ action, receipt }) => action === 'tasks.add' && receipt?.summary.includes(title),
    );
    assert.equal(added.length, 1);
  });

  it('carry out a plan of one or the other, once, and tell it once', async () => {
    const subject = `Mail ${randomUUID()}`;
    const to = [{ address: sandbox.person('Alex Wilber').mail }];
    const sent = await api('/api/actions/mail.send', { kind: 'new', to, subject, text: 'Hello' }, randomUUID());
    assert.equal(sent.body.state, 'done', sent.text);
    await client.next((message) => textOf(message).includes(subject) && /Sent/.test(textOf(message)));
    const token = await sandbox.tokenFor('Alex Wilber', ['https://graph.microsoft.com/Mail.Read']);
    const filter = new URLSearchParams({ $filter: `subject eq '${subject}'` });
    const answer = await fetch(`${sandbox.url}/v1.0/me/messages?${filter}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(((await answer.json()) as { value: unknown[] }).value.length, 1);
    assert.equal(client.untaken().filter((message) => textOf(message).includes(subject)).length, 0);
  });

  it('go on when one of them stops', async () => {
    const [first] = both.splice(0, 1);
    await first?.stop();
    const title = `Alone ${randomUUID()}`;
    const key = randomUUID();
    for (let n = 0; n < 4; n++) {
      const answer = await soon(
        () => api('/api/actions/tasks.add', { title }, key),
        ({ status }) => status === 200,
      );
      assert.equal(answer.body.state, 'done');
    }
    await client.say('who am i');
    await client.next((message) => textOf(message).includes(client.user.mail));
  });
});
