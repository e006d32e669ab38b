import { anyBit } from '@aide/contracts/schedule/bits';
import type { Calendar } from '@aide/contracts/schedule/calendar';
import { awkwardness, minutes, wallTime, within, works } from '@aide/contracts/schedule/hours';
import type { Invited } from '@aide/contracts/schedule/invited';
import type { SeriesSlot } from '@aide/contracts/schedule/series';
import type { Grid } from '@aide/contracts/schedule/slots';
import { localTime } from '@aide/contracts/schedule/zones';
import type { Reader } from '../../../chat/when.ts';
import { instantOn, type SeriesDay } from './dates.ts';
import { reasonOf, type SeriesFacts, suitsAll } from './reason.ts';
import { type ChosenRoom, chooseRoom, type Held, isFree, type SeriesRoom } from './rooms.ts';

/** Somebody to come, with a calendar for each stretch that was read. */
export type Person = Omit<Invited, 'calendar'> & { calendars: Calendar[] };

export interface SeriesSearch {
  days: SeriesDay[];
  grids: Grid[];
  people: Person[];
  /** Rooms that would do, the best first; none is wanted where there are none. */
  rooms: SeriesRoom[];
  /** The organiser: dates and times are theirs. */
  reader: Reader;
  /** Minutes. */
  duration: number;
  /** HH:mm that was asked for. */
  time?: string;
  partOfDay?: { from: string; to: string };
  /** Milliseconds: nothing begins before. */
  now: number;
}

interface Judged extends SeriesFacts {
  slot: SeriesSlot;
  minute: number;
  awkward: number;
}

const step = 15;

/** The hours of a series that are free on most of its days, best first. */
export interface Ranked {
  slots: SeriesSlot[];
  /** The one that was asked for. */
  wished?: SeriesSlot;
  /** Whom that does not suit, in words; absent: it suits everybody. */
  against?: string;
  /** What becomes of the room then. */
  room?: ChosenRoom;
}

export function rankTimes(search: SeriesSearch, top: number): Ranked {
  const judged = candidates(search).flatMap((minute) => judge(search, minute) ?? []);
  const wish = search.time === undefined ? undefined : minutes(search.time);
  const distance = ({ minute }: Judged) => (wish === undefined ? 0 : Math.abs(minute - wish));
  const order: ((one: Judged) => number)[] = [
    ({ busy }) => busy.length,
    ({ room }) => Number(room !== undefined && !isFree(room)),
    ({ tentative }) => tentative,
    ({ optional }) => optional,
    ({ outside }) => outside,
    distance,
    ({ awkward }) => awkward,
    ({ minute }) => minute,
  ];
  const compare = (a: Judged, b: Judged) => order.map((by) => by(a) - by(b)).find((n) => n !== 0) ?? 0;
  const wished = wish === undefined ? undefined : judge(search, wish);
  const picked: Judged[] = [];
  // Five times the same hour a quarter later are no choice.
  for (const one of judged.sort(compare)) {
    if (picked.length === top) break;
    const apart = Math.max(60, search.duration);
    const taken = [...picked.map(({ minute }) => minute), ...(wished ? [wish!] : [])];
    if (taken.every((minute) => Math.abs(minute - one.minute) >= apart)) picked.push(one);
  }
  return {
    slots: picked.map(({ slot }) => slot),
    ...(wished ? { wished: wished.slot } : {}),
    ...(wished && !suitsAll(wished) ? { against: reasonOf({ ...wished, room: undefined }) } : {}),
    ...(wished?.room ? { room: wished.room } : {}),
  };
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
  const { days, people, rooms, reader, duration, now } = search;
  const held = days.map((day) => heldOn(day, wallTime(minute), search));
  const start = held[0]?.at;
  if (start === undefined || start < now) return undefined;
  const busy: SeriesSlot['busy'] = [];
  let [tentative, optional, outside] = [0, 0, 0];
  for (const { at, grid, from, to } of held) {
    const known = people.filter(({ calendars }) => !calendars[grid]!.unknown);
    const taken = known.filter(({ calendars }) => anyBit(calendars[grid]!.busy, from, to));
    const required = taken.filter((person) => person.required);
    if (required.length > 0) busy.push({ start: new Date(at).toISOString(), who: required.map(({ name }) => name) });
    optional += Number(taken.length > required.length);
    tentative += Number(
      known.some((p) => p.required && anyBit(p.calendars[grid]!.tentative, from, to)) && required.length === 0,
    );
    outside += Number(known.some(({ calendars }) => away(calendars[grid]!, at, duration)));
  }
  const room = chooseRoom(rooms, held);
  const facts: SeriesFacts = { busy, tentative, optional, outside, room, all: days.length, reader };
  const slot: SeriesSlot = {
    start: new Date(start).toISOString(),
    end: new Date(start + duration * 60_000).toISOString(),
    free: days.length - busy.length,
    busy,
    ...(room && isFree(room) ? { room: room.room } : {}),
    reason: reasonOf(facts),
  };
  return { ...facts, slot, minute, awkward: awkwardness(minute, duration) };
}

/** The meeting of one day, rounded out to whole cells. */
function heldOn({ date, grid }: SeriesDay, time: string, { grids, reader, duration }: SeriesSearch): Held {
  const at = instantOn(date, time, reader.timeZone);
  const { start, interval, cells } = grids[grid]!;
  const cell = (at - start) / (interval * 60_000);
  return { at, grid, from: Math.floor(cell), to: Math.min(cells, Math.ceil(cell + duration / interval)) };
}

const away = ({ hours }: Calendar, at: number, duration: number) =>
  hours !== undefined && !works(localTime(hours.zone, at), hours, duration);
