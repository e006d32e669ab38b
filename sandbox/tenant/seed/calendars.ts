import { DateTime } from 'luxon';
import type { EventInput } from '../../graph/calendar/event-input.ts';
import { copiesOf, defaultCalendar } from '../../graph/calendar/mailbox-events.ts';
import { findMailbox, type Mailbox, mailboxOfUser, windowsName } from '../../graph/calendar/mailboxes.ts';
import { createEvent } from '../../graph/calendar/meetings.ts';
import type { EventRow } from '../../graph/calendar/model.ts';
import { respond } from '../../graph/calendar/responses.ts';
import { zonedTime } from '../../graph/calendar/times.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { holds, meetings, ownWork, roomUse, topics } from './calendar-data.ts';
import { seedSeries } from './calendar-series.ts';
import { createDayPlan, type DayPlan, type WorkingDay, workingDays } from './day-plan.ts';
import { createRandom, type Random } from './random.ts';

const minute = 60_000;
const weeksBack = 2;
const weeks = 8;

interface Person extends Mailbox {
  department: string;
  managerId: string | null;
  plan: DayPlan;
  days: WorkingDay[];
}
interface Seeding {
  tenant: Tenant;
  random: Random;
  monday: DateTime;
  people: Map<string, Person>;
  /** Counts events: their ids are made of it. */
  count: number;
}

/**
 * Fills everybody's calendar from two weeks back to five weeks ahead, so that finding a time is a real problem: meetings
 * with their copies and answers, one-to-ones, lunch, own work, holds, days out of office. The same for the same start day.
 */
export function seedCalendars(tenant: Tenant): void {
  const now = DateTime.fromJSDate(tenant.clock.now(), { zone: 'UTC' });
  const monday = now.startOf('week').minus({ weeks: weeksBack });
  const users = [...tenant.tables.users.all()].filter((u) => !u.isAdmin);
  const people = new Map(users.map((u) => [u.displayName, personOf(u, monday)]));
  const seeding = { tenant, monday, people, random: createRandom(monday.toMillis() / 86_400_000), count: 0 };
  for (const person of people.values()) daysAway(seeding, person);
  for (let week = 0; week < weeks; week++) teamMeetings(seeding, week);
  for (let week = 0; week < weeks; week++) oneToOnes(seeding, week);
  for (const person of people.values()) for (const day of person.days) ownDay(seeding, person, day);
  const admin = [...tenant.tables.users.all()].find((u) => u.isAdmin);
  if (admin) bookRooms(seeding, mailboxOfUser(admin));
  seedSeries(tenant, people, monday, weeks);
}

const personOf = (user: UserRow, monday: DateTime): Person => ({
  ...mailboxOfUser(user),
  department: user.department,
  managerId: user.managerId,
  plan: createDayPlan(),
  days: workingDays(monday, weeks, user.timeZone, user.workingHours),
});

/** An event through the same functions as a client's. */
function add(s: Seeding, owner: Mailbox, start: number, minutes: number, input: EventInput): EventRow {
  const timeZone = windowsName(owner.timeZone);
  const times = { start: zonedTime(start, timeZone), end: zonedTime(start + minutes * minute, timeZone) };
  const calendar = defaultCalendar(s.tenant, owner.id);
  return createEvent(s.tenant, owner, calendar.id, { ...times, ...input }, `seed ${s.count++}`);
}

function addAllDay(s: Seeding, owner: Person, date: string, input: EventInput): void {
  const timeZone = windowsName(owner.timeZone);
  const next = DateTime.fromISO(date).plus({ days: 1 }).toISODate() ?? '';
  add(s, owner, 0, 0, {
    isAllDay: true,
    start: { dateTime: date, timeZone },
    end: { dateTime: next, timeZone },
    ...input,
  });
}

/** A day or two out of office, some days at home, a birthday that blocks nothing. */
function daysAway(s: Seeding, person: Person): void {
  const first = s.random.between(0, person.days.length - 1);
  for (const day of person.days.slice(first, first + s.random.between(1, 2))) {
    addAllDay(s, person, day.date, { subject: 'Out of office', showAs: 'oof', isReminderOn: false });
    person.plan.take(day.start, day.end);
  }
  for (const _ of [1, 2, 3])
    addAllDay(s, person, s.random.pick(person.days).date, { subject: 'Working from home', showAs: 'workingElsewhere' });
  addAllDay(s, person, s.random.pick(person.days).date, {
    subject: 'Birthday: Ana',
    showAs: 'free',
    isReminderOn: false,
  });
}

/** A meeting and what the invited people do about it: they decline while they are away, and some take their time. */
function meet(
  s: Seeding,
  organizer: Person,
  others: Person[],
  start: number,
  minutes: number,
  input: EventInput,
): void {
  const end = start + minutes * minute;
  const attendees = [
    ...(input.attendees ?? []),
    ...others.map(({ address, name }) => ({ emailAddress: { address, name }, type: 'required' as const })),
  ];
  const event = add(s, organizer, start, minutes, { ...input, attendees });
  organizer.plan.take(start, end);
  for (const copy of copiesOf(s.tenant, event.iCalUId)) {
    const person = others.find((p) => p.id === copy.mailboxId);
    if (!person) continue;
    const isAwake = person.days.some((d) => d.start <= start && end <= d.end);
    const luck = s.random.next();
    if (!isAwake || !person.plan.isFree(start, end)) {
      respond(s.tenant, copy, person, 'declined', {});
      continue;
    }
    person.plan.take(start, end);
    if (luck < 0.75) respond(s.tenant, copy, person, 'accepted', {});
    else if (luck < 0.85) respond(s.tenant, copy, person, 'tentativelyAccepted', {});
  }
}

function teamMeetings(s: Seeding, week: number): void {
  for (const m of meetings) {
    const organizer = s.people.get(m.organizer);
    if (!organizer || week % (m.every ?? 1) !== 0) continue;
    const others = m.attendees.flatMap((name) => s.people.get(name) ?? []).filter((p) => p !== organizer);
    for (const weekday of m.weekdays) {
      const date = s.monday.plus({ weeks: week, days: weekday - 1 }).toISODate();
      const start = DateTime.fromISO(`${date}T${m.time}`, { zone: organizer.timeZone }).toMillis();
      if (!organizer.plan.isFree(start, start + m.minutes * minute)) continue;
      meet(s, organizer, others, start, m.minutes, {
        subject: m.subject,
        isOnlineMeeting: m.online,
        ...inRoom(s, m.room),
      });
    }
  }
}

function inRoom(s: Seeding, name: string | undefined): EventInput {
  const room = name && findMailbox(s.tenant, `${name}@${s.tenant.domain}`);
  if (!room) return {};
  return {
    location: { displayName: room.name, locationEmailAddress: room.address, locationType: 'conferenceRoom' },
    attendees: [{ emailAddress: { address: room.address, name: room.name }, type: 'resource' }],
  };
}

/** Managers and their people, at the first time of a day that suits both. */
function oneToOnes(s: Seeding, week: number): void {
  for (const person of s.people.values()) {
    const manager = [...s.people.values()].find((p) => p.id === person.managerId);
    if (!manager) continue;
    const day = s.random.pick(manager.days.slice(week * 5, week * 5 + 5));
    for (let start = day.start + 60 * minute; start < day.end; start += 30 * minute) {
      const end = start + 30 * minute;
      const isDay = person.days.some((d) => d.start <= start && end <= d.end);
      if (!isDay || ![manager, person].every((p) => p.plan.isFree(start, end))) continue;
      const subject = `1:1 ${manager.name.split(' ')[0]} / ${person.name.split(' ')[0]}`;
      meet(s, manager, [person], start, 30, { subject, isOnlineMeeting: true });
      break;
    }
  }
}

/** Lunch, then own work and small meetings until the day is as full as it is meant to be. */
function ownDay(s: Seeding, person: Person, day: WorkingDay): void {
  const { random } = s;
  const noon = Math.round((day.start + 3.75 * 60 * minute) / (30 * minute)) * 30 * minute;
  if (random.chance(0.6) && person.plan.isFree(noon, noon + 30 * minute)) {
    add(s, person, noon, 30, { subject: 'Lunch', isReminderOn: false });
    person.plan.take(noon, noon + 30 * minute);
  }
  const goal = random.between(38, 58) / 100;
  for (let tries = 0; tries < 40 && person.plan.load(day.start, day.end) < goal; tries++) {
    const minutes = random.pick([30, 30, 45, 60, 60, 90]);
    const start = day.start + random.between(0, (day.end - day.start) / (30 * minute) - 1) * 30 * minute;
    const end = start + minutes * minute;
    if (end > day.end || !person.plan.isFree(start, end)) continue;
    const colleague = random.chance(0.25) ? freeColleague(s, person, start, end) : undefined;
    if (colleague)
      meet(s, person, [colleague], start, minutes, { subject: random.pick(topics), isOnlineMeeting: true });
    else {
      const isHold = random.chance(0.12);
      const subject = isHold
        ? random.pick(holds)
        : random.pick([...ownWork['*']!, ...(ownWork[person.department] ?? [])]);
      const sensitivity = subject.includes('dentist') ? 'private' : 'normal';
      add(s, person, start, minutes, { subject, sensitivity, showAs: isHold ? 'tentative' : 'busy' });
      person.plan.take(start, end);
    }
  }
}

/** Somebody who works then, is free and not too busy that day already. */
const freeColleague = (s: Seeding, person: Person, start: number, end: number): Person | undefined =>
  [...s.people.values()].find(
    (p) =>
      p !== person &&
      p.plan.isFree(start, end) &&
      p.days.some((d) => d.start <= start && end <= d.end && p.plan.load(d.start, d.end) < 0.35),
  );

/** Reception books the rooms for what is nobody's own meeting. */
function bookRooms(s: Seeding, admin: Mailbox): void {
  for (const room of s.tenant.tables.rooms.all()) {
    const hours = { startTime: '08:00:00', endTime: '17:00:00' };
    for (const day of workingDays(s.monday, weeks, room.timeZone, hours)) {
      const name = room.emailAddress.split('@')[0];
      for (const [from, to] of [
        [0, 3],
        [4, 8],
      ] as const) {
        const start = day.start + s.random.between(from * 2, to * 2 - 2) * 30 * minute;
        const minutes = s.random.pick([90, 120, 150, 180]);
        add(s, admin, start, Math.min(minutes, (day.end - start) / minute), {
          subject: s.random.pick(roomUse),
          ...inRoom(s, name),
        });
      }
    }
  }
}
