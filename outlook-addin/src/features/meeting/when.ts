import type { NamedTime } from '@aide/contracts/mail';
import { type Clock, day, dayOf, minute, stretchOf, timeOf } from '../../app/times.ts';

/** When to look: within a window, near a wish where there is one. */
export interface When {
  id: string;
  label: string;
  /** Where it comes from. */
  note?: string;
  window: { start: string; end: string };
  wish?: string;
}

const iso = (at: number) => new Date(at).toISOString();

/**
 * The days that can be chosen: what the email names comes first, in its order, then the next days. What is over is left out.
 * @param now milliseconds since 1970
 */
export function choicesOf(times: NamedTime[], now: number, clock: Clock): When[] {
  const named = times.flatMap((time, index) => {
    const window = windowOf(time, now);
    if (!window) return [];
    const instant = time.kind === 'instant' || time.kind === 'range';
    return [
      {
        id: `named ${index}`,
        label: labelOf(time, clock),
        note: `The email says “${time.words}”.`,
        window,
        ...(instant && Date.parse(time.start) > now ? { wish: time.start } : {}),
      },
    ];
  });
  const next = (days: number, label: string): When => ({
    id: `next ${days}`,
    label,
    window: { start: iso(now), end: iso(now + days * day) },
  });
  return [...named, next(7, 'The next 7 days'), next(14, 'The next 2 weeks')];
}

/** An instant is a wish within its day; anything else is the window itself. */
function windowOf({ start, end, kind }: NamedTime, now: number): When['window'] | undefined {
  const midnight = `${start.slice(0, 10)}T00:00:00${/(Z|[+-]\d\d:\d\d)$/.exec(start)?.[1] ?? 'Z'}`;
  const wholeDay = kind === 'instant' || kind === 'range';
  const from = Math.max(wholeDay ? Date.parse(midnight) : Date.parse(start), now);
  const to = wholeDay ? Math.max(Date.parse(midnight) + day, Date.parse(end)) : Date.parse(end);
  // A meeting takes a quarter of an hour at least.
  return to - from < 15 * minute ? undefined : { start: iso(from), end: iso(to) };
}

function labelOf({ start, end, kind }: NamedTime, clock: Clock): string {
  const on = dayOf(start, clock);
  if (kind === 'instant') return `${on}, ${timeOf(start, clock)}`;
  if (kind === 'day') return on;
  // Up to, not including, its end.
  if (kind === 'days') return `${on} to ${dayOf(Date.parse(end) - 1, clock)}`;
  return `${on}, ${stretchOf({ start, end }, clock)}`;
}
