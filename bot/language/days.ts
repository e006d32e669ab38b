import { type Day, several, single, startOfWeek } from './day.ts';
import { plainDateAt } from './numeric-dates.ts';
import { evening } from './parts.ts';
import { afterAny, type Got, isWord, low, numberAt, type Reader } from './reader.ts';
import { monthAt, stretchAt } from './stretches.ts';
import { repeatedAt, weekdayAt } from './weekdays.ts';
import { wordSet } from './words.ts';

/** Any day or stretch of days. */
export function dayAt(reader: Reader, i: number): Got<Day> {
  const some = afterAny(reader, i, [
    'some time',
    'sometime',
    'any time',
    'anytime',
    'some day',
    'any day',
    'on any day',
    'at any time',
    'whenever',
  ]);
  const k = some ?? i;
  return (
    fixedAt(reader, k) ??
    countedAt(reader, k) ??
    dateAt(reader, k) ??
    stretchAt(reader, k) ??
    repeatedAt(reader, k) ??
    weekdayAt(reader, k) ??
    monthAt(reader, k)
  );
}

function fixedAt(reader: Reader, i: number): Got<Day> {
  const { today } = reader;
  const start = afterAny(reader, i, ['on']) ?? i;
  const table: [string[], () => Day][] = [
    [['the day after tomorrow', 'day after tomorrow'], () => single(today.plus({ days: 2 }))],
    [['the day before yesterday', 'day before yesterday'], () => single(today.minus({ days: 2 }))],
    [
      ['later today', 'the rest of the day', 'the rest of today', 'rest of the day'],
      () => ({ kind: 'days', from: reader.now, to: today.plus({ days: 1 }) }),
    ],
    [['today'], () => single(today)],
    [['tonight', 'to - night'], () => single(today, { part: evening })],
    [
      ['tomorrow', 'tmrw', 'tmr', 'tomorow', 'tommorow', 'tommorrow', 'tomorrrow'],
      () => single(today.plus({ days: 1 })),
    ],
    [['yesterday'], () => single(today.minus({ days: 1 }))],
    [['as soon as possible', 'asap', 'soon'], () => several(reader.now, today.plus({ days: 8 }), { assumed: true })],
  ];
  for (const [phrases, day] of table) {
    const next = afterAny(reader, start, phrases);
    if (next === undefined) continue;
    // "what's on today": nobody says "on today" of a meeting.
    return start === i ? { value: day(), next } : undefined;
  }
  return undefined;
}

const dayUnits = wordSet('day days');
const workdayUnits = wordSet('workday workdays weekday weekdays');
const weekUnits = wordSet('week weeks');
const monthUnits = wordSet('month months');

/** "in 3 days", "in two weeks", "a week from Friday", "3 days from now", "in the next 10 days", "within two weeks". */
function countedAt(reader: Reader, i: number): Got<Day> {
  const { today } = reader;
  const stretch = afterAny(reader, i, [
    ...[
      'within the next',
      'in the next',
      'over the next',
      'during the next',
      'for the next',
      'the next',
      'next',
      'within the coming',
    ],
    ...['in the coming', 'over the coming', 'the coming', 'coming', 'within', 'in the following'],
  ]);
  const few = stretch === undefined ? undefined : afterAny(reader, stretch, ['few', 'couple of', 'couple']);
  const fewDays = few !== undefined && low(reader, few - 1) === 'few' ? 5 : 2;
  const count = few === undefined ? numberAt(reader, stretch ?? i) : { value: fewDays, next: few };
  if (stretch !== undefined) {
    if (!count || count.value > 400) return undefined;
    const business = isWord(reader, count.next, wordSet('business working work'));
    const unit = business ? count.next + 1 : count.next;
    const next = unit + 1;
    const to = (days: number) => several(reader.now, today.plus({ days: days + 1 }));
    if (isWord(reader, unit, dayUnits) || isWord(reader, unit, workdayUnits))
      return { value: to(business ? Math.ceil((count.value * 7) / 5) : count.value), next };
    if (isWord(reader, unit, weekUnits))
      return { value: to((few === undefined ? count.value : fewDays === 5 ? 3 : 2) * 7), next };
    if (isWord(reader, unit, monthUnits))
      return { value: several(reader.now, today.plus({ months: count.value, days: 1 })), next };
    return undefined;
  }
  const inWord = low(reader, i) === 'in';
  const k = inWord ? i + 1 : i;
  const one = isWord(reader, k, wordSet('a an')) ? { value: 1, next: k + 1 } : undefined;
  const couple = afterAny(reader, k, ['a couple of']);
  const amount = numberAt(reader, k) ?? (couple === undefined ? one : { value: 2, next: couple });
  if (!amount || amount.value > 400) return undefined;
  const fortnight = low(reader, amount.next) === 'fortnight';
  const isWeek = isWord(reader, amount.next, weekUnits) || fortnight;
  const isDay = isWord(reader, amount.next, dayUnits);
  const isMonth = isWord(reader, amount.next, monthUnits);
  if (!isWeek && !isDay && !isMonth) return undefined;
  const weeks = fortnight ? amount.value * 2 : amount.value;
  let next = amount.next + 1;
  // "a week on Friday", "two weeks from Tuesday"
  const anchor = isWeek && !inWord ? afterAny(reader, next, ['from', 'on', 'after']) : undefined;
  const base = anchor === undefined ? undefined : (fixedAt(reader, anchor) ?? weekdayAt(reader, anchor));
  if (base && base.value.kind === 'day' && !base.value.choice)
    return { value: single(base.value.from.plus({ weeks })), next: base.next };
  const ago = afterAny(reader, next, ['ago']);
  const later = afterAny(reader, next, ["' time", 'time', 'from now', 'from today', 'later']);
  if (!inWord && ago === undefined && later === undefined) return undefined;
  next = ago ?? later ?? next;
  const sign = ago === undefined ? 1 : -1;
  if (isDay) return { value: single(today.plus({ days: sign * amount.value })), next };
  const around = isMonth ? today.plus({ months: sign * amount.value }) : today.plus({ weeks: sign * weeks });
  // Weeks and months ahead mean the week around that day, unless a day or an hour is said besides.
  const week = startOfWeek(reader, around);
  return { value: several(week, week.plus({ weeks: 1 }), { week, weekday: around.weekday }), next };
}

/** "1 December", "2026-12-01", "12/1", "1.12.", "the 3rd", "the week of 7 December". */
function dateAt(reader: Reader, i: number): Got<Day> {
  const ofWeek = afterAny(reader, i, [
    'the week of',
    'week of',
    'in the week of',
    'the week commencing',
    'week commencing',
    'the week starting',
    'the week beginning',
    'during the week of',
  ]);
  if (ofWeek !== undefined) {
    // Not this rule again: "the week of the week of …" would be read twice as often with each word.
    const inside = plainDateAt(reader, ofWeek) ?? weekdayAt(reader, ofWeek);
    if (!inside) return undefined;
    const week = startOfWeek(reader, inside.value.from);
    return { value: several(week, week.plus({ weeks: 1 }), { week }), next: inside.next };
  }
  return plainDateAt(reader, i);
}
