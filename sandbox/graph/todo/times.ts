import { DateTime } from 'luxon';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { windowsName } from '../calendar/mailboxes.ts';
import type { ZonedTime } from '../calendar/model.ts';
import { instantOf, zonedTime, zoneNamed } from '../calendar/times.ts';
import type { Moment } from './model.ts';

/** The moment that a client wrote. @throws GraphFailure 400 without a zone, or with an impossible time */
export const momentOf = (time: ZonedTime): Moment => ({ at: instantOf(time), timeZone: time.timeZone });

/**
 * The day that a client wrote. To Do keeps no time of day for due, start and completed dates: it is set to midnight in the
 * zone that came with it, and then told in UTC, so that a day in Tokyo begins on the evening before.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/2136, https://github.com/RogerSelwyn/MS365-ToDo/issues/29
 */
export function dayOf(time: ZonedTime): Moment {
  // Read as a whole first: what is no time at all is refused, and not cut.
  instantOf(time);
  return momentOf({ dateTime: time.dateTime.trim().slice(0, 10), timeZone: time.timeZone });
}

/** Today as To Do notes it when a task is completed: midnight UTC, wherever the person is. https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8664 */
export const completionDay = (tenant: Tenant): Moment => ({
  at: DateTime.fromJSDate(tenant.clock.now(), { zone: 'utc' }).startOf('day').toMillis(),
  timeZone: 'UTC',
});

/** The date of a moment on the calendar of its own zone, ISO 8601. */
export const dateOf = (moment: Moment): string => inZone(moment).toISODate()!;

/** The moment so many days later at the same time of day, over a change of the clocks as well. */
export const shifted = (moment: Moment, days: number): Moment => ({
  ...moment,
  at: inZone(moment).plus({ days }).toMillis(),
});

export const daysBetween = (from: string, to: string): number =>
  DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;

const inZone = ({ at, timeZone }: Moment) => DateTime.fromMillis(at, { zone: zoneNamed(timeZone) });

/**
 * The zone in which a call wants its dates: UTC unless the Prefer header names one, which is told back by its Windows name.
 * https://learn.microsoft.com/graph/api/resources/todotask, https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8664
 * @throws GraphFailure 400 for a zone that nobody knows
 */
export function zoneOf({ prefer }: GraphCall): string {
  // Quoted with apostrophes as well, as the issue above does.
  const wanted = prefer['outlook.timezone']?.replace(/^'(.*)'$/, '$1');
  return wanted ? windowsName(zoneNamed(wanted).name) : 'UTC';
}

export const told = (moment: Moment | null, timeZone: string): ZonedTime | undefined =>
  moment ? zonedTime(moment.at, timeZone) : undefined;
