import { DateTime } from 'luxon';

const slot = 15 * 60_000;

/** Somebody's working day: from when to when, in ms since 1970. */
export interface WorkingDay {
  date: string;
  start: number;
  end: number;
}

/** The working days of somebody, Monday to Friday, from a Monday on. */
export function workingDays(
  monday: DateTime,
  weeks: number,
  zone: string,
  hours: { startTime: string; endTime: string },
): WorkingDay[] {
  const at = (date: string, time: string) => DateTime.fromISO(`${date}T${time.slice(0, 8)}`, { zone }).toMillis();
  return Array.from({ length: weeks * 7 }, (_, i) => monday.plus({ days: i }))
    .filter((day) => day.weekday <= 5)
    .map((day) => day.toISODate() ?? '')
    .map((date) => ({ date, start: at(date, hours.startTime), end: at(date, hours.endTime) }));
}

/** What is taken of a calendar, by quarters of an hour. */
export interface DayPlan {
  take(start: number, end: number): void;
  isFree(start: number, end: number): boolean;
  /** Part of the time from start to end that is taken, 0 to 1. */
  load(start: number, end: number): number;
}

export function createDayPlan(): DayPlan {
  const taken = new Set<number>();
  const slots = function* (start: number, end: number) {
    for (let i = Math.floor(start / slot); i < Math.ceil(end / slot); i++) yield i;
  };
  return {
    take(start, end) {
      for (const i of slots(start, end)) taken.add(i);
    },
    isFree(start, end) {
      for (const i of slots(start, end)) if (taken.has(i)) return false;
      return true;
    },
    load(start, end) {
      let used = 0;
      let all = 0;
      for (const i of slots(start, end)) {
        all++;
        if (taken.has(i)) used++;
      }
      return used / all;
    },
  };
}
