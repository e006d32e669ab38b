import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { bookAction } from '../../../../bot/features/schedule/book.ts';
import { cancelAction } from '../../../../bot/features/schedule/cancel.ts';
import { rescheduleAction } from '../../../../bot/features/schedule/reschedule.ts';
import { respondAction } from '../../../../bot/features/schedule/respond.ts';
import { delayTeamsLinks } from '../../../../sandbox/graph/calendar/settings.ts';
import { createMemory, fails } from '../office.ts';
import { createOffice, iso, type Office } from './office.ts';

describe('schedule actions', () => {
  let office: Office;
  let adele: Context;
  let megan: Context;
  let day = 0;
  before(async () => {
    office = await createOffice();
    adele = await office.as('Adele Vance');
    megan = await office.as('Megan Bowen');
  });
  afterEach(async () => {
    office.sandbox.tenant.faults.clear();
    delayTeamsLinks(office.sandbox.tenant, false);
  });
  after(() => office.stop());

  /** A free weekday noon that no other test uses. */
  const noon = (): DateTime =>
    office
      .emptyMonday()
      .plus({ weeks: Math.floor(day / 5), days: day++ % 5 })
      .set({ hour: 12 });
  const at = (name: string) => ({ address: office.address(name), name });
  const meetingInput = (start: DateTime, more: Record<string, unknown> = {}) => ({
    subject: 'Budget',
    start: iso(start),
    end: iso(start.plus({ minutes: 30 })),
    required: [at('Megan Bowen'), at('Alex Wilber')],
    ...more,
  });
  const viewOf = async (name: string, start: DateTime): Promise<Event[]> => {
    const path = `/me/calendarView?startDateTime=${iso(start.minus({ hours: 1 }))}&endDateTime=${iso(start.plus({ hours: 8 }))}`;
    return (await office.graphAs<{ value: Event[] }>(name, 'GET', path)).value;
  };

  describe('book', () => {
    it('says before what will happen, to whom, and what stands against it', async () => {
      const start = noon();
      await office.fill('Megan Bowen', start, 30);
      const { proposal } = await adele.operations.propose(
        bookAction,
        meetingInput(start, { optional: [{ address: 'x@fabrikam.com' }] }),
      );
      assert.equal(proposal?.title, 'Book "Budget" with Megan Bowen, Alex Wilber and x');
      assert.deepEqual(proposal?.warnings, [
        'Megan Bowen is busy at that time.',
        'Not known: x. The calendar could not be read.',
      ]);
      assert.equal(proposal?.undo, 'compensating');
      assert.equal((await viewOf('Adele Vance', start)).length, 0);
    });

    it('books with a Teams link for everybody, in one call and a read-back, and cancels it on undo', async () => {
      const start = noon();
      const id = randomUUID();
      office.calls();
      const done = await adele.operations.run(bookAction, meetingInput(start, { note: 'Bring <b>numbers</b>' }), id);
      assert.deepEqual(
        office.calls().map((call) => call.replace(/events\/.+/, 'events/{id}')),
        ['POST /me/events', 'GET /me/events/{id}'],
      );
      assert.equal(done.state, 'done');
      assert.match(done.receipt?.result.joinUrl ?? '', /^https:\/\/teams\.microsoft\.com\//);
      assert.deepEqual(done.receipt?.warnings, []);
      for (const name of ['Adele Vance', 'Megan Bowen', 'Alex Wilber']) {
        const [event] = await viewOf(name, start);
        assert.equal(event?.subject, 'Budget');
      }
      const again = await adele.operations.run(bookAction, meetingInput(start, { note: 'Bring <b>numbers</b>' }), id);
      assert.equal(again.receipt?.result.id, done.receipt?.result.id);
      assert.equal((await viewOf('Adele Vance', start)).length, 1);
      await adele.operations.undo(id);
      assert.equal((await viewOf('Adele Vance', start)).length, 0);
      assert.deepEqual(
        (await viewOf('Megan Bowen', start)).filter((e) => !e.isCancelled),
        [],
      );
    });

    it('books once although the answer was lost', async () => {
      const start = noon();
      const first = await bookAction.perform(
        adele,
        bookAction.input.parse(meetingInput(start)),
        'the-same-operation',
        createMemory(),
      );
      const second = await bookAction.perform(
        adele,
        bookAction.input.parse(meetingInput(start)),
        'the-same-operation',
        createMemory(),
      );
      assert.equal(second.result.id, first.result.id);
      await office.graphAs('Adele Vance', 'PATCH', `/me/events/${first.result.id}`, { subject: 'Budget!' });
      const third = await bookAction.perform(
        adele,
        bookAction.input.parse(meetingInput(start)),
        'the-same-operation',
        createMemory(),
      );
      assert.equal(third.result.id, first.result.id);
      assert.equal((await viewOf('Adele Vance', start)).length, 1);
    });

    it('repairs a missing Teams link, and says so when it cannot', async () => {
      delayTeamsLinks(office.sandbox.tenant, true);
      const repaired = await adele.operations.run(bookAction, meetingInput(noon()), randomUUID());
      assert.match(repaired.receipt?.result.joinUrl ?? '', /^https:/);
      assert.deepEqual(repaired.receipt?.warnings, []);
      office.faults({ match: { method: 'PATCH', path: '/me/events/' }, kind: 'status', status: 403 });
      const reported = await adele.operations.run(bookAction, meetingInput(noon()), randomUUID());
      assert.equal(reported.state, 'done');
      assert.equal(reported.receipt?.warnings.length, 1);
    });

    it('takes a room as a resource, and an own appointment without anybody back exactly', async () => {
      const start = noon();
      const room = { address: 'hood@contoso.com', name: 'Conf Room Hood' };
      const withRoom = await adele.operations.run(bookAction, meetingInput(start, { room }), randomUUID());
      assert.ok(withRoom.receipt?.result.attendees.some((a) => a.type === 'resource' && a.address === room.address));
      assert.equal(withRoom.receipt?.result.location, 'Conf Room Hood');
      const alone = noon();
      const id = randomUUID();
      const proposed = await adele.operations.propose(
        bookAction,
        meetingInput(alone, { required: [], online: false }),
        id,
      );
      assert.equal(proposed.undoKind, 'exact');
      await adele.operations.confirm(id);
      assert.equal((await viewOf('Adele Vance', alone)).length, 1);
      await adele.operations.undo(id);
      assert.equal((await viewOf('Adele Vance', alone)).length, 0);
    });

    it('refuses the past, reversed times and lengths nobody meets for', async () => {
      const start = noon();
      const past = (await adele.now()).minus({ days: 1 });
      await assert.rejects(adele.operations.propose(bookAction, meetingInput(past)), fails('invalid_input'));
      for (const minutes of [-30, 5, 600]) {
        const input = meetingInput(start, { end: iso(start.plus({ minutes })) });
        await assert.rejects(adele.operations.run(bookAction, input, randomUUID()), fails('invalid_input'));
      }
    });

    it('warns of hours nobody works and of a room that is taken', async () => {
      const start = noon().set({ hour: 20 });
      await office.fill('MOD Administrator', start, 60, {
        attendees: [{ type: 'resource', emailAddress: { address: 'hood@contoso.com' } }],
      });
      const room = { address: 'hood@contoso.com', name: 'Conf Room Hood' };
      const { proposal } = await adele.operations.propose(bookAction, meetingInput(start, { room }));
      assert.deepEqual(proposal?.warnings, [
        'You, Megan Bowen and Alex Wilber are outside working hours then.',
        'The room is taken at that time and may decline.',
      ]);
    });
  });

  const booked = async (start: DateTime, more: Record<string, unknown> = {}) => {
    const done = await adele.operations.run(bookAction, meetingInput(start, more), randomUUID());
    return done.receipt!.result.id;
  };
  const copyOf = async (name: string, start: DateTime) =>
    (await viewOf(name, start)).find((e) => e.subject === 'Budget')!.id!;

  describe('cancel', () => {
    it('tells everybody, and books anew on undo, once', async () => {
      const start = noon();
      const eventId = await booked(start);
      const proposed = await adele.operations.propose(cancelAction, { eventId, comment: 'Not now' });
      assert.match(proposed.proposal?.remains ?? '', /new link/);
      await adele.operations.confirm(proposed.id);
      assert.equal((await viewOf('Adele Vance', start)).length, 0);
      await adele.operations.undo(proposed.id);
      const [again] = await viewOf('Adele Vance', start);
      assert.equal(again?.subject, 'Budget');
      assert.notEqual(again?.id, eventId);
      assert.ok(again?.onlineMeeting?.joinUrl);
      assert.equal((await viewOf('Megan Bowen', start)).filter((e) => !e.isCancelled).length, 1);
      const op = (await adele.operations.get(proposed.id))!;
      await cancelAction.undo!(adele, { eventId }, { ...op.receipt!, result: op.receipt!.result as never });
      assert.equal((await viewOf('Adele Vance', start)).length, 1);
    });

    it('is the organizer’s alone, and says what to do instead', async () => {
      const start = noon();
      await booked(start);
      const eventId = await copyOf('Megan Bowen', start);
      await assert.rejects(
        megan.operations.propose(cancelAction, { eventId }),
        (e) => fails('forbidden')(e) && /Decline/.test((e as AideError).remedy),
      );
      await assert.rejects(adele.operations.propose(cancelAction, { eventId }), fails('not_found'));
      await assert.rejects(
        adele.operations.propose(cancelAction, { eventId: 'nothing' }),
        (e) => e instanceof AideError,
      );
    });
  });

  describe('reschedule', () => {
    it('moves it for everybody and puts the old times back', async () => {
      const start = noon();
      const eventId = await booked(start);
      const to = start.plus({ hours: 2 });
      const input = { eventId, start: iso(to), end: iso(to.plus({ minutes: 45 })) };
      const proposed = await adele.operations.propose(rescheduleAction, input);
      assert.deepEqual(proposed.proposal?.warnings, []);
      await adele.operations.confirm(proposed.id);
      assert.equal((await viewOf('Megan Bowen', to))[0]?.start?.dateTime?.slice(0, 16), iso(to).slice(0, 16));
      await adele.operations.undo(proposed.id);
      assert.equal((await viewOf('Megan Bowen', start))[0]?.start?.dateTime?.slice(0, 16), iso(start).slice(0, 16));
    });

    it('does not take the meeting itself for a conflict, but another one', async () => {
      const start = noon();
      const eventId = await booked(start, { end: iso(start.plus({ hours: 1 })) });
      const later = { eventId, start: iso(start.plus({ minutes: 30 })), end: iso(start.plus({ minutes: 90 })) };
      assert.deepEqual((await adele.operations.propose(rescheduleAction, later)).proposal?.warnings, []);
      await office.fill('Alex Wilber', start.plus({ hours: 1 }), 30);
      const { proposal } = await adele.operations.propose(rescheduleAction, later);
      assert.deepEqual(proposal?.warnings, ['Alex Wilber is busy at that time.']);
    });

    it('does not undo over a later change', async () => {
      const start = noon();
      const eventId = await booked(start);
      const to = start.plus({ hours: 2 });
      const id = randomUUID();
      await adele.operations.run(rescheduleAction, { eventId, start: iso(to), end: iso(to.plus({ minutes: 30 })) }, id);
      const third = start.plus({ hours: 4 });
      const time = (t: DateTime) => ({ dateTime: iso(t).replace('Z', ''), timeZone: 'UTC' });
      await office.graphAs('Adele Vance', 'PATCH', `/me/events/${eventId}`, {
        start: time(third),
        end: time(third.plus({ minutes: 30 })),
      });
      await assert.rejects(adele.operations.undo(id), fails('stale'));
    });

    it('finds out after a crash whether it had moved', async () => {
      const start = noon();
      const eventId = await booked(start);
      const to = start.plus({ hours: 2 });
      const input = { eventId, start: iso(to), end: iso(to.plus({ minutes: 30 })) };
      const memory = createMemory();
      assert.equal(await rescheduleAction.recover!(adele, input, 'x', memory), 'repeat');
      await rescheduleAction.perform(adele, input, 'x', memory);
      const found = await rescheduleAction.recover!(adele, input, 'x', memory);
      assert.ok(typeof found === 'object' && 'done' in found);
      // It can be taken back all the same: where it was is known.
      await rescheduleAction.undo!(adele, input, found.done);
      assert.equal(await rescheduleAction.recover!(adele, input, 'x', memory), 'repeat');
    });
  });

  describe('respond', () => {
    it('accepts, tells the organizer, and goes back to the former answer', async () => {
      const start = noon();
      const eventId = await booked(start);
      const mine = await copyOf('Megan Bowen', start);
      const answers = async () =>
        (await office.graphAs<Event>('Adele Vance', 'GET', `/me/events/${eventId}`)).attendees?.find(
          (a) => a.emailAddress?.address === office.address('Megan Bowen'),
        )?.status?.response;
      const first = await megan.operations.propose(respondAction, { eventId: mine, response: 'tentativelyAccept' });
      assert.equal(first.undoKind, 'none');
      await megan.operations.confirm(first.id);
      assert.equal(await answers(), 'tentativelyAccepted');
      const second = await megan.operations.propose(respondAction, { eventId: mine, response: 'accept' });
      assert.equal(second.undoKind, 'compensating');
      await megan.operations.confirm(second.id);
      assert.equal(await answers(), 'accepted');
      await megan.operations.undo(second.id);
      assert.equal(await answers(), 'tentativelyAccepted');
    });

    it('declines for good', async () => {
      const start = noon();
      await booked(start);
      const mine = await copyOf('Megan Bowen', start);
      const proposed = await megan.operations.propose(respondAction, { eventId: mine, response: 'decline' });
      assert.equal(proposed.undoKind, 'none');
      await megan.operations.confirm(proposed.id);
      assert.equal((await viewOf('Megan Bowen', start)).filter((e) => !e.isCancelled).length, 0);
      await assert.rejects(megan.operations.undo(proposed.id), fails('cannot_undo'));
      const memory = createMemory();
      await memory.keep(proposed.id);
      assert.deepEqual(await respondAction.recover!(megan, { eventId: mine, response: 'decline' }, 'x', memory), {
        done: proposed.id,
      });
    });

    it('is nothing for one’s own meeting', async () => {
      const eventId = await booked(noon());
      await assert.rejects(
        adele.operations.propose(respondAction, { eventId, response: 'accept' }),
        fails('forbidden'),
      );
    });
  });

  it('ends readably when Microsoft 365 is throttling, away, or forbids it', async () => {
    const start = noon();
    for (const [status, code] of [
      [429, 'throttled'],
      [403, 'forbidden'],
    ] as const) {
      office.faults({ match: { method: 'POST', path: '/me/events' }, kind: 'status', status, retryAfter: 1000 });
      await assert.rejects(adele.operations.run(bookAction, meetingInput(start), randomUUID()), fails(code));
      office.sandbox.tenant.faults.clear();
    }
    assert.equal((await viewOf('Adele Vance', start)).length, 0);
  });
});
