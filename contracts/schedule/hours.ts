import { type Bits, emptyBits, remove, setStretch } from './bits.ts';
import type { Grid } from './slots.ts';
import {
  cellsWhere,
  type GraphZone,
  type LocalTime,
  type LocalZone,
  type NamedZones,
  weekdayNumber,
  zoneOf,
} from './zones.ts';

/** When somebody works. Minutes are since local midnight. */
export interface WorkingHours {
  zone: LocalZone;
  /** 0 = Sunday. */
  days: ReadonlySet<number>;
  from: number;
  to: number;
}

/** `workingHours` as getSchedule gives them. */
export interface GraphWorkingHours {
  daysOfWeek?: string[] | null;
  startTime?: string | null;
  endTime?: string | null;
  timeZone?: GraphZone | null;
}

/** Undefined when it does not say enough. */
export function workingHours(hours: GraphWorkingHours | null | undefined, named: NamedZones): WorkingHours | undefined {
  const zone = hours?.timeZone ? zoneOf(hours.timeZone, named) : undefined;
  if (!zone || !hours?.startTime || !hours.endTime) return undefined;
  const days = new Set((hours.daysOfWeek ?? []).map(weekdayNumber));
  return { zone, days, from: minutes(hours.startTime), to: minutes(hours.endTime) || 1440 };
}

/** 'HH:mm…' as minutes since midnight. */
export function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** Minutes since midnight as 'HH:mm'. */
export const wallTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Is the time within `from` … `to`, which may go over midnight? Lasts `length` minutes. */
export function within(minute: number, length: number, from: number, to: number): boolean {
  if (from < to) return minute >= from && minute + length <= to;
  return minute >= from ? minute + length <= to + 1440 : minute + length <= to;
}

export const works = ({ minute, weekday }: LocalTime, hours: WorkingHours, length: number): boolean =>
  within(minute, length, hours.from, hours.to) &&
  hours.days.has(hours.from >= hours.to && minute < hours.to ? (weekday + 6) % 7 : weekday);

/** The cells in which somebody with these hours does not work. */
export function cellsOutside(grid: Grid, hours: WorkingHours): Bits {
  const inside = cellsWhere(grid, hours.zone, (time) => works(time, hours, grid.interval));
  return remove(setStretch(emptyBits(grid.cells), 0, grid.cells), inside);
}

/** Equal for people who work at the same times, so that hundreds of them cost no more than their few kinds. */
export const hoursKey = (hours: WorkingHours): string =>
  `${hours.zone.key} ${[...hours.days].sort().join()} ${hours.from} ${hours.to}`;

/**
 * How awkward a meeting is by the clock on somebody's wall: 0 between 8 and 18, 1 from 7 or until 20, 2 from 6 or until 22,
 * 3 at night.
 * @param minute since local midnight
 * @param length minutes
 */
export function awkwardness(minute: number, length: number): number {
  const until = minute + length;
  if (minute >= 480 && until <= 1080) return 0;
  if (minute >= 420 && until <= 1200) return 1;
  if (minute >= 360 && until <= 1320) return 2;
  return 3;
}
