import { DateTime } from 'luxon';

const at = (iso: string, zone: string) => DateTime.fromISO(iso).setZone(zone).setLocale('en-GB');

/** "Tue 24 Nov, 14:00 – 14:30"; both days when it goes over midnight; "Tue 24 Nov, all day". */
export function when(time: { start: string; end: string; isAllDay?: boolean }, zone: string): string {
  const start = at(time.start, zone);
  const end = at(time.end, zone);
  if (time.isAllDay) {
    const last = end.minus({ days: 1 });
    return last <= start ? `${day(start)}, all day` : `${day(start)} – ${day(last)}, all day`;
  }
  const from = `${day(start)}, ${start.toFormat('HH:mm')}`;
  return start.hasSame(end.minus({ milliseconds: 1 }), 'day')
    ? `${from} – ${end.toFormat('HH:mm')}`
    : `${from} – ${day(end)}, ${end.toFormat('HH:mm')}`;
}

/** "14:00 – 14:30", "all day". */
export const hours = (time: { start: string; end: string; isAllDay?: boolean }, zone: string): string =>
  time.isAllDay ? 'all day' : `${at(time.start, zone).toFormat('HH:mm')} – ${at(time.end, zone).toFormat('HH:mm')}`;

const day = (time: DateTime) => time.toFormat('ccc d LLL');

/** "Tuesday 24 November". */
export const longDay = (iso: string, zone: string): string => at(iso, zone).toFormat('cccc d LLLL');

/** "Pacific Standard Time", in the words of the season it is. */
export const zoneName = (iso: string, zone: string): string => at(iso, zone).offsetNameLong ?? zone;
