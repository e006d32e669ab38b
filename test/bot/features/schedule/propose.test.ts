import assert from 'node:assert/strict';
import { proposeInput } from '@aide/contracts/schedule';
import { AideError } from '../../../../bot/errors.ts';
import { propose } from '../../../../bot/features/schedule/propose.ts';
import { createOffice, iso, type Office } from './office.ts';

describe('a proposal', () => {
  let office: Office;
  before(async () => {
    office = await createOffice();
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  const at = (name: string) => ({ address: office.address(name), name });
  const input = (more: Record<string, unknown> = {}) => {
    const monday = office.emptyMonday();
    return proposeInput.parse({ window: { start: iso(monday), end: iso(monday.plus({ days: 1 })) }, ...more });
  };

  it('reads everybody in one round trip and offers times that all have free', async () => {
    const monday = office.emptyMonday();
    await office.fill('Megan Bowen', monday.set({ hour: 8 }), 240);
    await office.fill('Alex Wilber', monday.set({ hour: 13 }), 60, { showAs: 'tentative' });
    const ctx = await office.as('Adele Vance');
    office.calls();
    const answer = await propose(ctx, input({ required: [at('Megan Bowen'), at('Alex Wilber')] }));
    assert.deepEqual(office.calls(), ['POST /me/calendar/getSchedule']);
    assert.equal(answer.timeZone, 'America/Los_Angeles');
    assert.equal(answer.proposals[0]?.start, iso(monday.set({ hour: 12 })));
    assert.equal(answer.proposals[0]?.reason, 'all free');
    const inAlexHold = answer.proposals.filter(
      (s) => s.start >= iso(monday.set({ hour: 13 })) && s.start < iso(monday.set({ hour: 14 })),
    );
    assert.deepEqual(inAlexHold, []);
    assert.deepEqual(answer.unknown, []);
  });

  it('says whose clock is awkward, by their own zone', async () => {
    const monday = office.emptyMonday();
    const ctx = await office.as('Adele Vance');
    const answer = await propose(
      ctx,
      input({
        required: [at('Johanna Lorenz')],
        window: { start: iso(monday.set({ hour: 9 })), end: iso(monday.set({ hour: 10 })) },
        top: 1,
      }),
    );
    assert.equal(answer.proposals[0]?.reason, 'all free; 6:00 PM for one of them (Johanna Lorenz)');
    assert.deepEqual(answer.proposals[0]?.outsideHours, [office.address('Johanna Lorenz')]);
  });

  it('never counts as free whom it could not read, and names them', async () => {
    const ctx = await office.as('Adele Vance');
    const stranger = { address: 'guest@fabrikam.com', name: 'Guest' };
    const optional = await propose(ctx, input({ optional: [stranger] }));
    assert.deepEqual(
      optional.unknown.map((u) => u.address),
      [stranger.address],
    );
    assert.match(optional.proposals[0]?.reason ?? '', /not known: Guest/);
    const required = await propose(ctx, input({ required: [stranger, at('Megan Bowen')] }));
    assert.deepEqual(required.proposals, []);
    assert.match(required.compromises[0]?.reason ?? '', /not known: Guest/);
    assert.match(required.blockedBy ?? '', /not known: Guest/);
  });

  it('reads more than 20 mailboxes in one batch; a part that failed is not known', async () => {
    const ctx = await office.as('Adele Vance');
    const people = ['Megan Bowen', 'Alex Wilber'].map(at);
    const many = Array.from({ length: 30 }, (_, i) => ({ address: `nobody${i}@contoso.com` }));
    office.calls();
    const answer = await propose(ctx, input({ required: people, optional: many }));
    assert.deepEqual(office.calls(), ['POST /$batch']);
    assert.equal(answer.unknown.length, 30);
    assert.ok(answer.proposals.length > 0);
  });

  for (const [mailboxes, batches] of [
    [100, 1],
    [500, 2],
  ] as const)
    it(`reads ${mailboxes} mailboxes in ${batches} round ${batches === 1 ? 'trip' : 'trips'}, twenty of them in each request`, async () => {
      const ctx = await office.as('Adele Vance');
      // Whoever asks is one of them.
      const many = Array.from({ length: mailboxes - 1 }, (_, i) => ({ address: `crowd${i}@contoso.com` }));
      office.calls();
      const answer = await propose(ctx, input({ required: [], optional: many }));
      assert.deepEqual(office.calls(), Array<string>(batches).fill('POST /$batch'));
      assert.equal(answer.unknown.length, mailboxes - 1);
    });

  it('names what blocks and the nearest compromise when nothing fits', async () => {
    const monday = office.emptyMonday().plus({ days: 1 });
    const window = { start: iso(monday.set({ hour: 9 })), end: iso(monday.set({ hour: 11 })) };
    await office.fill('Megan Bowen', monday.set({ hour: 9 }), 120);
    await office.fill('Diego Siciliani', monday.set({ hour: 9 }), 60);
    const ctx = await office.as('Adele Vance');
    const answer = await propose(ctx, input({ required: [at('Megan Bowen'), at('Diego Siciliani')], window }));
    assert.deepEqual(answer.proposals, []);
    assert.match(answer.blockedBy ?? '', /^Megan Bowen is busy at 7 of 7 times/);
    assert.equal(answer.compromises[0]?.start, iso(monday.set({ hour: 10 })));
    assert.match(answer.compromises[0]?.reason ?? '', /^all free but Megan Bowen/);
    assert.deepEqual(answer.compromises[0]?.busyRequired, [office.address('Megan Bowen')]);
  });

  it('takes the smallest room that fits and is free', async () => {
    const monday = office.emptyMonday().plus({ days: 2 });
    const window = { start: iso(monday.set({ hour: 9 })), end: iso(monday.set({ hour: 10 })) };
    const ctx = await office.as('Adele Vance');
    const ask = () => propose(ctx, input({ required: [at('Megan Bowen')], window, room: { capacity: 6 }, top: 1 }));
    await ask();
    office.calls();
    const first = await ask();
    assert.deepEqual(office.calls(), ['POST /me/calendar/getSchedule']);
    assert.equal(first.proposals[0]?.room?.name, 'Conf Room Rainier');
    assert.equal(first.proposals[0]?.reason, 'all free; Conf Room Rainier');
    await office.fill('MOD Administrator', monday.set({ hour: 9 }), 60, {
      attendees: [{ type: 'resource', emailAddress: { address: 'rainier@contoso.com' } }],
    });
    assert.equal((await ask()).proposals[0]?.room?.name, 'Conf Room Adams');
    await assert.rejects(
      propose(ctx, input({ window, room: { capacity: 900 } })),
      (e) => e instanceof AideError && e.code === 'not_found',
    );
  });

  it('keeps to weekdays and part of the day, buffers and notice', async () => {
    const monday = office.emptyMonday().plus({ weeks: 1 });
    const window = { start: iso(monday), end: iso(monday.plus({ weeks: 1 })) };
    await office.fill('Megan Bowen', monday.plus({ days: 2 }).set({ hour: 14 }), 30);
    const ctx = await office.as('Adele Vance');
    const answer = await propose(
      ctx,
      input({
        window,
        required: [at('Megan Bowen')],
        weekdays: ['wednesday'],
        partOfDay: { from: '13:00', to: '15:30' },
        bufferMinutes: 30,
        top: 20,
      }),
    );
    assert.deepEqual(
      answer.proposals.map((s) => s.start).sort(),
      [
        [13, 0],
        [15, 0],
      ].map(([hour, minute]) => iso(monday.plus({ days: 2 }).set({ hour, minute }))),
    );
  });

  it('looks at the time that was asked for first, whoever is busy then', async () => {
    const monday = office.emptyMonday().plus({ days: 3 });
    await office.fill('Megan Bowen', monday.set({ hour: 15 }), 30);
    const ctx = await office.as('Adele Vance');
    const window = { start: iso(monday), end: iso(monday.plus({ days: 1 })) };
    const answer = await propose(
      ctx,
      input({ required: [at('Megan Bowen')], window, wish: iso(monday.set({ hour: 15 })) }),
    );
    assert.match(answer.wished?.reason ?? '', /^all free but Megan Bowen/);
    assert.equal(answer.proposals[0]?.start, iso(monday.set({ hour: 14, minute: 30 })));
  });

  it('refuses a window that is over, and cuts one that has begun', async () => {
    const ctx = await office.as('Adele Vance');
    const now = (await ctx.now()).startOf('minute');
    const past = { start: iso(now.minus({ hours: 3 })), end: iso(now.minus({ hours: 1 })) };
    await assert.rejects(
      propose(ctx, input({ window: past })),
      (e) => e instanceof AideError && e.code === 'invalid_input' && e.remedy.length > 0,
    );
    const begun = { start: iso(now.minus({ hours: 3 })), end: iso(now.plus({ days: 3 })) };
    const { proposals, compromises } = await propose(ctx, input({ window: begun, minimumNoticeMinutes: 60 }));
    for (const slot of [...proposals, ...compromises]) assert.ok(slot.start >= iso(now.plus({ minutes: 60 })));
  });

  it('waits out throttling, and says readably what Graph refuses', async () => {
    const ctx = await office.as('Adele Vance');
    office.faults({ match: { path: 'getSchedule' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    assert.ok((await propose(ctx, input())).proposals.length > 0);
    office.faults({ match: { path: 'getSchedule' }, kind: 'status', status: 403 });
    await assert.rejects(
      propose(ctx, input()),
      (e) => e instanceof AideError && e.userMessage.length > 0 && e.remedy.length > 0,
    );
  });
});
