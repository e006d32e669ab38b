import { importance, type Repeat, repeat, source } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import { z } from 'zod';
import type { Span } from '../../language/sentence.ts';
import { unrepeatables } from '../../language/unrepeatable.ts';
import { firstDay, repeatFrom, type Series } from './repeat.ts';

/** A task as somebody wished for it, as far as it is known. JSON: it waits in a draft while the person is asked. */
export const taskWish = z.object({
  sentence: z.string(),
  title: z.string().optional(),
  /** By name, as written. */
  list: z.string().optional(),
  listId: z.string().optional(),
  /** "add talk to Megan": a list called Megan, or part of the title? Only the lists tell. */
  perhaps: z.object({ title: z.string(), list: z.string() }).optional(),
  due: z.string().optional(),
  reminder: z.string().optional(),
  /** A reminder was asked for, whenever that may be. */
  remind: z.boolean().default(false),
  importance: importance.default('normal'),
  note: z.string().optional(),
  repeat: repeat.optional(),
  /** How it shall repeat, and no task can. */
  unrepeatable: z.enum(unrepeatables).optional(),
  source: source.optional(),
});
export type TaskWish = z.output<typeof taskWish>;

/** When it is due and rings: a day is 'yyyy-MM-dd' where the person is, an instant ISO 8601 in UTC. */
export interface When {
  due?: string;
  reminder?: string;
}

/** When a reminder rings of which only the day was said: as To Do's own clients suggest. */
const morning = 9;

/**
 * @param spans that were said
 * @param remind a day alone gets a reminder as well
 */
export function whenOf(spans: Span[], now: DateTime, remind: boolean, series?: Series): When & { repeat?: Repeat } {
  const [span] = spans;
  if (!span && !series) return {};
  const at = span && timeOf(span);
  const said = span ? dayOfSpan(span, now) : now.startOf('day');
  const clock = at ?? (remind ? said.set({ hour: morning }) : undefined);
  // "every weekday at 9", said at ten: it begins tomorrow.
  const over = series && clock && said.set({ hour: clock.hour, minute: clock.minute }) <= now;
  const day = series ? firstDay(series.repetition, over ? said.plus({ days: 1 }) : said) : said;
  const due = day.toISODate()!;
  const again = series ? { repeat: repeatFrom(series, day) } : {};
  if (!clock) return { due, ...again };
  // An instant is the one that was said, in whatever zone; only a series moves it to its own day.
  const rings = at && !series ? at : soon(day.set({ hour: clock.hour, minute: clock.minute }), now, !at);
  return { due: at && !series ? at.setZone(now.zone).toISODate()! : due, reminder: rings.toUTC().toISO()!, ...again };
}

/** Today's nine o'clock is over: then in an hour, at a full one. */
const soon = (at: DateTime, now: DateTime, guessed: boolean) =>
  guessed && at <= now && at.hasSame(now, 'day') ? now.plus({ hours: 2 }).startOf('hour') : at;

function timeOf(span: Span): DateTime | undefined {
  if (span.kind === 'instant' || span.kind === 'range' || span.kind === 'part') return span.start;
  if (span.partOfDay) {
    const [hour = 0, minute = 0] = span.partOfDay.from.split(':').map(Number);
    return span.start.startOf('day').set({ hour, minute });
  }
  return undefined;
}

/** "by Friday" is Friday; "next week" begins on its Monday; "this week" ends on its Friday. */
function dayOfSpan(span: Span, now: DateTime): DateTime {
  const start = span.start.setZone(now.zone).startOf('day');
  if (span.kind !== 'days') return start;
  if (/^(?:by|until|till|before|through)\b/iu.test(span.text)) return lastDay(span);
  if (start > now) return start;
  const last = lastDay(span);
  const friday = last.minus({ days: Math.max(0, last.weekday - 5) });
  return friday >= now.startOf('day') ? friday : last;
}

/** The last day of a stretch: its end does not belong to it. */
const lastDay = (span: Span): DateTime => span.end.minus({ milliseconds: 1 }).startOf('day');

/** The times that are offered to somebody who named none. */
export const presets: { label: string; of(now: DateTime): DateTime | undefined }[] = [
  { label: 'In an hour', of: (now) => now.plus({ hours: 1 }) },
  { label: 'Tomorrow at 9', of: (now) => now.plus({ days: 1 }).startOf('day').set({ hour: morning }) },
  { label: 'Next Monday at 9', of: (now) => now.plus({ weeks: 1 }).startOf('week').set({ hour: morning }) },
  { label: 'Without a reminder', of: () => undefined },
];
