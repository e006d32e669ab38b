import { type Day, inWeek } from './day.ts';
import type { Phrase } from './phrases.ts';
import type { Piece } from './pieces.ts';
import { afterAny, type Choice, low, type Reader, slice } from './reader.ts';
import type { Span } from './sentence.ts';
import { spanOf } from './spans.ts';

/** All times of a sentence: phrases that belong together made one, and each as a span. */
export function spansOf(
  reader: Reader,
  pieces: Piece[],
  duration: number | undefined,
): { spans: Span[]; choices: Choice[]; repeated: number[] } {
  const phrases = mergeApart(
    reader,
    shareLists(
      reader,
      pieces.filter((piece) => piece.kind === 'time').map((piece) => piece.phrase),
    ),
  );
  const spans: Span[] = [];
  const choices: Choice[] = [];
  for (const { phrase, until } of joinRanges(reader, phrases)) {
    const first = spanOf(reader, phrase, duration);
    if (!until) {
      choices.push(
        ...(phrase.bound === 'after' || phrase.bound === 'from' ? notToday(phrase, first.choices) : first.choices),
      );
      spans.push(first.span);
      continue;
    }
    const last = spanOf(reader, { ...until, ...(until.day || !phrase.day ? {} : { day: phrase.day }) }, duration);
    choices.push(...notToday(phrase, first.choices), ...notToday(until, last.choices));
    spans.push(...rangeOf(reader, phrase, until, first.span, last.span));
  }
  const repeated = phrases.flatMap((phrase) => phrase.day?.repeated ?? []);
  return { spans, choices: unique(choices), repeated };
}

/** "Monday to Wednesday", said on a Wednesday: from where it starts its end is clear. */
const notToday = ({ day }: Phrase, choices: Choice[]): Choice[] =>
  choices.filter((choice) => day?.weekday === undefined || choice !== day.choice);

/** A question is asked once, however many spans share what it is about. */
const unique = (choices: Choice[]): Choice[] =>
  choices.filter(
    (choice, i) => choices.findIndex((other) => other.from === choice.from && other.to === choice.to) === i,
  );

const hasHour = (phrase: Phrase) => Boolean(phrase.clock ?? phrase.range ?? phrase.clockBound ?? phrase.part);

/** What stands between two phrases, in lower case. */
const between = (reader: Reader, a: Phrase, b: Phrase) => reader.tokens.slice(a.to, b.from).map((token) => token.low);

/** "Tuesday or Wednesday at 3pm": the hour is for both; "Monday or Wednesday next week": so is the week; "Tuesday at 3 or 4pm": so is the day. */
function shareLists(reader: Reader, phrases: Phrase[]): Phrase[] {
  const result = [...phrases];
  const listed = (i: number) => {
    const words = between(reader, result[i]!, result[i + 1]!);
    return words.length > 0 && words.length <= 2 && words.every((word) => ['or', 'and', ',', '/', '&'].includes(word));
  };
  for (let i = result.length - 2; i >= 0; i -= 1) {
    if (!listed(i)) continue;
    const [a, b] = [result[i]!, result[i + 1]!];
    if (a.day && b.day && !a.bound && !b.bound) {
      const day = sameWeek(a.day, b.day);
      const { clock, range, clockBound, part, zone } = b;
      const hour = hasHour(a)
        ? {}
        : {
            ...(clock && { clock }),
            ...(range && { range }),
            ...(clockBound && { clockBound }),
            ...(part && { part }),
            ...(zone && { zone }),
          };
      result[i] = { ...a, day, ...hour };
    }
  }
  for (let i = 0; i < result.length - 1; i += 1) {
    const [a, b] = [result[i]!, result[i + 1]!];
    if (listed(i) && a.day && !b.day && hasHour(b) && !b.part?.today) result[i + 1] = { ...b, day: a.day };
  }
  return result;
}

/** Is `b` a weekday of a certain week ("Wednesday next week") and `a` a bare one? Then `a` lies in that week too. */
function sameWeek(a: Day, b: Day): Day {
  if (a.weekday === undefined || a.kind !== 'day' || b.kind !== 'day' || b.weekday !== undefined || b.choice) return a;
  const from = inWeek(b.from.minus({ days: b.from.weekday - 1 }), a.weekday);
  return from <= b.from ? { kind: 'day', from, to: from.plus({ days: 1 }) } : a;
}

/** "tomorrow with Megan at 3pm": the day and the hour are of one time although words stand between them. */
function mergeApart(reader: Reader, phrases: Phrase[]): Phrase[] {
  const result: Phrase[] = [];
  for (const phrase of phrases) {
    const before = result.at(-1);
    const merged = before && mergeTwo(reader, before, phrase);
    if (merged) result[result.length - 1] = merged;
    else result.push(before && reader.moving ? withDay(phrase, before) : phrase);
  }
  return dropAssumed(result);
}

/** "move tomorrow's 3pm to 4pm": 4pm tomorrow. */
const withDay = (phrase: Phrase, before: Phrase): Phrase =>
  !phrase.day && hasHour(phrase) && before.day?.kind === 'day' && !phrase.part?.today
    ? { ...phrase, day: before.day }
    : phrase;

function mergeTwo(reader: Reader, a: Phrase, b: Phrase): Phrase | undefined {
  const words = between(reader, a, b);
  if (words.includes('or') || words.includes('to') || a.minutes !== undefined || b.minutes !== undefined)
    return undefined;
  // What is moved and where it is moved to stay two times.
  if (reader.moving && (words.length > 0 || low(reader, b.from) === 'for')) return undefined;
  if (a.range && b.clock) return undefined;
  const span = { from: a.from, to: b.to };
  if (a.day && b.day) {
    const [stretch, repeated] = a.day.repeated ? [b.day, a.day] : [a.day, b.day];
    if (!repeated.repeated || stretch.repeated) return undefined;
    return { ...a, ...b, ...span, day: { ...stretch, repeated: repeated.repeated } };
  }
  if (Boolean(a.day) === Boolean(b.day) || (hasHour(a) && hasHour(b) && !complementary(a, b)) || b.part?.today)
    return undefined;
  return { ...a, ...b, ...span };
}

/** A part of the day and an hour in it: "tomorrow morning … at 8". */
const complementary = (a: Phrase, b: Phrase): boolean => {
  const hour = (phrase: Phrase) => Boolean(phrase.clock ?? phrase.range ?? phrase.clockBound);
  return hour(a) !== hour(b) && Boolean(a.part) !== Boolean(b.part);
};

/** "soon" and the weeks of "any Tuesday" are only meant while nothing else was said. */
function dropAssumed(phrases: Phrase[]): Phrase[] {
  const said = phrases.filter((phrase) => !phrase.day?.assumed || phrase.day.repeated);
  return said.length > 0 ? said : phrases;
}

/** "Monday to Wednesday", "between Monday and Thursday", "Monday 2pm until Tuesday 4pm", "tomorrow 2pm until 4pm". */
function joinRanges(reader: Reader, phrases: Phrase[]): { phrase: Phrase; until?: Phrase }[] {
  const result: { phrase: Phrase; until?: Phrase }[] = [];
  for (let i = 0; i < phrases.length; i += 1) {
    const [phrase, next] = [phrases[i]!, phrases[i + 1]];
    const until = next && joined(reader, phrase, next) ? next : undefined;
    result.push({ phrase, ...(until ? { until } : {}) });
    if (until) i += 1;
  }
  return result;
}

function joined(reader: Reader, a: Phrase, b: Phrase): boolean {
  const words = between(reader, a, b);
  const led = low(reader, a.from - 1) === 'between' || afterAny(reader, a.from, ['between']) !== undefined;
  if (a.bound === 'by' || a.bound === 'before' || b.range || a.range || b.minutes !== undefined) return false;
  if (words.length === 0)
    return (
      Boolean(
        (b.bound === 'by' && a.day) ||
          (a.clock && b.clockBound?.side === 'before' && ['until', 'till', 'til'].includes(low(reader, b.from))),
      ) &&
      !reader.moving &&
      ['until', 'till', 'til', 'through'].includes(low(reader, b.from))
    );
  if (words.length !== 1) return false;
  if (['-', '–', '—', 'till', 'until', 'through'].includes(words[0]!)) return true;
  return (words[0] === 'to' && !reader.moving) || (words[0] === 'and' && led);
}

function rangeOf(reader: Reader, a: Phrase, b: Phrase, first: Span, last: Span): Span[] {
  const text = slice(reader, a.from, b.to);
  const zone = first.zone ?? last.zone;
  const hours = first.kind === 'instant' && (last.kind === 'instant' || last.kind === 'range');
  let end = last.end;
  // "Thursday to Tuesday": the Tuesday after that Thursday.
  const start = a.bound === 'from' && first.kind === 'days' ? (a.day?.from ?? first.start) : first.start;
  for (let weeks = 0; end <= start && weeks < 2; weeks += 1) end = end.plus({ weeks: 1 });
  if (end <= start) return [first, last];
  return [
    {
      kind: hours ? 'range' : 'days',
      start,
      end,
      ...(first.partOfDay && last.partOfDay ? { partOfDay: last.partOfDay } : {}),
      ...(zone ? { zone } : {}),
      text,
    },
  ];
}
