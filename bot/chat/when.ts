import { DateTime, Interval } from 'luxon';
import type { Profile } from '../features/feature.ts';
import { englishOf } from '../locale.ts';

/** For whom a time is written: where they are, and how they write times. A profile is one. */
export type Reader = Pick<Profile, 'timeZone' | 'locale'>;

/** The reader of what people call now (`Context.now`). */
export const readerOf = (now: DateTime): Reader => ({ timeZone: now.zoneName ?? 'UTC', locale: now.locale ?? 'en-US' });

const clock = { hour: 'numeric', minute: '2-digit' } as const;
const date = { day: 'numeric', month: 'short' } as const;
const day = { weekday: 'short', ...date } as const;

/** The forms in which times are written, each as in Seattle and as in Berlin. */
const forms = {
  /** "2:30 PM", "14:30" */
  time: clock,
  /** "2:30:05 PM", "14:30:05" */
  second: { ...clock, second: '2-digit' },
  /** "Tuesday 2:30 PM", "Tuesday 14:30" */
  weekdayTime: { weekday: 'long', ...clock },
  /** "Nov 24", "24 Nov" */
  date,
  /** "Nov 24, 2026", "24 Nov 2026" */
  dateOfYear: { ...date, year: 'numeric' },
  /** "November 24", "24 November" */
  monthDay: { day: 'numeric', month: 'long' },
  /** "November 24, 2026", "24 November 2026" */
  longDate: { day: 'numeric', month: 'long', year: 'numeric' },
  /** "Tue, Nov 24", "Tue 24 Nov" */
  day,
  /** "Tue, Nov 24, 2026", "Tue, 24 Nov 2026" */
  dayOfYear: { ...day, year: 'numeric' },
  /** "Tuesday, November 24", "Tuesday 24 November" */
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  /** "Tuesday, November 24, 2026", "Tuesday 24 November 2026" */
  fullDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** "Tue, Nov 24, 2:30 PM", "Tue 24 Nov, 14:30" */
  moment: { ...day, ...clock },
  /** "Tue, Nov 24, 2026, 2:30 PM", "Tue, 24 Nov 2026, 14:30" */
  momentOfYear: { ...day, year: 'numeric', ...clock },
  /** "Tuesday, November 24, 2026 at 2:30 PM", "Tuesday 24 November 2026 at 14:30" */
  fullMoment: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...clock },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type Form = keyof typeof forms;

/** With twenty-four hours the hour has two digits: en-GB alone writes "9:05" and "09:05–10:00". */
const optionsOf = (form: Form, locale: string): Intl.DateTimeFormatOptions =>
  'hour' in forms[form] && locale.endsWith('h23') ? { ...forms[form], hour: '2-digit' } : forms[form];

const at = (iso: string, { timeZone, locale }: Reader) =>
  DateTime.fromISO(iso, { zone: timeZone }).setLocale(englishOf(locale));

// Newer ICU data has narrow and thin spaces in it, which whoever searches for "2:30 PM", or types it, does not.
const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ');

const write = (time: DateTime, form: Form) => plain(time.toLocaleString(optionsOf(form, time.locale ?? '')));

/**
 * A time as the reader writes it, in English words.
 * @param iso an instant, or a day ('yyyy-MM-dd'), which is the reader's
 */
export const written = (iso: string, form: Form, reader: Reader): string => write(at(iso, reader), form);

/**
 * An hour of the day: "2:30 PM", "14:30".
 * @param time 'HH:mm' on whosever clock it is
 */
export const clockTime = (time: string, { locale }: Pick<Reader, 'locale'>): string =>
  written(`2000-01-01T${time}`, 'time', { timeZone: 'UTC', locale });

/** The same clock on somebody else's wall. @param iso local time with its offset */
export const writtenThere = (iso: string, form: Form, { locale }: Pick<Reader, 'locale'>): string =>
  written(iso.replace(/(?:Z|[+-]\d{2}:?\d{2})$/u, ''), form, { timeZone: 'UTC', locale });

interface Time {
  /** ISO 8601 instants. */
  start: string;
  end: string;
  isAllDay?: boolean;
}

/**
 * "Tue, Nov 24, 2:30 – 3:00 PM", "Tue 24 Nov, 14:30–15:00"; both days when it goes over midnight; "Tue, Nov 24, all day".
 */
export function when(time: Time, reader: Reader): string {
  const start = at(time.start, reader);
  const end = at(time.end, reader);
  if (time.isAllDay) {
    const last = end.minus({ days: 1 });
    return last <= start
      ? `${write(start, 'day')}, all day`
      : `${write(start, 'day')} – ${write(last, 'day')}, all day`;
  }
  return isOneDay(start, end)
    ? `${write(start, 'day')}, ${hoursOf(start, end)}`
    : `${write(start, 'moment')} – ${write(end, 'moment')}`;
}

/** "2:30 – 3:00 PM", "14:30–15:00", "all day". */
export const hours = (time: Time, reader: Reader): string =>
  time.isAllDay ? 'all day' : hoursOf(at(time.start, reader), at(time.end, reader));

/** Midnight ends a day. */
const isOneDay = (start: DateTime, end: DateTime) => start.hasSame(end.minus({ milliseconds: 1 }), 'day');

/** Of two days Intl would name both; midnight is told as an hour. */
const hoursOf = (start: DateTime, end: DateTime): string =>
  start.hasSame(end, 'day')
    ? plain(Interval.fromDateTimes(start, end).toLocaleString(optionsOf('time', start.locale ?? '')))
    : `${write(start, 'time')} – ${write(end, 'time')}`;

/** "Tuesday, November 24", "Tuesday 24 November". */
export const longDay = (iso: string, reader: Reader): string => written(iso, 'longDay', reader);

/** "Pacific Standard Time", in the words of the season it is. */
export const zoneName = (iso: string, reader: Reader): string => at(iso, reader).offsetNameLong ?? reader.timeZone;
