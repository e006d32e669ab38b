import type { PersonDetails } from '@aide/contracts/people';
import type { ScheduleInformation } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import { ianaZone } from '../../directory/profile.ts';
import type { GraphRequest } from '../../graph/graph.ts';

/** How far ahead a free half hour is looked for. */
const days = 5;
const step = 30;

/** Free/busy of one person from the current half hour on; their working hours come with it. */
export function scheduleRequest(address: string, now: DateTime): GraphRequest {
  const from = slotStart(now);
  const utc = (time: DateTime) => ({ dateTime: time.toUTC().toISO({ includeOffset: false })!, timeZone: 'UTC' });
  return {
    method: 'POST',
    path: '/me/calendar/getSchedule',
    body: {
      schedules: [address],
      startTime: utc(from),
      endTime: utc(from.plus({ days })),
      availabilityViewInterval: step,
    },
    // It only reads.
    repeatable: true,
  };
}

/** The beginning of the half hour that `now` is in. */
const slotStart = (now: DateTime) => now.startOf('hour').plus({ minutes: now.minute < step ? 0 : step });

type Times = Pick<PersonDetails, 'timeZone' | 'localTime' | 'workingHours' | 'nextFree'>;

/**
 * What the answer says of somebody's hours. A zone that was set by hand has no name: then the times there are not told.
 * https://learn.microsoft.com/graph/api/resources/workinghours
 */
export function timesOf(schedule: ScheduleInformation | undefined, now: DateTime): Times {
  const { workingHours: hours, availabilityView = '' } = schedule ?? {};
  const timeZone = ianaZone(hours?.timeZone?.name);
  if (!hours?.startTime || !hours.endTime) return {};
  const workingHours = {
    days: (hours.daysOfWeek ?? []).map((day) => String(day)),
    start: hours.startTime.slice(0, 5),
    end: hours.endTime.slice(0, 5),
  };
  if (!timeZone) return { workingHours };
  const nextFree = firstFree(availabilityView ?? '', { ...workingHours, timeZone }, now);
  return {
    timeZone,
    localTime: now.setZone(timeZone).toISO()!,
    workingHours,
    ...(nextFree ? { nextFree: nextFree.toUTC().toISO()! } : {}),
  };
}

/** @param view a digit for each half hour: 0 is free, 4 working elsewhere, which can be met */
function firstFree(
  view: string,
  hours: { days: string[]; start: string; end: string; timeZone: string },
  now: DateTime,
): DateTime | undefined {
  const from = slotStart(now).setZone(hours.timeZone);
  for (const [i, digit] of Array.from(view).entries()) {
    const start = from.plus({ minutes: i * step });
    const end = start.plus({ minutes: step });
    const day = start.setLocale('en').toFormat('cccc').toLowerCase();
    const inside =
      hours.days.includes(day) &&
      start.toFormat('HH:mm') >= hours.start &&
      (end.hasSame(start, 'day') ? end.toFormat('HH:mm') : '24:00') <= hours.end;
    if ((digit === '0' || digit === '4') && inside) return start;
  }
  return undefined;
}
