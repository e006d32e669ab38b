import type { proposeInput, Slot, TimeWindow } from '@aide/contracts/schedule';
import { calendarOf, type Schedule } from '@aide/contracts/schedule/calendar';
import { findTimes, type Times } from '@aide/contracts/schedule/find-times';
import { type Refusal, searchFrame } from '@aide/contracts/schedule/frame';
import { invited } from '@aide/contracts/schedule/invited';
import type { Room } from '@aide/contracts/schedule/rooms';
import type { Grid } from '@aide/contracts/schedule/slots';
import { remembering } from '@aide/contracts/schedule/zones';
import type { z } from 'zod';
import { timeIn } from '../../app/dates.ts';
import type { Known } from './known.ts';
import type { Plan } from './plan.ts';
import { namedZone, utc } from './zone.ts';

export type Wanted = Omit<z.output<typeof proposeInput>, 'room'>;
export type Ranked = Times | { refused: Refusal };

/** The plan in the server's words. @param window what was read */
export const wantedOf = (plan: Plan, window: TimeWindow, top: number): Wanted => ({
  required: plan.required.map(({ address, displayName }) => ({ address, name: displayName })),
  optional: plan.optional.map(({ address, displayName }) => ({ address, name: displayName })),
  durationMinutes: plan.duration,
  window,
  ...(plan.part ? { partOfDay: plan.part } : {}),
  ...(plan.weekdays.length > 0 ? { weekdays: plan.weekdays } : {}),
  bufferMinutes: plan.buffer,
  minimumNoticeMinutes: 0,
  top,
});

/**
 * The best times, from what is known already: nobody is asked. The same rules as the server's, because they are the same code.
 * Whoever is not known yet is not free.
 * @param rooms candidates, the best first
 * @param now milliseconds since 1970
 * @param locale in which times of the day are written
 */
export function rerank(known: Known, wanted: Wanted, rooms: Room[], now: number, locale: string): Ranked {
  const frame = searchFrame(wanted, now);
  if ('refused' in frame) return frame;
  const zones = remembering(namedZone);
  const of = (address: string) => calendarOf(cut(known, address, frame.grid), frame.grid.cells, zones);
  return findTimes({
    wanted,
    frame,
    people: invited({ mail: known.you.address, userPrincipalName: known.you.userPrincipalName }, wanted).map(
      (person) => ({ ...person, calendar: of(person.address) }),
    ),
    rooms: rooms.map(({ address, name }) => ({ room: { address, name }, calendar: of(address) })),
    zone: zones(known.timeZone) ?? utc,
    clock: (minute) => timeIn('UTC', minute * 60_000, locale),
  });
}

/** The digits of the frame's cells. What was not read is no digit, and no digit is not free. */
function cut(known: Known, address: string, grid: Grid): Schedule {
  const schedule = known.schedules.get(address.toLowerCase());
  if (!schedule) return { address, view: '', unknown: 'not read yet' };
  const from = Math.round((grid.start - known.grid.start) / (known.grid.interval * 60_000));
  const view = from >= 0 ? schedule.view.slice(from, from + grid.cells) : '';
  return { ...schedule, view };
}

/** Nobody is busy with a meeting that goes elsewhere. */
export function withoutMeeting(known: Known, { start, end }: { start: string; end: string }): Known {
  const { grid, schedules } = known;
  const cell = (time: string) => (Date.parse(time) - grid.start) / (grid.interval * 60_000);
  const [from, to] = [Math.floor(cell(start)), Math.ceil(cell(end))];
  const cleared = (view: string) => view.replace(/[12]/g, (digit, at: number) => (at >= from && at < to ? '0' : digit));
  return {
    ...known,
    schedules: new Map([...schedules].map(([key, s]) => [key, { ...s, view: cleared(s.view) }])),
  };
}

/** Those to choose from: what suits everybody or, when nothing does, the nearest. */
export const offered = (times: Times): Slot[] => (times.proposals.length > 0 ? times.proposals : times.compromises);
