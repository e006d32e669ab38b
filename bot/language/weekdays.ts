import { type Day, dateChoice, inWeek, label, several, single } from './day.ts';
import { numericAt, ordinalAt } from './numeric-dates.ts';
import { afterAny, type Got, isWord, low, type Reader, touches } from './reader.ts';
import { weekdayNumbers, weekdayPlurals, wordSet } from './words.ts';

const workdays = [1, 2, 3, 4, 5];

/** "Mondays or Fridays" */
function weekdayList(reader: Reader, i: number): { days: number[]; next: number } {
  const days: number[] = [];
  let next = i;
  for (let k = i; ; k = afterAny(reader, next, ['or', 'and', ', or', ',']) ?? next) {
    const number = weekdayPlurals.get(low(reader, k)) ?? weekdayNumbers.get(low(reader, k));
    if (number === undefined) return { days, next };
    days.push(number);
    next = k + 1;
  }
}

/** "Tuesdays", "any Tuesday", "every Monday", "weekdays", "any weekday", "not on Fridays". */
export function repeatedAt(reader: Reader, i: number): Got<Day> {
  const { today } = reader;
  const every = afterAny(reader, i, ['on any', 'on every', 'any', 'every', 'each', 'on a', 'a']);
  const on = every ?? afterAny(reader, i, ['on']) ?? i;
  const stretch = (repeated: number[], days: number, next: number): Got<Day> => ({
    value: several(reader.now, today.plus({ days }), { repeated, assumed: true }),
    next,
  });
  if (
    isWord(reader, on, wordSet('weekdays workdays')) ||
    (every !== undefined && isWord(reader, on, wordSet('weekday workday')))
  )
    return stretch(workdays, 14, on + 1);
  const not = afterAny(reader, i, ['but not on', 'but not', 'not on', 'not', 'no', 'except on', 'except', 'excluding']);
  if (not !== undefined) {
    const { days, next } = weekdayList(reader, not);
    return days.length > 0
      ? stretch(
          workdays.filter((day) => !days.includes(day)),
          14,
          next,
        )
      : undefined;
  }
  if (weekdayPlurals.has(low(reader, on))) {
    const { days, next } = weekdayList(reader, on);
    return stretch(days, 28, next);
  }
  const one =
    every === undefined || ['a'].includes(low(reader, every - 1)) ? undefined : weekdayNumbers.get(low(reader, on));
  return one === undefined ? undefined : stretch([one], 28, on + 1);
}

/** "Friday", "this Friday", "next Friday", "last Friday", "Friday week", "Friday the 27th". */
export function weekdayAt(reader: Reader, i: number): Got<Day> {
  const { today } = reader;
  const on = afterAny(reader, i, ['on the', 'on']) ?? i;
  const word = low(reader, on);
  const said = wordSet('this next coming last past following').has(word) ? word : '';
  const second = said && low(reader, on + 1) === 'coming' ? 1 : 0;
  const k = said ? on + 1 + second : on;
  const number = weekdayNumbers.get(low(reader, k));
  if (number === undefined) return undefined;
  const start = said ? on : k;
  let next = k + 1;
  if (low(reader, next) === '.' && low(reader, k).length <= 4 && touches(reader, k) && reader.tokens[next + 1])
    next += 1;
  const ahead = (number - today.weekday + 7) % 7;
  if (said === 'last' || said === 'past')
    return { value: single(today.minus({ days: ((today.weekday - number + 6) % 7) + 1 })), next };
  const exact = exactDate(reader, next, number);
  if (exact) return exact;
  const week = afterAny(reader, next, ['week']);
  if (!said && week !== undefined) return { value: single(today.plus({ days: (ahead || 7) + 7 })), next: week };
  if (said === 'this' || said === 'coming' || said === 'following')
    return { value: single(today.plus({ days: ahead || (said === 'this' && second === 0 ? 0 : 7) })), next };
  if (said === 'next') {
    const own = reader.week;
    const inNext = inWeek(own.plus({ weeks: 1 }), number);
    const inThis = inWeek(own, number);
    // Said on Wednesday, "next Tuesday" can only be the one of next week; said on Monday, "next Friday" is heard both ways.
    if (inThis < today.plus({ days: 2 })) return { value: single(inNext), next };
    const choice = dateChoice(start, next, [inThis, inNext]);
    const question = `This ${label(inThis).replace(' ', ', ')}, or next ${label(inNext).replace(' ', ', ')}?`;
    return { value: single(inNext, { choice: { ...choice, question } }), next };
  }
  if (ahead > 0) return { value: single(today.plus({ days: ahead }), { weekday: number }), next };
  const choice = dateChoice(start, next, [today, today.plus({ weeks: 1 })]);
  const question = `Today, ${label(today)}, or ${label(today.plus({ weeks: 1 }))}?`;
  return { value: single(today, { weekday: number, choice: { ...choice, question } }), next };
}

/** After a weekday: "Friday the 27th", "Friday, 27 November", "Friday 27/11". The date decides. */
function exactDate(reader: Reader, i: number, number: number): Got<Day> {
  const k = afterAny(reader, i, [',', ', the', 'the']) ?? i;
  const found = [i, k].map((at) => reader.dates.get(at)).find((date) => date && !date.last);
  if (found) return { value: single(found.from), next: found.next };
  const numeric = numericAt(reader, k);
  if (numeric) return numeric;
  const ordinal = ordinalAt(reader, i);
  if (!ordinal) return undefined;
  // The next time that this day of the month is that day of the week, when there is one soon.
  for (let months = 0; months < 12; months += 1) {
    const day = reader.now.startOf('month').plus({ months }).set({ day: ordinal.value.from.day });
    if (day >= reader.today && day.weekday === number && day.day === ordinal.value.from.day)
      return { value: single(day), next: ordinal.next };
  }
  return ordinal;
}
