import { names } from '../names.ts';
import { type Bits, hasBit, spread } from './bits.ts';
import type { Invited } from './invited.ts';
import { findCompromises, type SlotSearch } from './slots.ts';

/** If nothing fits: who or what is in the way most, in one line. */
export function blockedBy(search: SlotSearch, people: Invited[], rooms: number): string {
  const possible = findCompromises({ ...search, required: [], optional: [] }).map((c) => c.cell);
  if (possible.length === 0)
    return 'no time of that length lies in the window, the part of the day and the weekdays asked for';
  const required = people.filter((p) => p.required);
  const unknown = required.filter((p) => p.calendar.unknown);
  const blocking = required
    .map((person, i) => ({ person, times: blockedTimes(search.required[i]!, search, possible) }))
    .filter(({ person, times }) => times > 0 && !person.calendar.unknown)
    .sort((a, b) => b.times - a.times);
  const parts = blocking
    .slice(0, 2)
    .map(
      ({ person, times }) => `${person.name} ${person.you ? 'are' : 'is'} busy at ${times} of ${possible.length} times`,
    );
  if (blocking.length > 2) parts.push(`${blocking.length - 2} more are busy at some of them`);
  if (unknown.length > 0) parts.push(`not known: ${names(unknown.map((p) => p.name))}`);
  if (rooms > 0 && parts.length === 0) parts.push('no room is free');
  return parts.join('; ');
}

function blockedTimes(calendar: Bits, { length, buffer }: SlotSearch, possible: number[]): number {
  const reach = spread(calendar, length + 2 * buffer);
  return possible.filter((cell) => hasBit(reach, cell - buffer)).length;
}
