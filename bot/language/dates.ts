import { en } from 'chrono-node';
import { DateTime } from 'luxon';
import type { Token } from './tokens.ts';

/** A calendar date that was written out: "1 December", "Dec 1st, 2026", "2026-12-01", "1-5 December". */
export interface WrittenDate {
  /** Start of day in the person's zone. */
  from: DateTime;
  /** The last day, when several were written. */
  last?: DateTime;
  /** The token after it. */
  next: number;
}

// chrono's parsers without its refiners: those merge a date with the hour beside it, and hours are read by our own grammar.
const chrono = new en.Chrono({ parsers: en.configuration.createConfiguration(true).parsers, refiners: [] });

const written = /^\d{4}-|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu;

/**
 * The written dates of a text by the token they start at; where several readings start, the longest.
 * @param moving something is moved, so that "to" says where to and not until when
 */
export function writtenDates(
  text: string,
  tokens: readonly Token[],
  now: DateTime,
  moving = false,
): Map<number, WrittenDate> {
  const starts = new Map(tokens.map((token, i) => [token.start, i]));
  const ends = new Map(tokens.map((token, i) => [token.end, i + 1]));
  const dates = new Map<number, WrittenDate>();
  for (const { index, text: words, start, end } of chrono.parse(text, { instant: now.toJSDate() })) {
    if (!start.isCertain('day') || !start.isCertain('month') || start.isCertain('hour') || !written.test(words))
      continue;
    const on = words.length - words.replace(/^on\s+/iu, '').length;
    const from = starts.get(index + on);
    const until = ends.get(index + words.trimEnd().length);
    if (from === undefined || until === undefined) continue;
    // "December 8 30 minutes longer", "the December 8 1 hour review": what counts minutes is no year.
    const isLength = /^\d{1,2}$/u.test(tokens[until - 1]!.text) && isUnit(tokens, until) && until - from > 2;
    // "move the event on December 13 to 4": four o'clock, and no days up to the fourth.
    const to = moving && end ? tokens.findIndex(({ low }, i) => i > from && i < until && low === 'to') : -1;
    const next = to > 0 ? to : isLength ? until - 1 : until;
    if ((dates.get(from)?.next ?? 0) > next) continue;
    const known = start.isCertain('year') && !isLength ? start.get('year')! : undefined;
    const day = dateAhead(now, start.get('month')!, start.get('day')!, known);
    const last = day && end && to < 0 ? dateAhead(now, end.get('month')!, end.get('day')!, day.year) : undefined;
    if (!day || (last && last < day)) continue;
    dates.set(from, { from: day, next, ...(last ? { last } : {}) });
  }
  return dates;
}

const units = /^(?:m|mins?|minutes?|h|hrs?|hours?|days?|weeks?)$/u;
const isUnit = (tokens: readonly Token[], i: number): boolean =>
  units.test(tokens[tokens[i]?.low === '-' ? i + 1 : i]?.low ?? '');

/** A day of the calendar: in its year, or without one the next time it comes (29 February can take years). */
export function dateAhead(now: DateTime, month: number, day: number, year?: number): DateTime | undefined {
  const today = now.startOf('day');
  for (let y = year ?? today.year; y <= (year ?? today.year + 8); y += 1) {
    const date = DateTime.fromObject({ year: y, month, day }, { zone: now.zone, locale: 'en-GB' });
    if (date.isValid && (year !== undefined || date >= today)) return date;
  }
  return undefined;
}
