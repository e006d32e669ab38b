import assert from 'node:assert/strict';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { bookAction } from '../../../../bot/features/schedule/book.ts';
import { proposeQuery } from '../../../../bot/features/schedule/propose.ts';
import { partsOf } from '../../../support/cards.ts';
import { createOffice, iso, type Office } from './office.ts';

const textOf = (reply: Reply) => JSON.stringify(reply.card);

describe('a meeting with a distribution list', () => {
  let office: Office;
  let adele: Context;
  let monday: DateTime;
  const list = 'buddies@contoso.com';
  before(async () => {
    office = await createOffice();
    adele = await office.as('Adele Vance');
    monday = office.emptyMonday().plus({ weeks: 2 });
    group(
      'Buddies',
      list,
      ['Megan Bowen', 'Alex Wilber', 'Lee Gu'].map((name) => office.sandbox.person(name).id),
    );
    const { users } = office.sandbox.tenant.tables;
    const like = office.sandbox.person('Lee Gu');
    const crowd = Array.from({ length: 25 }, (_, i) => {
      const mail = `guest${i}@contoso.com`;
      return users.put({ ...users.get(like.id)!, id: crypto.randomUUID(), mail, userPrincipalName: mail }).id;
    });
    group('Crowd', 'crowd@contoso.com', crowd);
  });
  after(() => office.stop());

  function group(displayName: string, mail: string, memberIds: string[]) {
    const { groups } = office.sandbox.tenant.tables;
    const [like] = [...groups.all()].filter(({ kind }) => kind === 'distribution');
    groups.put({ ...like!, id: crypto.randomUUID(), displayName, mail, memberIds });
  }
  const day = (at: DateTime) => at.setLocale('en-GB').toFormat('d LLLL yyyy');
  async function press(reply: Reply, title: RegExp) {
    const button = partsOf(reply.card).find((part) => title.test(String(part.title)));
    assert(button, textOf(reply));
    return office.press(adele, String(button.verb), button.data as Record<string, unknown>);
  }
  const subjectsOf = async (name: string) => {
    const view = `/me/calendarView?startDateTime=${iso(monday)}&endDateTime=${iso(monday.plus({ weeks: 4 }))}&$top=500`;
    const { value } = await office.graphAs<{ value: Event[] }>(name, 'GET', view);
    return value.map(({ subject }) => subject);
  };

  it('is offered when everybody in it is free, says that it is a group, and invites them all', async () => {
    await office.fill('Alex Wilber', monday.set({ hour: 10 }), 60);
    const offer = await office.say(
      adele,
      `book 30 minutes with ${list} on ${day(monday)} at 10:00 titled "With the list"`,
    );
    assert.match(textOf(offer), /buddies@contoso\.com \(a group\)/);
    assert.match(textOf(offer), /all free but somebody in buddies@contoso\.com/);
    assert.match(textOf(offer), /working hours are not known/);
    const done = await press(offer, /11:30/);
    assert.match(textOf(done), /Booked/);
    // Exchange knows the name that the address has.
    assert.match(textOf(done), /"value":"Buddies"/);
    for (const name of ['Megan Bowen', 'Alex Wilber', 'Lee Gu'])
      assert((await subjectsOf(name)).includes('With the list'), name);
  });

  it('is offered as a series too, and says on which dates somebody of it is busy', async () => {
    const friday = monday.plus({ days: 4 });
    await office.fill('Lee Gu', friday.plus({ weeks: 1 }).set({ hour: 10 }), 60);
    const offer = await office.say(
      adele,
      `book 30 minutes with ${list} every Friday at 10:00 from ${day(friday)}, 3 times`,
    );
    const when = friday.plus({ weeks: 1 }).setLocale('en-US').toFormat('LLL d');
    assert.ok(textOf(offer).includes(`free on 2 of 3: somebody in ${list} is busy on ${when}`), textOf(offer));
    assert.match(textOf(offer), /\(a group\)/);
  });

  it('is understood by its address alone', async () => {
    const offer = await office.say(adele, 'book 30 minutes with allhands@contoso.com tomorrow');
    assert.equal(offer.command, 'schedule.meet');
    assert.match(textOf(offer), /allhands@contoso\.com \(a group\)/);
  });

  it('warns before it is booked at a time when somebody in it is busy', async () => {
    const at = monday.set({ hour: 10 });
    const { proposal } = await adele.operations.propose(bookAction, {
      subject: 'Clash',
      start: iso(at),
      end: iso(at.plus({ minutes: 30 })),
      required: [{ address: list }],
    });
    assert.ok(proposal?.warnings.includes('Somebody in buddies is busy at that time.'), proposal?.warnings.join());
  });

  const propose = (addresses: string[]) =>
    proposeQuery.run(
      adele,
      proposeQuery.input.parse({
        required: addresses.map((address) => ({ address })),
        window: { start: iso(monday), end: iso(monday.plus({ days: 1 })) },
      }),
    );

  it('is looked at together with as many people as there are, although its members count towards the 20 of a request', async () => {
    const people = Array.from({ length: 18 }, (_, i) => `guest${i}@contoso.com`);
    office.calls();
    const { unknown, groups, proposals, compromises } = await propose([...people, list]);
    assert.deepEqual(unknown, []);
    assert.deepEqual(groups, [list]);
    assert(proposals.length + compromises.length > 0);
    // Refused once, then in halves, in one batch.
    assert.deepEqual(office.calls(), ['POST /me/calendar/getSchedule', 'POST /$batch']);
  });

  it('is not known, and never free, when it has more people than Microsoft 365 opens', async () => {
    const { unknown, groups, proposals } = await propose(['crowd@contoso.com']);
    assert.deepEqual(unknown, [
      { address: 'crowd@contoso.com', reason: 'a group too large for Microsoft 365 to say when all are free' },
    ]);
    assert.equal(groups, undefined);
    assert.deepEqual(proposals, []);
    const offer = await office.say(adele, `book 30 minutes with crowd@contoso.com on ${day(monday)}`);
    assert.match(textOf(offer), /Not known: crowd@contoso\.com \(a group too large/);
  });
});
