import { afterAny, type Got, low, type Reader } from './reader.ts';
import { wordSet } from './words.ts';

/** A part of the day, HH:mm on the person's clock. */
export interface Part {
  from: string;
  to: string;
}

/** What people mean by the words. */
const parts: Record<string, Part> = {
  morning: { from: '08:00', to: '12:00' },
  lunchtime: { from: '12:00', to: '13:00' },
  afternoon: { from: '12:00', to: '18:00' },
  evening: { from: '17:00', to: '21:00' },
  night: { from: '19:00', to: '23:00' },
  'early morning': { from: '06:00', to: '09:00' },
  'mid morning': { from: '09:00', to: '11:00' },
  'late morning': { from: '10:00', to: '12:00' },
  'early afternoon': { from: '12:00', to: '15:00' },
  'mid afternoon': { from: '14:00', to: '16:00' },
  'late afternoon': { from: '15:00', to: '18:00' },
  'early evening': { from: '17:00', to: '19:00' },
  'late evening': { from: '19:00', to: '22:00' },
  'end of day': { from: '16:00', to: '18:00' },
  'first thing': { from: '08:00', to: '10:00' },
};

export const evening = parts.evening!;

const named: Record<string, string> = {
  morning: 'morning',
  mornings: 'morning',
  lunchtime: 'lunchtime',
  lunchtimes: 'lunchtime',
  afternoon: 'afternoon',
  afternoons: 'afternoon',
  evening: 'evening',
  evenings: 'evening',
  night: 'night',
  nights: 'night',
};
const plural = wordSet('mornings lunchtimes afternoons evenings nights');
const modifiers = wordSet('early mid late');

export interface PartWord {
  part: Part;
  /** "this afternoon": of today. */
  today: boolean;
  /** "mornings", "every morning": of several days. */
  recurring: boolean;
}

/** "afternoon", "in the late afternoon", "this evening", "over lunch", "mornings", "end of the day", "first thing". */
export function partAt(reader: Reader, i: number): Got<PartWord> {
  const lunch = afterAny(reader, i, [
    'over lunch',
    'at lunch',
    'around lunch',
    'during lunch',
    'at lunch time',
    'lunch time',
  ]);
  if (lunch !== undefined) return got('lunchtime', lunch);
  const end = afterAny(reader, i, ['end of the day', 'end of day', 'eod', 'cob', 'close of business']);
  if (end !== undefined) return got('end of day', end);
  const first = afterAny(reader, i, ['first thing in the morning', 'first thing']);
  if (first !== undefined) return got('first thing', first);
  let k = i;
  if (low(reader, k) === 'this') k += 1;
  else k = afterAny(reader, k, ['in the', 'during the', 'the', 'in', 'every', 'at']) ?? k;
  const determiner = k > i ? low(reader, i) : '';
  let modifier = '';
  if (modifiers.has(low(reader, k))) {
    modifier = `${low(reader, k)} `;
    k += low(reader, k + 1) === '-' ? 2 : 1;
  }
  const word = low(reader, k);
  const name = Object.hasOwn(named, word) ? named[word] : undefined;
  if (!name || !Object.hasOwn(parts, `${modifier}${name}`)) return undefined;
  const recurring = plural.has(word) || determiner === 'every';
  return got(`${modifier}${name}`, k + 1, determiner === 'this', recurring);
}

const got = (name: string, next: number, today = false, recurring = false): Got<PartWord> => ({
  value: { part: parts[name]!, today, recurring },
  next,
});

/** HH:mm as minutes since midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes since midnight as HH:mm; the end of the day is 23:59. */
export const timeText = (minute: number): string => {
  const bounded = Math.min(Math.max(minute, 0), 1439);
  return `${String(Math.floor(bounded / 60)).padStart(2, '0')}:${String(bounded % 60).padStart(2, '0')}`;
};
