import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { textOf } from '../../support/cards.ts';
import { assertContract } from '../../support/contract.ts';
import { aideForTests } from '../../support/sandbox.ts';
import { type Client, openClient } from '../../support/teams-client.ts';
import { type AideForTests, greeted, startAide } from './support.ts';

const halfDay = /\b\d{1,2}:\d\d [AP]M\b/;
const wholeDay = /\b\d\d:\d\d\b(?! ?[AP]M)/i;

/** From the client's own words to the card: what Teams, a browser and the mailbox say of how somebody writes times. */
describe('times as the person writes them', function () {
  this.timeout(120_000);
  let world: WorldForTests;
  const clients: Client[] = [];
  before(async () => {
    world = await startWorld();
  });
  after(async () => {
    await assertContract(world.sandbox.tenant);
    for (const client of clients) await client.close();
    await world.stop();
  });

  async function open(name: string): Promise<Client> {
    const client = await openClient(world.sandbox, name, { patience: 20_000 });
    clients.push(client);
    await client.nextCard();
    await client.say('sign in');
    await client.next((message) => /signed in/.test(textOf(message)));
    return client;
  }
  const answer = async (client: Client, text: string) => {
    await client.say(text);
    return client.next((message) => message.attachments.length > 0 || message.text !== '');
  };
  /** A Tuesday that is some weeks ahead, within the year. */
  const tuesday = () => {
    const now = DateTime.fromJSDate(world.sandbox.tenant.clock.now());
    return now.plus({ weeks: 3 }).startOf('week').plus({ days: 1 }).setLocale('en-US');
  };
  const speaks = (name: string, preferredLanguage: string) => {
    const { users } = world.sandbox.tenant.tables;
    users.put({ ...users.get(world.sandbox.person(name).id)!, preferredLanguage });
  };

  it('have twelve hours and the month first in Seattle, and are understood however they are typed', async () => {
    const megan = await open('Megan Bowen');
    assert.match(textOf(await answer(megan, 'what time is it for Johanna Lorenz')), halfDay);
    const day = tuesday();
    const time = `${day.toFormat('ccc, LLL d')}, 2:30 – 3:00 PM`;
    const offered = await answer(megan, `find 30 minutes with Alex Wilber on ${day.toFormat('LLLL d')} at 14:30`);
    assert(textOf(offered).includes(time), textOf(offered));
    await megan.say('14:30');
    const booked = textOf(await megan.nextUpdate(({ id }) => id === offered.id));
    assert.match(booked, /Booked/);
    assert(booked.includes(`${time} (Pacific`), booked);
  });

  it('have twenty-four hours and the day first in Berlin, in the same English words', async () => {
    const johanna = await open('Johanna Lorenz');
    const day = tuesday();
    const offered = await answer(johanna, `find 30 minutes with Joni Sherman on ${day.toFormat('d LLLL')} at 14:30`);
    assert.match(textOf(offered), new RegExp(`${day.toFormat('ccc d LLL')}, 14:30 ?– ?15:00`));
    assert.doesNotMatch(textOf(offered), halfDay);
    await johanna.say('2:30pm');
    assert.match(textOf(await johanna.nextUpdate(({ id }) => id === offered.id)), /Booked/);
    speaks('Henrietta Mueller', 'de-DE');
    const henrietta = await open('Henrietta Mueller');
    const time = textOf(await answer(henrietta, 'what time is it for Megan Bowen'));
    assert.match(time, /(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d\d:\d\d/);
    assert.doesNotMatch(time, halfDay);
  });

  it('have the hours that were chosen in the mailbox, where the client says no more than the language', async () => {
    const token = await world.sandbox.tokenFor('Alex Wilber', ['MailboxSettings.ReadWrite']);
    const changed = await fetch(`${world.sandbox.url}/v1.0/me/mailboxSettings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ timeFormat: 'HH:mm' }),
    });
    assert.equal(changed.status, 200);
    const alex = await open('Alex Wilber');
    const time = textOf(await answer(alex, 'what time is it for Megan Bowen'));
    assert.match(time, wholeDay);
    assert.doesNotMatch(time, halfDay);
  });

  it('are in the tab and in Outlook as the host writes them; else as the mailbox does', async () => {
    const token = await world.sandbox.tokenFor('Megan Bowen', [
      `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`,
    ]);
    const start = new Date(world.sandbox.tenant.clock.now().getTime() + 2 * 86_400_000);
    const body = {
      subject: 'Lunch',
      start: start.toISOString(),
      end: new Date(start.getTime() + 1_800_000).toISOString(),
    };
    const proposed = async (language: string) => {
      const { status, text } = await callApi(world.aide, '/api/actions/schedule.book?mode=propose', {
        ...{ token, body, key: randomUUID(), headers: { 'Accept-Language': language } },
      });
      assert.equal(status, 200, text);
      return text;
    };
    assert.match(await proposed('en-US,en;q=0.9'), halfDay);
    assert.doesNotMatch(await proposed('de-DE,de;q=0.9,en-US;q=0.8'), halfDay);
    for (const language of ['*', 'x', '<script>alert(1)</script>', 'a'.repeat(5000), 'en_US;;;,,']) {
      assert.match(await proposed(language), halfDay, language.slice(0, 40));
    }
  });
});

describe('how somebody’s client writes times', () => {
  let aide: AideForTests;
  before(async () => {
    aide = await startAide();
  });
  after(() => aide.stop());

  it('is known while they are away, from what they said in their own chat last', async () => {
    const localeOf = (name: string) =>
      aide.teams.clientLocale({ tenantId: aide.sandbox.tenant.id, userId: aide.sandbox.person(name).id });
    const johanna = await greeted(aide, 'Johanna Lorenz');
    await johanna.say('help');
    await johanna.nextCard();
    assert.equal(await localeOf('Johanna Lorenz'), 'en-GB');
    assert.equal(await localeOf('Lee Gu'), undefined);
  });
});
