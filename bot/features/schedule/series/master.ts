import { type Recurrence, recurrence } from '@aide/contracts/schedule/recurrence';
import type { PatternedRecurrence } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { AideError } from '../../../errors.ts';
import type { Context } from '../../feature.ts';
import { meetingFields, meetingOf, readEvent } from '../event.ts';
import { type ReadEvent, requireOwn } from '../patch.ts';

/** A whole series: when its first meeting is by the clock of its organiser, and how it goes on. */
export interface Series {
  event: ReadEvent;
  subject: string;
  recurrence: Recurrence;
  /** HH:mm of each of them, in the organiser's zone. */
  time: string;
  /** Minutes. */
  duration: number;
}

/** @throws AideError invalid_input when it is a single meeting, forbidden when somebody else organizes it, not_found */
export async function readSeries(
  ctx: Context,
  eventId: string,
  { what, remedy, fields = meetingFields }: { what: string; remedy: string; fields?: string },
): Promise<Series> {
  const event = await readEvent(ctx, eventId, fields);
  requireOwn(event, what, remedy);
  const reader = await ctx.profile();
  if (event.type !== 'seriesMaster' || !event.recurrence)
    throw new AideError('invalid_input', {
      userMessage: 'This meeting does not repeat.',
      remedy: 'Cancel or move it by itself.',
    });
  const { start, end, subject } = meetingOf(event, reader);
  return {
    event,
    subject,
    recurrence: recurrenceOf(event.recurrence),
    time: DateTime.fromISO(start).setZone(reader.timeZone).toFormat('HH:mm'),
    duration: Math.round((Date.parse(end) - Date.parse(start)) / 60_000),
  };
}

const isSet = (value: unknown) =>
  value !== null && value !== undefined && value !== 0 && value !== '0001-01-01' && !isEmpty(value);
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
const given = (part: object) => Object.fromEntries(Object.entries(part).filter(([, value]) => isSet(value)));

/** Exchange fills what a type has no use for with zeros, and its dates with the year 1. */
export function recurrenceOf({ pattern, range }: PatternedRecurrence): Recurrence {
  return recurrence.parse({ pattern: given(pattern ?? {}), range: given(range ?? {}) });
}

/** The same series, whatever of it was left to its defaults. */
export function sameSeries(a: Recurrence, b: Recurrence): boolean {
  const key = ({ pattern, range }: Recurrence) => {
    const { firstDayOfWeek, daysOfWeek = [], ...rest } = pattern;
    const week = pattern.type === 'weekly' && pattern.interval > 1 ? firstDayOfWeek : undefined;
    const sorted = Object.entries({ ...rest, ...range }).sort(([x], [y]) => x.localeCompare(y));
    return JSON.stringify([sorted, [...daysOfWeek].sort(), week]);
  };
  return key(a) === key(b);
}
