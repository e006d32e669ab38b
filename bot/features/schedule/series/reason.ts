import { displayName } from '@aide/contracts/schedule/invited';
import type { SeriesSlot } from '@aide/contracts/schedule/series';
import { names } from '../../../chat/names.ts';
import { type Reader, written } from '../../../chat/when.ts';
import { type ChosenRoom, isFree } from './rooms.ts';

/** Of one hour of a series: on how many of its dates what is not ideal, and which room it gets. */
export interface SeriesFacts {
  busy: SeriesSlot['busy'];
  /** Dates on which somebody required is tentative, optional people are busy, or somebody does not work. */
  tentative: number;
  optional: number;
  outside: number;
  room?: ChosenRoom | undefined;
  /** How many dates were looked at. */
  all: number;
  reader: Reader;
}

/** Does it suit everybody, whatever becomes of the room? */
export const suitsAll = ({ busy, tentative, optional, outside }: SeriesFacts): boolean =>
  busy.length + tentative + optional + outside === 0;

/**
 * "free on all 12 dates; Conf Room Hood", "free on 10 of 12: Megan Bowen is busy on 1 Dec and 8 Dec; outside somebody’s working hours
 * on 2 of 12; without a room: Conf Room Hood is taken on 1 Dec"
 */
export function reasonOf({ busy, tentative, optional, outside, room, all, reader }: SeriesFacts): string {
  const on = (count: number) => (count === all ? (all === 1 ? '' : ' on all dates') : ` on ${count} of ${all}`);
  const free = all === 1 ? 'all free' : `free on all ${all} dates`;
  return [
    busy.length === 0 ? free : busyWords(busy, all, reader),
    ...(tentative > 0 ? [`somebody is tentatively busy${on(tentative)}`] : []),
    ...(optional > 0 ? [`somebody optional is busy${on(optional)}`] : []),
    ...(outside > 0 ? [`outside somebody’s working hours${on(outside)}`] : []),
    ...(room ? [roomWords(room, all, reader)] : []),
  ].join('; ');
}

function roomWords(chosen: ChosenRoom, all: number, reader: Reader): string {
  const name = displayName(chosen.room);
  if (isFree(chosen)) return name;
  const why = chosen.unknown
    ? `it is not known when ${name} is free`
    : `${name} is taken ${takenWords(chosen, all, reader)}`;
  return `without a room: ${why}`;
}

/** "each time", "on 1 Dec and 8 Dec" */
export function takenWords({ taken }: ChosenRoom, all: number, reader: Reader): string {
  if (taken.length === all) return 'each time';
  const days = taken.map((at) => dayOf(at, reader));
  return `on ${names(days, 4)}`;
}

const dayOf = (instant: number, reader: Reader) => written(new Date(instant).toISOString(), 'date', reader);

/** By the people when there are few of them, each with their dates. */
function busyWords(busy: SeriesSlot['busy'], all: number, reader: Reader): string {
  const dates = new Map<string, string[]>();
  for (const { start, who } of busy)
    for (const name of who) dates.set(name, [...(dates.get(name) ?? []), written(start, 'date', reader)]);
  const head = busy.length === all ? 'free on none of the dates' : `free on ${all - busy.length} of ${all}`;
  const told = [...dates]
    .slice(0, 3)
    .map(([name, on]) => `${name} ${name === 'you' ? 'are' : 'is'} busy on ${names(on, 4)}`);
  const rest = dates.size > 3 ? [`and ${dates.size - 3} more people are busy`] : [];
  return `${head}: ${[...told, ...rest].join(', ')}`;
}
