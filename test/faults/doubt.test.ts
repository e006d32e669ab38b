import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cardOf, findAction, textOf } from '../support/cards.ts';
import type { Client } from '../support/teams-client.ts';
import { type Office, openOffice, soon } from './office.ts';
import { write } from './outcomes.ts';

/** What an impatient person does, where each impatience could do it once more. */
describe('a task that is asked for while nothing works', function () {
  this.timeout(120_000);
  let office: Office;
  let client: Client;
  const megan = 'Megan Bowen';
  before(async () => {
    office = await openOffice();
    client = await office.chat(megan);
  });
  after(() => office?.stop());
  afterEach(() => office.clear());

  const app = () => office.sandbox.tenant.aide.clientId;
  const onlyOne = async (title: string) => {
    await soon(
      () => office.tasks(megan, title),
      (count) => count > 0,
    );
    // What is said next is answered after all that came before.
    await client.say('help');
    await client.next((message) => /what I can do|I can/i.test(textOf(message)));
    assert.equal(await office.tasks(megan, title), 1);
  };

  it('is not offered again when it may be there already, although looking for it is refused', async () => {
    const title = `Task ${randomUUID()}`;
    await office.faults(
      { match: { ...write, app: app() }, kind: 'drop', when: 'after', times: 1 },
      { match: { ...write, method: 'GET', app: app() }, kind: 'status', status: 429, retryAfter: 90 },
    );
    await client.say(`add task ${title}`);
    const told = await client.next();
    assert.match(textOf(told), /It is not known yet whether it happened/);
    assert.doesNotMatch(textOf(told), /Nothing was changed/);
    assert.equal(findAction(cardOf(told), 'Try again'), undefined);
    await office.clear();
    await onlyOne(title);
  });

  it('is added once, however often "Try again" is pressed, on however many cards', async () => {
    const title = `Task ${randomUUID()}`;
    await office.faults({ match: { ...write, app: app() }, kind: 'status', status: 429, retryAfter: 90 });
    await client.say(`add task ${title}`);
    const first = await client.next((message) => findAction(cardOf(message), 'Try again') !== undefined);
    await client.press(first, 'Try again');
    const second = await client.next((message) => findAction(cardOf(message), 'Try again') !== undefined);
    await office.clear();
    // Slow, so that all of them are under way at the same time.
    await office.faults({ match: { ...write, app: app() }, kind: 'latency', ms: 800 });
    const again = structuredClone(second);
    const pressed = [first, second, again].map((message) => client.press(message, 'Try again'));
    for (const { card } of await Promise.all(pressed)) assert.match(textOf(card!), /Added|Done/);
    await onlyOne(title);
  });
});
