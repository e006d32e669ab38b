import type { SeriesSlot } from '@aide/contracts/schedule/series';
import { anyBit } from '@aide/contracts/schedule/bits';
import type { Calendar } from '@aide/contracts/schedule/calendar';
import { awkwardness, minutes, within, works } from '@aide/contracts/schedule/hours';
import type { Invited } from '@aide/contracts/schedule/invited';
import type { Grid } from '@aide/contracts/schedule/slots';
import { localTime } from '@aide/contracts/schedule/zones';
import { DateTime } from 'luxon';
import { names } from '../../../chat/names.ts';
import { instantOn, type SeriesDay } from './dates.ts';

/** Somebody to come, with a calendar for each stretch that was read. */
export type Person = Omit<Invited, 'calendar'> & { calendars: Calendar[] };

export interface SeriesSearch {
  days: SeriesDay[];
  grids: Grid[];
  people: Person[];
  /** IANA; the dates and times are told in it. */
  zone: string;
  /** Minutes. */
  duration: number;
  /** HH:mm that was asked for. */
  time?: string;
  partOfDay?: { from: string; to: string };
  /** Milliseconds: nothing begins before. */
  now: number;
}

interface Judged {
  slot: SeriesSlot;
  minute: number;
  /** Dates on which somebody required is tentative, optional people are busy, or somebody does not work. */
  tentative: number;
  optional: number;
  outside: number;
  awkward: number;
}

const step = 15;
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The hours of a series that are free on most of its days, best first; and the one that was asked for. */
export function rankTimes(search: SeriesSearch, top: number): { wished?: SeriesSlot; slots: SeriesSlot[] } {
  const judged = candidates(search).flatMap((minute) => judge(search, minute) ?? []);
  const wish = search.time === undefined ? undefined : minutes(search.time);
  const distance = ({ minute }: Judged) => (wish === undefined ? 0 : Math.abs(minute - wish));
  const order: ((one: Judged) => number)[] = [
    ({ slot }) => slot.busy.length,
    ({ tentative }) => tentative,
    ({ optional }) => optional,
    ({ outside }) => outside,
    distance,
    ({ awkward }) => awkward,
    ({ minute }) => minute,
  ];
  const compare = (a: Judged, b: Judged) => order.map((by) => by(a) - by(b)).find((n) => n !== 0) ?? 0;
  const wished = wish === undefined ? undefined : judge(search, wish)?.slot;
  const picked: Judged[] = [];
  // Five times the same hour a quarter later are no choice.
  for (const one of judged.sort(compare)) {
    if (picked.length === top) break;
    const apart = Math.max(60, search.duration);
    const taken = [...picked.map(({ minute }) => minute), ...(wished ? [wish!] : [])];
    if (taken.every((minute) => Math.abs(minute - one.minute) >= apart)) picked.push(one);
  }
  return { ...(wished ? { wished } : {}), slots: picked.map(({ slot }) => slot) };
}

/** The quarter hours of the part of the day that was asked for, else of the organiser's working hours. */
function candidates({ people, partOfDay, duration }: SeriesSearch): number[] {
  const hours = people.find(({ you }) => you)?.calendars[0]?.hours;
  const from = partOfDay ? minutes(partOfDay.from) : (hours?.from ?? 480);
  const to = partOfDay ? minutes(partOfDay.to) : (hours?.to ?? 1080);
  const all = Array.from({ length: 1440 / step }, (_, n) => n * step);
  return all.filter((minute) => within(minute, duration, from, to));
}

/** One hour on all days; undefined when it is over on the first of them. */
function judge(search: SeriesSearch, minute: number): Judged | undefined {
  const { days, grids, people, zone, duration, now } = search;
  const [first] = days;
  const time = clock(minute);
  const start = first && instantOn(first.date, time, zone);
  if (start === undefined || start < now) return undefined;
  const busy: { start: string; who: string[] }[] = [];
  let [tentative, optional, outside] = [0, 0, 0];
  for (const { date, grid } of days) {
    const at = instantOn(date, time, zone);
    const { start: begins, interval, cells } = grids[grid]!;
    const cell = Math.floor((at - begins) / (interval * 60_000));
    const end = Math.min(cells, Math.ceil((at - begins) / (interval * 60_000) + duration / interval));
    const known = people.filter(({ calendars }) => !calendars[grid]!.unknown);
    const taken = known.filter(({ calendars }) => anyBit(calendars[grid]!.busy, cell, end));
    const required = taken.filter((person) => person.required);
    if (required.length > 0) busy.push({ start: new Date(at).toISOString(), who: required.map(({ name }) => name) });
    optional += Number(taken.length > required.length);
    tentative += Number(
      known.some((p) => p.required && anyBit(p.calendars[grid]!.tentative, cell, end)) && required.length === 0,
    );
    outside += Number(known.some(({ calendars }) => away(calendars[grid]!, at, duration)));
  }
  const counts = { tentative, optional, outside };
  const slot: SeriesSlot = {
    start: new Date(start).toISOString(),
    end: new Date(start + duration * 60_000).toISOString(),
    free: days.length - busy.length,
    busy,
    reason: reasonOf(busy, counts, search),
  };
  return { slot, minute, ...counts, awkward: awkwardness(minute, duration) };
}

const away = ({ hours }: Calendar, at: number, duration: number) =>
  hours !== undefined && !works(localTime(hours.zone, at), hours, duration);

/** "free on all 12 dates; outside working hours of somebody on 2", "free on 10 of 12: Megan Bowen is busy on 1 Dec and 8 Dec" */
function reasonOf(
  busy: SeriesSlot['busy'],
  { tentative, optional, outside }: { tentative: number; optional: number; outside: number },
  { days, zone }: SeriesSearch,
): string {
  const all = days.length;
  const on = (count: number) => (count === all ? (all === 1 ? '' : ' on all dates') : ` on ${count} of ${all}`);
  const more = [
    ...(tentative > 0 ? [`somebody is tentatively busy${on(tentative)}`] : []),
    ...(optional > 0 ? [`somebody optional is busy${on(optional)}`] : []),
    ...(outside > 0 ? [`outside somebody’s working hours${on(outside)}`] : []),
  ];
  const free = busy.length === 0 ? (all === 1 ? 'all free' : `free on all ${all} dates`) : busyWords(busy, all, zone);
  return [free, ...more].join('; ');
}

const dayOf = (instant: string, zone: string) =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat('d LLL');

/** By the people when there are few of them, each with their dates. */
function busyWords(busy: SeriesSlot['busy'], all: number, zone: string): string {
  const dates = new Map<string, string[]>();
  for (const { start, who } of busy)
    for (const name of who) dates.set(name, [...(dates.get(name) ?? []), dayOf(start, zone)]);
  const head = busy.length === all ? 'free on none of the dates' : `free on ${all - busy.length} of ${all}`;
  const told = [...dates]
    .slice(0, 3)
    .map(([name, on]) => `${name} ${name === 'you' ? 'are' : 'is'} busy on ${names(on, 4)}`);
  const rest = dates.size > 3 ? [`and ${dates.size - 3} more people are busy`] : [];
  return `${head}: ${[...told, ...rest].join(', ')}`;
}
