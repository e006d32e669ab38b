import assert from 'node:assert/strict';
import type { Fact, Finding } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { freeFact } from '../../../../bot/features/schedule/facts/free.ts';
import { meetingFact } from '../../../../bot/features/schedule/facts/meeting.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { attendeesReference } from '../../../../bot/features/schedule/references.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { statementOf } from '../../../../bot/language/statements.ts';
import { createOffice, fails, type Office } from '../office.ts';

const name = 'Megan Bowen';

describe('what conditions ask of the calendar', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice(schedule, ['Calendars.ReadWrite']);
    megan = await office.as(name);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(Object.keys(schedule.reasons));
  });
  after(() => office.stop());

  const facts = [meetingFact, freeFact] as Fact[];
  async function look(said: string, ctx = megan) {
    const now = await megan.now();
    const statement = statementOf(said, '', (text) => readSentence(text, { now, locale: 'en-US' }))!;
    const [best] = facts
      .flatMap((fact) => {
        const mine = fact.read(statement);
        return mine ? [{ fact, ...mine }] : [];
      })
      .sort((a, b) => b.score - a.score);
    assert(best, `no fact of ${said}`);
    return best.fact.check(ctx, best.request);
  }
  async function find(said: string, ctx = megan): Promise<Finding> {
    const found = await look(said, ctx);
    assert(!('unclear' in found), 'somebody is unclear');
    return found;
  }
  /** A meeting of Megan's so many days from today, at this hour of hers. */
  async function meet(subject: string, days: number, hour: number, whom: string[], more: object = {}) {
    const start = (await megan.now()).startOf('day').plus({ days, hours: hour });
    const time = (at: typeof start) => ({ dateTime: at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: 'UTC' });
    return office.graphAs<{ id: string }>(name, 'POST', '/me/events', {
      subject,
      start: time(start),
      end: time(start.plus({ minutes: 30 })),
      attendees: whom.map((one) => ({ emailAddress: { address: office.address(one) }, type: 'required' })),
      ...more,
    });
  }

  it('is whether they met, counted in whole days, and not what is still to come', async () => {
    const before = await find('I have met with Henrietta Mueller in the past 3 days');
    const twoDays = await find('I have met with Henrietta Mueller in the past 2 days');
    await meet('Zebra review', -3, 9, ['Henrietta Mueller']);
    await meet('Zebra outlook', 3, 9, ['Henrietta Mueller']);
    const inTime = await find('I have met with Henrietta Mueller in the past 3 days');
    assert.equal(inTime.count, before.count + 1);
    assert.match(inTime.because, /You last met with Henrietta Mueller on /);
    const tooLate = await find('I have met with Henrietta Mueller in the past 2 days');
    assert.equal(tooLate.count, twoDays.count);
    const never = await find('I have met with Zebulon Whatsoever in the past 2 days');
    assert.deepEqual([never.count, /You have not met with Zebulon Whatsoever since /.test(never.because)], [0, true]);
  });

  it('is whether a meeting is ahead: with somebody, or by its name', async () => {
    const ahead = await find('I have any meetings scheduled with Henrietta Mueller in the next 4 days');
    assert.ok(ahead.count >= 1);
    assert.match(ahead.because, /You have .+ with Henrietta Mueller in the next 4 days/);
    assert.equal((await find('there is a meeting called "Zebra outlook" in the next 5 days')).count, 1);
    assert.equal((await find('there is a meeting called "Zebra inlook" in the next 5 days')).count, 0);
    const tomorrow = 'I have a meeting with Henrietta Mueller tomorrow';
    const { count } = await find(tomorrow);
    const { id } = await meet('Zebra called off', 1, 7, ['Henrietta Mueller']);
    assert.equal((await find(tomorrow)).count, count + 1);
    await office.graphAs(name, 'DELETE', `/me/events/${id}`);
    assert.equal((await find(tomorrow)).count, count);
  });

  it('is whether the person, or a colleague, is free', async () => {
    await meet('Okapi', 9, 11, ['Henrietta Mueller']);
    const day = (await megan.now()).plus({ days: 9 }).setLocale('en').toFormat('d LLLL');
    const busy = await find(`I am free on ${day} at 11am`);
    assert.equal(busy.count, 0);
    assert.match(busy.because, /You have “Okapi”/);
    assert.equal((await find(`I am busy on ${day} at 11am`)).count, 1);
    assert.equal((await find(`I am free on ${day} at 5am`)).count, 1);
    await meet('Free time', 9, 5, [], { showAs: 'free' });
    assert.equal((await find(`my calendar is free on ${day} at 5am`)).count, 1);
    assert.equal((await find(`Henrietta Mueller is free on ${day} at 11am`)).count, 0);
    assert.match((await find(`Lee Gu and I are free on ${day} at 3am`)).because, /are free/);
  });

  it('asks of a name that several have, and knows guests by the names in the calendar', async () => {
    const unclear = await look('I have met with Alex in the past 2 days');
    if ('unclear' in unclear) assert.ok(unclear.unclear.contacts.length > 1);
    else assert.match(unclear.because, /Alex/);
    const attendees = [{ emailAddress: { address: 'zora@guest.example', name: 'Zora Guest' }, type: 'required' }];
    await meet('Guest talk', -1, 9, [], { attendees });
    assert.equal((await find('I have met with Zora Guest in the past 2 days')).count, 1);
  });

  it('is who is in a meeting, without the person and the rooms', async () => {
    const { id: _ } = await meet('Lynx circle', 12, 6, ['Henrietta Mueller', 'Lee Gu']);
    const now = await megan.now();
    const day = now.plus({ days: 12 }).setLocale('en').toFormat('d LLLL');
    const text = `email everybody in my first meeting on ${day} saying 'Hello'`;
    const found = attendeesReference.find(text, now)!;
    assert.equal(text.slice(found.from, found.to), `everybody in my first meeting on ${day}`);
    const { addresses, title } = await attendeesReference.resolve(megan, found.request);
    assert.equal(title, 'Lynx circle');
    assert.deepEqual(addresses.sort(), [office.address('Henrietta Mueller'), office.address('Lee Gu')].sort());
    const none = attendeesReference.find('email everybody in my meeting called "Unicorn" next week', now)!;
    await assert.rejects(attendeesReference.resolve(megan, none.request), fails('not_found'));
  });

  it('needs somebody signed in who consented, hands on challenges, and waits out a 429', async () => {
    const said = 'I have met with Lee Gu in the past 2 days';
    await assert.rejects(
      find(said, await office.as(name, undefined, undefined, { signedIn: false })),
      fails('signin_required'),
    );
    office.consent(['User.Read', 'MailboxSettings.Read', 'People.Read', 'User.ReadBasic.All']);
    await assert.rejects(find(said, await office.as(name, undefined, meetingFact.scopes)), fails('consent_required'));
    office.consent(Object.keys(schedule.reasons));
    office.faults({ match: { path: '^/v1\\.0/' }, kind: 'claims' });
    await assert.rejects(find(said), fails('claims_challenge'));
    office.sandbox.tenant.faults.clear();
    office.faults({ match: { path: '/me/calendarView' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    assert.ok((await find(said)).because);
  });
});
