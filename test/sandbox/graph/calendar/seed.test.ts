import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { blocks, occupied } from '../../../../sandbox/graph/calendar/free-busy.ts';
import { calendarTables, type EventRow } from '../../../../sandbox/graph/calendar/model.ts';
import { zoneNamed } from '../../../../sandbox/graph/calendar/times.ts';
import { type AideRegistration, createTenant } from '../../../../sandbox/tenant/create.ts';
import { aideForTests } from '../../../support/sandbox.ts';

const minute = 60_000;

describe('the calendars of the seed', () => {
  const make = (aide: AideRegistration) => createTenant(aide, () => 'http://127.0.0.1:4365');
  const tenant = make(aideForTests);
  const rows = (t: typeof tenant) => [...calendarTables(t).events.all()];

  it('are the same for the same start day, whenever they are made', () => {
    const essence = (e: EventRow) => [e.id, e.subject, e.start, e.end, e.responseStatus.response];
    const other = make(aideForTests);
    assert.deepEqual(rows(other).map(essence), rows(tenant).map(essence));
  });

  it('keep everybody busy for 40 to 65 % of the working hours, from two weeks back to five weeks ahead', () => {
    const rooms = [...tenant.tables.rooms.all()].map((r) => ({ ...r, hours: ['08:00', '17:00'] }));
    const people = [...tenant.tables.users.all()]
      .filter((u) => !u.isAdmin)
      .map((u) => ({ ...u, hours: [u.workingHours.startTime.slice(0, 5), u.workingHours.endTime.slice(0, 5)] }));
    assert.equal(people.length, 16);
    for (const who of [...people, ...rooms]) {
      const zone = zoneNamed(who.timeZone);
      const today = DateTime.fromJSDate(tenant.clock.now(), { zone });
      let [busy, all] = [0, 0];
      for (let d = -14; d < 35; d++) {
        const date = today.plus({ days: d });
        if (date.weekday > 5) continue;
        const [start, end] = who.hours.map((h) =>
          DateTime.fromISO(`${date.toISODate()}T${h}`, { zone }).toMillis(),
        ) as [number, number];
        const taken = occupied(tenant, who.id, zone, start, end).filter(({ event }) => blocks(event));
        for (let at = start; at < end; at += 5 * minute) {
          all++;
          if (taken.some(({ span }) => span.start < at + 5 * minute && span.end > at)) busy++;
        }
      }
      assert.ok(busy / all > 0.4 && busy / all < 0.65, `${who.displayName}: ${Math.round((100 * busy) / all)} %`);
    }
  });

  it('hold together: every copy has its meeting, with the same time and the answer that the copy shows', () => {
    const all = rows(tenant);
    const meetings = new Map(all.filter((e) => e.isOrganizer).map((e) => [e.iCalUId, e]));
    let copies = 0;
    for (const copy of all.filter((e) => !e.isOrganizer)) {
      const meeting = meetings.get(copy.iCalUId);
      assert.ok(meeting);
      assert.deepEqual([copy.start, copy.end, copy.onlineMeeting], [meeting.start, meeting.end, meeting.onlineMeeting]);
      const address =
        tenant.tables.users.get(copy.mailboxId)?.mail ?? tenant.tables.rooms.get(copy.mailboxId)?.emailAddress;
      const answer = meeting.attendees.find((a) => a.emailAddress.address === address)?.status.response;
      const shown = copy.responseStatus.response;
      assert.equal(answer, shown === 'notResponded' ? 'none' : shown);
      copies++;
    }
    assert.ok(copies > 500, `${copies} copies`);
  });

  it('hold series, which end with the seed, and one of whose occurrences is an exception', () => {
    const all = rows(tenant);
    const masters = all.filter((e) => e.series && e.isOrganizer);
    assert.deepEqual(masters.map((e) => e.subject).sort(), ['Both sides of the Atlantic', 'Town hall']);
    assert.ok(masters.every((e) => e.series?.recurrence.range.type === 'endDate'));
    const exception = all.find((e) => e.occurrence?.isException && e.isOrganizer);
    assert.equal(exception?.subject, 'Town hall: results of the quarter');
  });

  it('hold what makes scheduling hard: tentative times, days out of office, days elsewhere, private events', () => {
    const all = rows(tenant);
    for (const showAs of ['tentative', 'oof', 'workingElsewhere', 'free', 'busy'])
      assert.ok(
        all.some((e) => e.showAs === showAs),
        showAs,
      );
    assert.ok(all.some((e) => e.sensitivity === 'private'));
    assert.ok(all.some((e) => e.isAllDay));
    assert.ok(all.some((e) => e.responseStatus.response === 'notResponded'));
  });
});
