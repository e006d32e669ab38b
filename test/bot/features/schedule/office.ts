import { DateTime } from 'luxon';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

/** The feature at work, and calendars to try it on. */
export interface Office extends AnyOffice {
  /** A Monday when nobody has anything yet: after the end of the seed. Midnight in the zone. */
  emptyMonday(zone?: string): DateTime;
  /** Puts an event into somebody's calendar. */
  fill(name: string, start: DateTime, minutes: number, more?: Record<string, unknown>): Promise<{ id: string }>;
}

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(schedule, ['Calendars.ReadWrite']);
  return {
    ...office,
    emptyMonday: (zone = 'America/Los_Angeles') =>
      DateTime.fromJSDate(office.sandbox.tenant.clock.now(), { zone }).plus({ weeks: 7 }).startOf('week'),
    async fill(name, start, minutes, more = {}) {
      const time = (at: DateTime) => ({ dateTime: at.toUTC().toISO()!.replace('Z', ''), timeZone: 'UTC' });
      const times = { start: time(start), end: time(start.plus({ minutes })) };
      return office.graphAs(name, 'POST', '/me/events', { subject: 'Busy', ...times, ...more });
    },
  };
}

export const iso = (time: DateTime): string => time.toUTC().toISO()!;
