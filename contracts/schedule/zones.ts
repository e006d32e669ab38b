import { type Bits, emptyBits, setBit } from './bits.ts';
import { cellTime, type Grid } from './slots.ts';

/** A place's time: minutes east of UTC at an instant. */
export interface LocalZone {
  /** Equal keys are equal zones. */
  key: string;
  offset(instant: number): number;
}

/** Finds a zone by its name; undefined when it is not known. Whoever calls brings the zone data. */
export type NamedZones = (name: string) => LocalZone | undefined;

/**
 * The same zones, each looked up once and asked once about an instant: platforms take their time over both, and everybody in a meeting is
 * asked about the same instants. For one search: what was asked is kept.
 */
export function remembering(named: NamedZones): NamedZones {
  const zones = new Map<string, LocalZone | undefined>();
  return (name) => {
    if (!zones.has(name)) zones.set(name, askedOnce(named(name)));
    return zones.get(name);
  };
}

function askedOnce(zone: LocalZone | undefined): LocalZone | undefined {
  if (!zone) return undefined;
  const offsets = new Map<number, number>();
  return {
    key: zone.key,
    offset(instant) {
      const offset = offsets.get(instant) ?? zone.offset(instant);
      offsets.set(instant, offset);
      return offset;
    },
  };
}

/** `timeZoneBase` or `customTimeZone` as Graph gives them in working hours. */
export interface GraphZone {
  name?: string | null;
  /** Minutes that are added to local time to give UTC (480 for Pacific), as in Windows. */
  bias?: number | null;
  standardOffset?: ZoneRule | null;
  daylightOffset?: (ZoneRule & { daylightBias?: number | null }) | null;
}

interface ZoneRule {
  time?: string | null;
  /** 1 to 4; 5 is the last one of the month. */
  dayOccurrence?: number | null;
  dayOfWeek?: string | null;
  /** 1 to 12; 0 = no daylight saving time. */
  month?: number | null;
  year?: number | null;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const weekdayNumber = (name: string): number => weekdays.indexOf(name.toLowerCase());
export const weekdayName = (number: number): string => {
  const name = weekdays[number] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/**
 * The zone of somebody's working hours. A mailbox whose zone was set by hand comes as a customTimeZone: a bias and two rules.
 * https://learn.microsoft.com/graph/outlook-get-free-busy-schedule shows Pacific with bias 480, so the bias has the sign of
 * Windows (UTC = local time + bias), although https://learn.microsoft.com/graph/api/resources/customtimezone says otherwise.
 */
export function zoneOf(zone: GraphZone, named: NamedZones): LocalZone | undefined {
  const known = zone.name ? named(zone.name) : undefined;
  if (known || typeof zone.bias !== 'number') return known;
  const standard = -zone.bias;
  const { standardOffset, daylightOffset } = zone;
  const daylight = standard - (daylightOffset?.daylightBias ?? 0);
  const key = `custom ${JSON.stringify([zone.bias, standardOffset, daylightOffset])}`;
  if (!standardOffset?.month || !daylightOffset?.month) return { key, offset: () => standard };
  return {
    key,
    offset(instant) {
      const year = new Date(instant + standard * 60_000).getUTCFullYear();
      // Each rule is told in the local time that is left.
      const begins = ruleTime(daylightOffset, year) - standard * 60_000;
      const ends = ruleTime(standardOffset, year) - daylight * 60_000;
      const summer = begins < ends ? instant >= begins && instant < ends : instant >= begins || instant < ends;
      return summer ? daylight : standard;
    },
  };
}

/** When a rule's moment is in this year, as if its local time were UTC. */
function ruleTime(rule: ZoneRule, year: number): number {
  const [hours = 0, minutes = 0] = (rule.time ?? '').split(':').map(Number);
  const month = (rule.month ?? 1) - 1;
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  let day = 1 + ((weekdayNumber(rule.dayOfWeek ?? 'sunday') - first + 7) % 7) + 7 * ((rule.dayOccurrence ?? 1) - 1);
  while (day > length) day -= 7;
  return Date.UTC(year, month, day, hours, minutes);
}

/** An instant as it is called in a zone. */
export interface LocalTime {
  /** Minutes since midnight. */
  minute: number;
  /** 0 = Sunday. */
  weekday: number;
}

export function localTime(zone: LocalZone, instant: number): LocalTime {
  const local = Math.floor(instant / 60_000) + zone.offset(instant);
  const day = Math.floor(local / 1440);
  return { minute: local - day * 1440, weekday: (((day + 4) % 7) + 7) % 7 };
}

/** The cells whose local time passes the test. Asks the zone a few times a day instead of once a cell: zones are slow. */
export function cellsWhere(grid: Grid, zone: LocalZone, test: (time: LocalTime) => boolean): Bits {
  const found = emptyBits(grid.cells);
  const fixed = (offset: number): LocalZone => ({ key: '', offset: () => offset });
  const mark = (from: number, to: number, constant: LocalZone) => {
    for (let cell = from; cell < to; cell++) if (test(localTime(constant, cellTime(grid, cell)))) setBit(found, cell);
  };
  const stride = Math.max(1, Math.floor(720 / grid.interval));
  for (let from = 0; from < grid.cells; from += stride) {
    const to = Math.min(from + stride, grid.cells);
    const offset = zone.offset(cellTime(grid, from));
    // Clocks change at most once in half a day; only then is every cell asked.
    if (zone.offset(cellTime(grid, to - 1)) === offset) mark(from, to, fixed(offset));
    else for (let cell = from; cell < to; cell++) mark(cell, cell + 1, zone);
  }
  return found;
}
