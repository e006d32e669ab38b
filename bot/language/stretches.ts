import type { DateTime } from 'luxon';
import { type Day, inWeek, several, startOfWeek } from './day.ts';
import { afterAny, type Got, isWord, low, type Reader } from './reader.ts';
import { monthNumbers, wordSet } from './words.ts';

/** "this week", "early next week", "end of the month", "this weekend", "the week after next". */
export function stretchAt(reader: Reader, i: number): Got<Day> {
  const { today } = reader;
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
  const own = reader.week;
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

/** "in January", "next March", "early in December". */
export function monthAt(reader: Reader, i: number): Got<Day> {
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
  const { today } = reader;
  const first = today.set({ month, day: 1, ...(year ? { year } : {}) });
  const shifted = year === undefined && first.plus({ months: 1 }) <= today ? first.plus({ years: 1 }) : first;
  const part =
    ['early', 'mid', 'late', 'end'].find((word) =>
      [0, 1, 2, 3].some((k) => i + k < lead && low(reader, i + k) === word),
    ) ?? '';
  return { value: thirdOfMonth(shifted, part, reader.now), next: lead + (year ? 2 : 1) };
}
