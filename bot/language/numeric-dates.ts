import { dateAhead } from './dates.ts';
import { type Day, dateChoice, several, single } from './day.ts';
import { afterAny, type Got, isWord, low, numberAt, type Reader, touches } from './reader.ts';
import { weekdayNumbers, wordSet } from './words.ts';

/** A date by itself: "1 December", "12/1", "1.12.", "the 3rd". */
export function plainDateAt(reader: Reader, i: number): Got<Day> {
  const on = afterAny(reader, i, ['on the', 'on', 'the']) ?? i;
  // "from 1 to 5 December" is written as one.
  const led = reader.dates.get(afterAny(reader, i, ['from', 'between']) ?? -1);
  const date = led?.last ? led : reader.dates.get(on);
  if (date) {
    const value = date.last ? several(date.from, date.last.plus({ days: 1 })) : single(date.from);
    return { value, next: date.next };
  }
  return numericAt(reader, on) ?? ordinalAt(reader, i);
}

/** "12/1", "12/1/2026", "1.12.", "01.12.2026". With a dot the day comes first; with a slash it depends on the country. */
export function numericAt(reader: Reader, i: number): Got<Day> {
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d\d))?$/u.exec(low(reader, i));
  if (dotted) {
    const dot = low(reader, i + 1) === '.' && touches(reader, i);
    if (!dotted[3] && !dot) return undefined;
    const day = dateAhead(reader.now, Number(dotted[2]), Number(dotted[1]), yearOf(dotted[3]));
    return day && { value: single(day), next: i + (dot && !dotted[3] ? 2 : 1) };
  }
  const [a, mark, b] = [low(reader, i), low(reader, i + 1), low(reader, i + 2)];
  if (mark !== '/' || !/^\d{1,2}$/u.test(a) || !/^\d{1,2}$/u.test(b) || !touches(reader, i) || !touches(reader, i + 1))
    return undefined;
  const withYear = low(reader, i + 3) === '/' && /^(?:\d{4}|\d\d)$/u.test(low(reader, i + 4));
  const year = withYear ? yearOf(low(reader, i + 4)) : undefined;
  const next = i + (withYear ? 5 : 3);
  // "24/7" is no date, and "1/2 hour" no day.
  if ((a === '24' && b === '7') || isWord(reader, next, wordSet('h hour hours day of'))) return undefined;
  const monthDay = dateAhead(reader.now, Number(a), Number(b), year);
  const dayMonth = dateAhead(reader.now, Number(b), Number(a), year);
  const clear = reader.monthFirst === undefined ? undefined : reader.monthFirst ? monthDay : dayMonth;
  const day = clear ?? monthDay ?? dayMonth;
  if (!day) return undefined;
  if (clear || !monthDay || !dayMonth || monthDay.hasSame(dayMonth, 'day')) return { value: single(day), next };
  return {
    value: single(day, {
      choice: dateChoice(
        i,
        next,
        [monthDay, dayMonth].sort((x, y) => +x - +y),
      ),
    }),
    next,
  };
}

const yearOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : text.length === 4 ? Number(text) : 2000 + Number(text);

const ordinals = wordSet('st nd rd th');

/** "the 3rd", "on the 27th"; not "the 2nd meeting". */
export function ordinalAt(reader: Reader, i: number): Got<Day> {
  const start = afterAny(reader, i, ['on the', 'the']);
  const number = start === undefined ? undefined : numberAt(reader, start);
  if (
    !number ||
    number.value < 1 ||
    number.value > 31 ||
    !isWord(reader, number.next, ordinals) ||
    !touches(reader, number.next - 1)
  )
    return undefined;
  const next = number.next + 1;
  const after = reader.tokens[next];
  const free =
    after?.kind !== 'word' ||
    isWord(
      reader,
      next,
      wordSet(
        'at with from about for in of after before between to and or please morning afternoon evening around until',
      ),
    ) ||
    weekdayNumbers.has(after.low);
  if (!free) return undefined;
  const { today } = reader;
  for (let months = 0; months < 3; months += 1) {
    const day = today.startOf('month').plus({ months }).set({ day: number.value });
    if (day.day === number.value && day >= today) return { value: single(day), next };
  }
  return undefined;
}
