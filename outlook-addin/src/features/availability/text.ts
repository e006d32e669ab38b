import { type Clock, dayOf, isoDay, timeOf, zoneName } from '../../app/times.ts';

export interface Stretch {
  start: string;
  end: string;
}

/** Stretches of each day, in their order. */
export function byDay(free: Stretch[], clock: Clock): { day: string; label: string; stretches: Stretch[] }[] {
  const days = new Map<string, { day: string; label: string; stretches: Stretch[] }>();
  for (const stretch of free) {
    const day = isoDay(stretch.start, clock);
    const known = days.get(day) ?? { day, label: dayOf(stretch.start, clock), stretches: [] };
    known.stretches.push(stretch);
    days.set(day, known);
  }
  return [...days.values()];
}

/** What is put into the mail: plain text that reads the same in every client, with the zone it is meant in. */
export function availabilityText(free: Stretch[], clock: Clock): string {
  const [first] = free;
  if (!first) return '';
  const lines = byDay(free, clock).map(
    ({ label, stretches }) =>
      `• ${label}: ${stretches.map(({ start, end }) => `${timeOf(start, clock)} – ${timeOf(end, clock)}`).join(', ')}`,
  );
  return [`I am free at these times (${zoneName(first.start, clock)}):`, ...lines, ''].join('\n');
}
