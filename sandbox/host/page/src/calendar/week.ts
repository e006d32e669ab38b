import { DateTime } from 'luxon';

/** The days that are shown: a week from Monday, without its weekend, or one day. Each the start of the day in the zone. */
export function shownDays(date: DateTime, weekend: boolean, oneDay: boolean): DateTime[] {
  if (oneDay) return [date.startOf('day')];
  const monday = date.startOf('week');
  return Array.from({ length: weekend ? 7 : 5 }, (_, i) => monday.plus({ days: i }));
}

/** The date of the address ('2026-11-23'), or today; on a weekend that is not shown, the Monday after it. */
export function chosenDate(detail: string | undefined, now: number, zone: string, weekend: boolean): DateTime {
  const asked = detail ? DateTime.fromISO(detail, { zone }) : undefined;
  if (asked?.isValid) return asked.startOf('day');
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  return !weekend && today.weekday > 5 ? today.plus({ days: 8 - today.weekday }) : today;
}

/** 'November 2026', 'Nov – Dec 2026' */
export function title(days: DateTime[]): string {
  const first = days[0]!;
  const last = days.at(-1)!;
  if (days.length === 1) return first.toFormat('cccc, d LLLL');
  if (first.hasSame(last, 'month')) return first.toFormat('LLLL yyyy');
  return `${first.toFormat(first.hasSame(last, 'year') ? 'LLL' : 'LLL yyyy')} – ${last.toFormat('LLL yyyy')}`;
}
