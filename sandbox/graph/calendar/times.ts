import { DateTime, IANAZone } from 'luxon';
import { findIana } from 'windows-iana';
import { failedValidation, unknownTimeZone } from './faults.ts';
import type { ZonedTime } from './model.ts';

export const neverAnswered = '0001-01-01T00:00:00Z';
const zones = new Map<string, IANAZone | undefined>();

/**
 * The zone of a Windows name ('Pacific Standard Time'), an IANA name or 'UTC'; undefined when nobody knows it.
 * Graph takes both kinds: https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
export function findZone(name: string): IANAZone | undefined {
  if (zones.has(name)) return zones.get(name);
  const iana = name === 'tzone://Microsoft/Utc' ? 'UTC' : (findIana(name)[0] ?? name);
  const zone = IANAZone.isValidZone(iana) ? IANAZone.create(iana) : undefined;
  // What clients send is not kept without bound.
  if (zones.size < 2000) zones.set(name, zone);
  return zone;
}

/** @throws GraphFailure TimeZoneNotSupportedException */
export function zoneNamed(name: string | undefined | null): IANAZone {
  const zone = name ? findZone(name) : undefined;
  if (!zone) throw unknownTimeZone(name ?? '');
  return zone;
}

const quarter = 15 * 60_000;
const day = 86_400_000;
const offsets = new WeakMap<IANAZone, Map<number, number>>();

/**
 * A zone's distance from UTC in ms. Remembered for each quarter of an hour, because Intl takes its time and zones change
 * on quarters only.
 */
function offsetAt(zone: IANAZone, instant: number): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const key = Math.floor(instant / quarter);
  const found = known.get(key);
  if (found !== undefined) return found;
  const offset = zone.offset(instant) * 60_000;
  if (known.size > 20_000) known.clear();
  known.set(key, offset);
  return offset;
}

/** The instant at which clocks in `zone` show `wall` (the same digits, read as UTC). */
export function instantAt(zone: IANAZone, wall: number): number {
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  // A time that comes twice is the first; one that is skipped moves forward with the old offset.
  if (before === after || offsetAt(zone, wall - before) === before) return wall - before;
  return offsetAt(zone, wall - after) === after ? wall - after : wall - before;
}

const wallClock = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/i;

/** What clocks in `zone` show at an instant: the same digits, read as UTC. */
export const wallAt = (zone: IANAZone, instant: number): number => instant + offsetAt(zone, instant);

/** The digits that a client wrote, read as UTC, in ms; an offset behind them does not count. */
export function wallOf(dateTime: string): number {
  const [all, date, time = '00:00', fraction = ''] = wallClock.exec(dateTime.trim()) ?? [];
  if (!all || !date) throw failedValidation();
  const clock = `${date}T${time}${time.length === 5 ? ':00' : ''}.${fraction.slice(1, 4).padEnd(3, '0')}`;
  const wall = Date.parse(`${clock}Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(date)) throw failedValidation();
  return wall;
}

/**
 * The instant of a dateTimeTimeZone in ms. The digits are a wall-clock time in `timeZone`: an offset behind them does not
 * count, as Exchange reads them. A time that a DST change skips moves forward, one that comes twice is the first.
 * @throws GraphFailure for an unknown zone or an impossible time
 */
export function instantOf({ dateTime, timeZone }: ZonedTime): number {
  return instantAt(zoneNamed(timeZone), wallOf(dateTime));
}

/** Midnight UTC of the date that a client wrote, or undefined when the time of day is not midnight. */
export function floatingDate({ dateTime, timeZone }: ZonedTime): number | undefined {
  zoneNamed(timeZone);
  const wall = wallOf(dateTime);
  return wall % day === 0 ? wall : undefined;
}

/** Midnight in `zone` of a floating date (midnight UTC), in ms. */
export const midnightIn = (zone: IANAZone, floating: number): number => instantAt(zone, floating);

const inUtc = (instant: number) => `${new Date(instant).toISOString().slice(0, 23)}0000`;

/** Graph's dateTimeTimeZone of an instant; `timeZone` is the name as the client asked for it. */
export function zonedTime(instant: number, timeZone: string): ZonedTime {
  const zone = zoneNamed(timeZone);
  return { dateTime: inUtc(wallAt(zone, instant)), timeZone };
}

/** The same for an all-day event: its dates are the same in every zone. */
export const floatingTime = (instant: number, timeZone: string): ZonedTime => {
  zoneNamed(timeZone);
  return { dateTime: inUtc(instant), timeZone };
};

/** ISO 8601 in a query option: with an offset it is an instant, without one it is UTC. undefined = not a time. */
export function instantOfQuery(text: string): number | undefined {
  // A plus sign that was not encoded arrives as a blank.
  const at = DateTime.fromISO(text.trim().replace(/ (\d\d:?\d\d)$/, '+$1'), { zone: 'UTC', setZone: false });
  return at.isValid ? at.toMillis() : undefined;
}
