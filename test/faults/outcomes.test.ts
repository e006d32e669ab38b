import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cardOf, findAction, textOf } from '../support/cards.ts';
import type { Client } from '../support/teams-client.ts';
import { type Office, openOffice, soon } from './office.ts';
import { type Outcome, type Row, read, rows, write } from './outcomes.ts';

const agenda = { path: '/api/queries/schedule.agenda', sentence: "what's on tomorrow" };

describe('what people read when something fails, and what becomes of what they wanted', function () {
  this.timeout(120_000);
  let office: Office;
  /** A person for each row: whose tokens and lists nobody has asked for yet. */
  let names: string[];
  before(async () => {
    office = await openOffice();
    names = [...office.sandbox.tenant.tables.users.all()].map((user) => user.displayName);
  });
  after(() => office?.stop());
  afterEach(() => office.clear());

  const happen = (row: Row, match: object): void | Promise<void> =>
    typeof row.happens === 'function'
      ? row.happens(office)
      : office.faults(
          ...row.happens.map((fault) => ({ match: { ...match, app: office.sandbox.tenant.aide.clientId }, ...fault })),
        );
  const day = () => {
    const start = office.sandbox.tenant.clock.now();
    return { window: { start: start.toISOString(), end: new Date(start.getTime() + 86_400_000).toISOString() } };
  };

  function tell(text: string, outcome: Outcome, works: RegExp): void {
    assert.match(text, outcome === 'works' ? works : outcome);
  }

  for (const [index, row] of rows.entries()) {
    const who = () => names[index % names.length]!;

    it(`${row.fault}: in the tab`, async () => {
      await happen(row, read);
      const seen = await office.tab(who(), agenda.path, day());
      tell(seen.text, row.tab?.read ?? row.read, /"meetings"|"events"|"timeZone"/);
      await office.clear();

      const title = `Task ${randomUUID()}`;
      const key = randomUUID();
      const add = () => office.tab(who(), '/api/actions/tasks.add', { title }, key);
      await happen(row, write);
      const told = await add();
      tell(told.text, row.tab?.write ?? row.write, /"state":"done"/);
      await office.clear();
      // Asked for again with the same key, as the tab does it.
      await soon(add, ({ status }) => status === 200);
      assert.equal(await office.tasks(who(), title), 1);
    });

    it(`${row.fault}: in the chat`, async () => {
      const client = await office.chat(who());
      await happen(row, read);
      await client.say(agenda.sentence);
      tell(
        textOf(await client.next()),
        row.chat?.read ?? row.read,
        /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)?|The time is yours|Nothing/,
      );
      await office.clear();
      await rest(client);

      const title = `Task ${randomUUID()}`;
      await happen(row, write);
      await client.say(`add task ${title}`);
      const told = await client.next(
        (message) => !/\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)?|The time is yours/.test(textOf(message)),
      );
      tell(textOf(told), row.chat?.write ?? row.write, /Added|Done/);
      await office.clear();
      if (findAction(cardOf(told), 'Try again')) await client.press(told, 'Try again');
      // Where it cannot be asked for again at once, Aide goes on with it by itself. What needs the person waits for them.
      const needsThem = findAction(cardOf(told), 'Give permission') ?? findAction(cardOf(told), 'Go on');
      if (needsThem) return assert.equal(await office.tasks(who(), title), 0);
      await soon(
        () => office.tasks(who(), title),
        (count) => count === 1,
      );
      await rest(client);
      assert.equal(await office.tasks(who(), title), 1);
      await client.close();
    });
  }

  /** What came besides; the next thing that is said is answered after it. */
  async function rest(client: Client): Promise<void> {
    await client.say('help');
    await client.next((message) => /what I can do|I can/i.test(textOf(message)));
  }
});
