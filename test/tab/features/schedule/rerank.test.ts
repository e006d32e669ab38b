import assert from 'node:assert/strict';
import { type Attendee, type FreeBusy, freeBusyInput, freeBusyOutput, proposeInput } from '@aide/contracts/schedule';
import { type Room, roomCandidates } from '@aide/contracts/schedule/rooms';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { freeBusyQuery, roomsQuery } from '../../../../bot/features/schedule/availability.ts';
import { propose } from '../../../../bot/features/schedule/propose.ts';
import { added, type Known, missing, widened } from '../../../../tab/src/features/schedule/known.ts';
import { emptyPlan, type Plan, type Weekday } from '../../../../tab/src/features/schedule/plan.ts';
import { rerank, wantedOf, withoutMeeting } from '../../../../tab/src/features/schedule/rerank.ts';
import { createOffice, iso, type Office } from '../../../bot/features/schedule/office.ts';

const zone = 'America/Los_Angeles';
const colleagues = ['Alex Wilber', 'Megan Bowen', 'Johanna Lorenz', 'Diego Siciliani', 'Lee Gu'];
const stranger = { displayName: 'Guest', address: 'guest@fabrikam.com' };
const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

describe('ranking on what the tab has read', () => {
  let office: Office;
  let ctx: Context;
  let rooms: Room[];
  before(async () => {
    office = await createOffice();
    ctx = await office.as('Adele Vance');
    ({ rooms } = await roomsQuery.run(ctx, {}));
  });
  after(() => office.stop());

  const people = () => [...colleagues.map((name) => ({ displayName: name, address: office.address(name) })), stranger];
  async function read(window: { start: string; end: string }): Promise<Known> {
    const addresses = [...people(), ...rooms].map((who) => who.address);
    const input = freeBusyInput.parse({ addresses, window: widened(window) });
    return added(undefined, freeBusyOutput.parse(await freeBusyQuery.run(ctx, input)));
  }

  /** Plans of all kinds for a week. */
  const plans: fc.Arbitrary<Plan> = fc
    .record({
      required: fc.subarray([0, 1, 2, 3, 4, 5]),
      optional: fc.subarray([0, 1, 2, 3, 4, 5]),
      duration: fc.constantFrom(15, 30, 45, 60, 90, 120, 240),
      part: fc.option(fc.constantFrom({ from: '08:00', to: '12:00' }, { from: '22:00', to: '07:00' }), {
        nil: undefined,
      }),
      weekdays: fc.subarray(weekdays),
      buffer: fc.constantFrom(0, 0, 15, 30, 60),
      room: fc.option(
        fc.record(
          { capacity: fc.constantFrom(1, 5, 10, 20, 500), building: fc.constantFrom('Building 12', 'Building 18') },
          { requiredKeys: [] },
        ),
        { nil: undefined },
      ),
    })
    .map(({ required, optional, ...plan }) => ({
      ...emptyPlan,
      ...plan,
      required: required.map((i) => people()[i]!),
      optional: optional.map((i) => people()[i]!),
    }));

  /** The server, asked for this plan; undefined when it refuses. */
  async function asked(plan: Plan, window: { start: string; end: string }) {
    const named = (all: Plan['required']): Attendee[] => all.map((p) => ({ address: p.address, name: p.displayName }));
    const input = proposeInput.parse({
      required: named(plan.required),
      optional: named(plan.optional),
      durationMinutes: plan.duration,
      window,
      partOfDay: plan.part,
      ...(plan.weekdays.length > 0 ? { weekdays: plan.weekdays } : {}),
      bufferMinutes: plan.buffer,
      room: plan.room,
      top: 6,
    });
    try {
      const { timeZone: _, ...times } = await propose(ctx, input);
      return times;
    } catch (error) {
      if (error instanceof AideError) return undefined;
      throw error;
    }
  }

  async function sameAsServer(known: Known, plan: Plan, window: { start: string; end: string }) {
    const others = new Set([...plan.required, ...plan.optional].map((p) => p.address));
    const candidates = plan.room ? roomCandidates(rooms, plan.room, others.size + 1) : [];
    const server = await asked(plan, window);
    if (plan.room && candidates.length === 0) return assert.equal(server, undefined);
    const ranked = rerank(known, wantedOf(plan, window, 6), candidates, (await ctx.now()).toMillis(), 'en-US');
    if ('refused' in ranked) return assert.equal(server, undefined);
    const { describe: _, ...times } = ranked;
    assert.deepEqual(JSON.parse(JSON.stringify(times)), JSON.parse(JSON.stringify(server)));
  }

  const weeks: [string, () => DateTime][] = [
    [
      'a busy week',
      () => DateTime.fromJSDate(office.sandbox.tenant.clock.now(), { zone }).plus({ weeks: 1 }).startOf('week'),
    ],
    ['a week in which clocks change', () => DateTime.fromISO('2027-03-08', { zone })],
  ];
  for (const [name, monday] of weeks)
    it(`gives the server’s answer to whatever is asked of ${name}, without asking it`, async function () {
      this.timeout(120_000);
      const start = monday();
      const window = { start: iso(start), end: iso(start.plus({ weeks: 1 })) };
      await office.fill('Megan Bowen', start.plus({ days: 6 }).set({ hour: 1 }), 240);
      const known = await read(window);
      await fc.assert(
        fc.asyncProperty(plans, (plan) => sameAsServer(known, plan, window)),
        { numRuns: 60 },
      );
    });

  it('counts nobody as free whose times are not there yet', async () => {
    const start = office.emptyMonday();
    const window = { start: iso(start), end: iso(start.plus({ days: 1 })) };
    const known = added(
      undefined,
      await freeBusyQuery.run(ctx, freeBusyInput.parse({ addresses: [], window: widened(window) })),
    );
    const plan = { ...emptyPlan, required: [people()[0]!] };
    assert.deepEqual(missing(known, [office.address('Alex Wilber')]), [office.address('Alex Wilber')]);
    const ranked = rerank(known, wantedOf(plan, window, 6), [], start.toMillis(), 'en-US');
    assert(!('refused' in ranked));
    assert.deepEqual(ranked.proposals, []);
    assert.match(ranked.blockedBy ?? '', /not known: Alex Wilber/);
    const alone = rerank(known, wantedOf(emptyPlan, window, 6), [], start.toMillis(), 'en-US');
    assert(!('refused' in alone) && alone.proposals.length > 0);
  });

  it('reads everybody in one round trip, and says where each of them works', async () => {
    const start = office.emptyMonday();
    const window = { start: iso(start), end: iso(start.plus({ days: 1 })) };
    office.calls();
    const known = await read(window);
    assert.deepEqual(office.calls(), ['POST /me/calendar/getSchedule']);
    const johanna = known.schedules.get(office.address('Johanna Lorenz').toLowerCase());
    assert.equal(johanna?.hours?.timeZone?.name, 'Europe/Berlin');
    assert.equal(known.schedules.get(stranger.address)?.view, '');
    assert.ok(known.schedules.get(stranger.address)?.unknown);
  });

  it('frees the time that a meeting leaves when it moves', () => {
    const answer: FreeBusy = {
      start: '2026-11-23T08:00:00.000Z',
      intervalMinutes: 15,
      cells: 8,
      schedules: [{ address: 'a@contoso.com', view: '02220310' }],
      you: { address: 'a@contoso.com', userPrincipalName: 'a@contoso.com' },
      now: '2026-11-23T08:00:00.000Z',
      timeZone: zone,
    };
    const moved = withoutMeeting(added(undefined, answer), {
      start: '2026-11-23T08:30:00Z',
      end: '2026-11-23T09:45:00Z',
    });
    // Out of office stays what it is.
    assert.equal(moved.schedules.get('a@contoso.com')?.view, '02000300');
  });

  it('adds people to what is known of a window, and begins anew with another one', () => {
    const answer = (start: string, address: string): FreeBusy => ({
      start,
      intervalMinutes: 15,
      cells: 1,
      schedules: [{ address, view: '0' }],
      you: { address: 'me@contoso.com', userPrincipalName: 'me@contoso.com' },
      now: start,
      timeZone: zone,
    });
    const first = added(undefined, answer('2026-11-23T08:00:00.000Z', 'A@contoso.com'));
    const more = added(first, answer('2026-11-23T08:00:00.000Z', 'b@contoso.com'));
    assert.deepEqual([...more.schedules.keys()], ['a@contoso.com', 'b@contoso.com']);
    const other = added(more, answer('2026-11-24T08:00:00.000Z', 'b@contoso.com'));
    assert.deepEqual([...other.schedules.keys()], ['b@contoso.com']);
  });
});
