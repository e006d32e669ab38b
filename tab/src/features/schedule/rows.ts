import { type WorkingHours, workingHours } from '@aide/contracts/schedule/hours';
import type { Room } from '@aide/contracts/schedule/rooms';
import { localTime } from '@aide/contracts/schedule/zones';
import { type Busy, type Day, runsOf, type Stretch, workOf } from './geometry.ts';
import type { Known } from './known.ts';
import type { Plan } from './plan.ts';
import { type Clock, clockOf } from './words.ts';
import { namedZone } from './zone.ts';

/** Somebody, or a room, in the grid. */
export interface Who {
  address: string;
  name: string;
  kind: 'you' | 'required' | 'optional' | 'room';
  /** What it is about them: "optional", "a group", "8 seats, Building 12". */
  detail: string;
  hours?: WorkingHours;
  /** Why their time is not known. */
  unknown?: string;
}

/** One of them on one day. */
export interface Row extends Who {
  runs: Busy[];
  work: Stretch[];
}

export function everybody(known: Known, plan: Plan, rooms: Room[]): Who[] {
  const who = (address: string, more: Pick<Who, 'name' | 'kind' | 'detail'>): Who => {
    const schedule = known.schedules.get(address.toLowerCase());
    const hours = workingHours(schedule?.hours, namedZone);
    return {
      address,
      ...more,
      ...(schedule?.group ? { detail: [more.detail, 'a group'].filter(Boolean).join(' · ') } : {}),
      ...(hours ? { hours } : {}),
      ...(schedule?.unknown ? { unknown: schedule.unknown } : {}),
    };
  };
  const own = new Set([known.you.address.toLowerCase(), known.you.userPrincipalName.toLowerCase()]);
  const others = [
    ...plan.required.map((p) => who(p.address, { name: p.displayName, kind: 'required', detail: '' })),
    ...plan.optional.map((p) => who(p.address, { name: p.displayName, kind: 'optional', detail: 'optional' })),
  ].filter((p) => !own.has(p.address.toLowerCase()));
  return [
    who(known.you.address, { name: known.you.name ?? 'You', kind: 'you', detail: 'you' }),
    ...others,
    ...rooms.map((room) =>
      who(room.address, {
        name: room.name,
        kind: 'room',
        detail: [room.capacity > 0 ? `${room.capacity} seats` : '', room.building ?? ''].filter(Boolean).join(', '),
      }),
    ),
  ];
}

export const rowOf = (who: Who, known: Known, day: Day): Row => ({
  ...who,
  runs: runsOf(known.schedules.get(who.address.toLowerCase()), known.grid, day),
  work: workOf(who.hours, day),
});

/** "5:20 PM" at an instant where somebody works; undefined when their zone is not known. */
export function localClock({ hours }: Who, instant: number, { locale }: Pick<Clock, 'locale'>): string | undefined {
  return hours && clockOf(localTime(hours.zone, instant).minute * 60_000, { zone: 'UTC', locale });
}
