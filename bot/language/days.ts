import type { DateTime } from 'luxon';
import { dateAhead } from './dates.ts';
import { evening, type Part } from './parts.ts';
import { afterAny, type Choice, type Got, isWord, low, numberAt, type Reader, touches } from './reader.ts';
import { monthNumbers, weekdayNames, weekdayNumbers, weekdayPlurals, wordSet } from './words.ts';

/** A day or several, [from, to), by the person's calendar. */
export interface Day {
  kind: 'day' | 'days';
  from: DateTime;
  to: DateTime;
  /** "tonight" */
  part?: Part;
  /** A weekday without a week: a week that is said beside it tells which. 1 … 7. */
  weekday?: number;
  /** A whole week: a weekday that is said beside it lies in it. Its first day. */
  week?: DateTime;
  /** "Tuesdays", "weekdays": the days in a longer stretch. 1 … 7. */
  repeated?: number[];
  /** Nobody said which stretch; one that is said elsewhere wins. */
  assumed?: boolean;
  choice?: Choice;
}

export const startOfWeek = (reader: Pick<Reader, 'weekStart'>, day: DateTime): DateTime =>
  day.startOf('day').minus({ days: (day.weekday - reader.weekStart + 7) % 7 });

const single = (from: DateTime, more: Partial<Day> = {}): Day => ({
  kind: 'day',
  from,
  to: from.plus({ days: 1 }),
  ...more,
});
const several = (from: DateTime, to: DateTime, more: Partial<Day> = {}): Day => ({ kind: 'days', from, to, ...more });

/** The weekday `number` of the week that starts at `week`. */
export const inWeek = (week: DateTime, number: number): DateTime =>
  week.plus({ days: (number - week.weekday + 7) % 7 });

const label = (day: DateTime) => day.setLocale('en-GB').toFormat('cccc d LLLL');
const words = (day: DateTime) => day.setLocale('en-GB').toFormat('d LLLL yyyy');

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
  const today = reader.now.startOf('day');
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
  const today = reader.now.startOf('day');
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

function plainDateAt(reader: Reader, i: number): Got<Day> {
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
function numericAt(reader: Reader, i: number): Got<Day> {
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

function dateChoice(from: number, to: number, days: DateTime[]): Choice {
  return {
    ...{ about: 'date' as const, question: `${days.map(label).join(', or ')}?`, from, to },
    readings: days.map((day) => ({ label: label(day), words: words(day) })),
  };
}

const ordinals = wordSet('st nd rd th');

/** "the 3rd", "on the 27th"; not "the 2nd meeting". */
function ordinalAt(reader: Reader, i: number): Got<Day> {
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
  const today = reader.now.startOf('day');
  for (let months = 0; months < 3; months += 1) {
    const day = today.startOf('month').plus({ months }).set({ day: number.value });
    if (day.day === number.value && day >= today) return { value: single(day), next };
  }
  return undefined;
}

/** "this week", "early next week", "end of the month", "this weekend", "the week after next". */
function stretchAt(reader: Reader, i: number): Got<Day> {
  const today = reader.now.startOf('day');
  const modifier = afterAny(reader, i, [
    ...[
      'at the beginning of',
      'the beginning of',
      'beginning of',
      'at the start of',
      'the start of',
      'start of',
      'early in',
      'early',
      'first half of',
      'the first half of',
    ],
    ...['in the middle of', 'the middle of', 'middle of', 'mid -', 'mid'],
    ...[
      'at the end of',
      'the end of',
      'end of',
      'late in',
      'late',
      'second half of',
      'the second half of',
      'the latter half of',
      'later',
      'the rest of',
      'rest of',
    ],
  ]);
  const part =
    modifier === undefined
      ? ''
      : ([
          'early',
          'beginning',
          'start',
          'first',
          'middle',
          'mid',
          'end',
          'late',
          'second',
          'latter',
          'later',
          'rest',
        ].find((word) => [0, 1, 2].some((k) => i + k < modifier && low(reader, i + k) === word)) ?? '');
  const lead = afterAny(reader, i, ['during', 'over', 'in', 'on', 'for', 'within', 'at']);
  // "what's on this week": "on" is the verb's, except before a weekend.
  const k = modifier ?? (low(reader, i) === 'on' && !isWord(reader, i + 2, wordSet('weekend')) ? i : (lead ?? i));
  const thisWeek = afterAny(reader, k, [
    'this week',
    'the current week',
    ...(modifier === undefined ? [] : ['the week', 'week']),
  ]);
  const nextWeek = afterAny(reader, k, ['next week', 'the next week', 'the coming week', 'the following week']);
  const afterNext = afterAny(reader, k, ['the week after next', 'week after next', 'the week after']);
  const lastWeek = afterAny(reader, k, ['last week', 'the past week', 'past week']);
  const own = startOfWeek(reader, today);
  const weekNext = afterNext ?? nextWeek ?? thisWeek ?? lastWeek;
  if (weekNext !== undefined) {
    const start = own.plus({
      weeks: afterNext !== undefined ? 2 : nextWeek !== undefined ? 1 : thisWeek !== undefined ? 0 : -1,
    });
    const monday = inWeek(start, 1);
    const third = (from: number, to: number) =>
      several(later(monday.plus({ days: from }), reader.now, thisWeek !== undefined), monday.plus({ days: to }));
    const chosen = ['early', 'beginning', 'start', 'first'].includes(part)
      ? third(0, 2)
      : part.startsWith('mid')
        ? third(1, 4)
        : ['end', 'late', 'second', 'latter'].includes(part)
          ? third(3, 5)
          : part === 'later'
            ? several(later(today.plus({ days: 1 }), start, true), start.plus({ weeks: 1 }))
            : several(thisWeek !== undefined ? reader.now : start, start.plus({ weeks: 1 }), { week: start });
    return chosen.from < chosen.to
      ? { value: chosen, next: weekNext }
      : { value: several(reader.now, start.plus({ weeks: 1 })), next: weekNext };
  }
  const weekend = afterAny(reader, k, ['this weekend', 'the weekend', 'next weekend']);
  if (weekend !== undefined) {
    const saturday = inWeek(startOfWeek({ weekStart: 1 }, today), 6).plus({
      weeks: low(reader, weekend - 2) === 'next' ? 1 : 0,
    });
    return {
      value: several(later(saturday, reader.now, today.weekday >= 6 && saturday <= today), saturday.plus({ days: 2 })),
      next: weekend,
    };
  }
  const month = afterAny(reader, k, [
    'this month',
    'next month',
    'last month',
    ...(modifier === undefined ? [] : ['the month', 'month']),
  ]);
  if (month === undefined) return undefined;
  const shift = { next: 1, last: -1 }[low(reader, month - 2)] ?? 0;
  const value = thirdOfMonth(today.startOf('month').plus({ months: shift }), part, reader.now);
  return { value, next: month };
}

function thirdOfMonth(first: DateTime, part: string, now: DateTime): Day {
  const end = first.plus({ months: 1 });
  const current = now >= first && now < end;
  const [from, to] = ['early', 'beginning', 'start', 'first'].includes(part)
    ? [first, first.plus({ days: 10 })]
    : part.startsWith('mid')
      ? [first.plus({ days: 10 }), first.plus({ days: 20 })]
      : ['end', 'late', 'second', 'latter'].includes(part)
        ? [end.minus({ days: 7 }), end]
        : [first, end];
  const start = later(from, now, current);
  return start < to ? several(start, to) : several(later(first, now, current), end);
}

const later = (a: DateTime, b: DateTime, when: boolean): DateTime => (when && b > a ? b : a);

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
function repeatedAt(reader: Reader, i: number): Got<Day> {
  const today = reader.now.startOf('day');
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
function weekdayAt(reader: Reader, i: number): Got<Day> {
  const today = reader.now.startOf('day');
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
    const own = startOfWeek(reader, today);
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
    if (day >= reader.now.startOf('day') && day.weekday === number && day.day === ordinal.value.from.day)
      return { value: single(day), next: ordinal.next };
  }
  return ordinal;
}

/** "in January", "next March", "early in December". */
function monthAt(reader: Reader, i: number): Got<Day> {
  const lead = afterAny(reader, i, [
    'early in',
    'late in',
    'mid',
    'mid -',
    'at the end of',
    'by the end of',
    'the end of',
    'end of',
    'in early',
    'in late',
    'in mid',
    'in mid -',
    'during',
    'in',
    'this',
    'next',
    'early',
    'late',
    'sometime in',
  ]);
  const month = lead === undefined ? undefined : monthNumbers.get(low(reader, lead));
  if (lead === undefined || month === undefined) return undefined;
  const year = /^20\d\d$/u.test(low(reader, lead + 1)) ? Number(low(reader, lead + 1)) : undefined;
  const today = reader.now.startOf('day');
  const first = today.set({ month, day: 1, ...(year ? { year } : {}) });
  const shifted = year === undefined && first.plus({ months: 1 }) <= today ? first.plus({ years: 1 }) : first;
  const part =
    ['early', 'mid', 'late', 'end'].find((word) =>
      [0, 1, 2, 3].some((k) => i + k < lead && low(reader, i + k) === word),
    ) ?? '';
  return { value: thirdOfMonth(shifted, part, reader.now), next: lead + (year ? 2 : 1) };
}

/** The names of weekdays 1 … 7. */
export const namesOf = (numbers: number[]) => [...new Set(numbers)].map((number) => weekdayNames[number - 1]!);
