import { lengthAt } from './durations.ts';
import { afterAny, type Got, isWord, type Reader } from './reader.ts';
import { wordSet } from './words.ts';

const nouns = wordSet('buffer buffers gap gaps margin cushion padding');
const pauses = wordSet('break breaks pause free breather');
const places = [
  'before and after',
  'on both sides',
  'either side',
  'on either side',
  'in between',
  'between meetings',
  'beforehand',
  'afterwards',
  'before it',
  'after it',
  'between',
  'before',
  'after',
  'around it',
];

/** "with 15 minutes buffer", "a 10 min break before", "a buffer of 15 minutes": minutes. */
export function bufferAt(reader: Reader, i: number): Got<number> {
  const lead = afterAny(reader, i, ['with a', 'with', 'and a', 'and', 'plus a', 'plus', 'leave a', 'leave', 'a']) ?? i;
  if (isWord(reader, lead, nouns)) {
    const of = afterAny(reader, lead + 1, ['of']);
    const length = of === undefined ? undefined : lengthAt(reader, of);
    return length && bounded(length.value, afterAny(reader, length.next, places) ?? length.next);
  }
  const length = lengthAt(reader, lead);
  if (!length) return undefined;
  const noun = afterAny(reader, length.next, ['of', 'travel time', 'travel']) ?? length.next;
  const place = afterAny(reader, noun + 1, places);
  if (isWord(reader, noun, nouns))
    return bounded(length.value, afterAny(reader, noun + 1, ['time']) === undefined ? (place ?? noun + 1) : noun + 2);
  if (isWord(reader, noun, pauses) && place !== undefined) return bounded(length.value, place);
  return noun > length.next && isWord(reader, length.next, wordSet('travel'))
    ? bounded(length.value, place ?? noun)
    : undefined;
}

const bounded = (minutes: number, next: number): Got<number> =>
  minutes >= 0 && minutes <= 480 ? { value: minutes, next } : undefined;
