import { DateTime } from 'luxon';
import { copiesOf, defaultCalendar } from '../../graph/calendar/mailbox-events.ts';
import { type Mailbox, windowsName } from '../../graph/calendar/mailboxes.ts';
import { createEvent, updateEvent } from '../../graph/calendar/meetings.ts';
import type { RecurrenceInput } from '../../graph/calendar/recurrence-input.ts';
import { respond } from '../../graph/calendar/responses.ts';
import { instancesBetween, isMaster } from '../../graph/calendar/series.ts';
import { zonedTime } from '../../graph/calendar/times.ts';
import type { Tenant } from '../tenant.ts';

const minute = 60_000;

/** A meeting that is one series, at hours when nobody has anything else. */
interface SeriesMeeting {
  subject: string;
  organizer: string;
  attendees: string[];
  /** In the organizer's zone. */
  time: string;
  minutes: number;
  pattern: RecurrenceInput['pattern'];
  /** How the first occurrence departs from the others. */
  first?: { subject: string; minutes: number };
}

const series: SeriesMeeting[] = [
  {
    subject: 'Both sides of the Atlantic',
    organizer: 'Johanna Lorenz',
    attendees: ['Henrietta Mueller', 'Megan Bowen', 'Lidia Holloway'],
    // Half past seven in Redmond, but for the weeks between one change of the clocks and the other.
    time: '16:30',
    minutes: 30,
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['wednesday'] },
  },
  {
    subject: 'Town hall',
    organizer: 'Patti Fernandez',
    attendees: ['Miriam Graham', 'Megan Bowen', 'Adele Vance', 'Nestor Wilke'],
    time: '07:15',
    minutes: 30,
    pattern: { type: 'relativeMonthly', interval: 1, daysOfWeek: ['thursday'], index: 'last' },
    first: { subject: 'Town hall: results of the quarter', minutes: 45 },
  },
];

/**
 * Puts a few series into calendars. Everybody invited has accepted, but for the first of them, and the occurrences that depart
 * from their series wait for an answer.
 * @param people by displayName
 * @param monday where the series begin; they end after so many weeks
 */
export function seedSeries(tenant: Tenant, people: Map<string, Mailbox>, monday: DateTime, weeks: number): void {
  const [startDate, endDate] = [monday.toISODate(), monday.plus({ weeks, days: -1 }).toISODate()];
  for (const { subject, organizer: name, attendees, time, minutes, pattern, first } of series) {
    const organizer = people.get(name);
    if (!organizer) continue;
    const others = attendees.flatMap((attendee) => people.get(attendee) ?? []);
    const start = DateTime.fromISO(`${startDate}T${time}`, { zone: organizer.timeZone }).toMillis();
    const timeZone = windowsName(organizer.timeZone);
    const input = {
      subject,
      start: zonedTime(start, timeZone),
      end: zonedTime(start + minutes * minute, timeZone),
      isOnlineMeeting: true,
      attendees: others.map(({ address, name }) => ({ emailAddress: { address, name } })),
      recurrence: { pattern, range: { type: 'endDate' as const, startDate, endDate } },
    };
    const calendar = defaultCalendar(tenant, organizer.id);
    const master = createEvent(tenant, organizer, calendar.id, input, `seed series ${subject}`);
    for (const copy of copiesOf(tenant, master.iCalUId)) {
      const person = others.slice(1).find((p) => p.id === copy.mailboxId);
      if (person) respond(tenant, copy, person, 'accepted', {});
    }
    const [occurrence] = isMaster(master) ? instancesBetween(tenant, master, master.start, master.end) : [];
    if (!first || !occurrence) continue;
    const end = zonedTime(occurrence.start + first.minutes * minute, timeZone);
    updateEvent(tenant, occurrence, { subject: first.subject, end });
  }
}
