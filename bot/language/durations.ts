import { afterAny, type Choice, type Got, isWord, low, numberAt, type Reader, slice } from './reader.ts';
import { numberWords, wordSet } from './words.ts';

const minuteWords = wordSet('m min mins minute minutes');
const hourWords = wordSet('h hr hrs hour hours');
/** After these it is a point in time, or the past, and no duration: "in 2 hours", "the last 2 hours". */
const pointBefore = wordSet('in within next last past previous every coming');
const pointAfter = wordSet('before after ago later earlier from hence back');
const roughly = wordSet('about around roughly approximately approx approx. ~ maybe lasting');

/** Minutes. Several when two were written: "30 or 60 minutes". */
export interface Duration {
  minutes: number;
  choice?: Choice;
}

/** "30 minutes", "for half an hour", "1h 30", "an hour and a half", "three quarters of an hour", "30 or 60 minutes". */
export function durationAt(reader: Reader, i: number): Got<Duration> {
  let k = i;
  if (low(reader, k) === 'for' || low(reader, k) === 'lasting' || lasts(reader, k)) k += 1;
  else if (isWord(reader, i - 1, pointBefore)) return undefined;
  while (isWord(reader, k, roughly)) k += 1;
  const found =
    choiceAt(reader, k) ?? plain(lengthAt(reader, k)) ?? (low(reader, i) === 'for' ? bareAt(reader, k) : undefined);
  if (!found || found.value.minutes <= 0 || found.value.minutes > 60 * 24 * 7) return undefined;
  return isWord(reader, found.next, pointAfter) ? undefined : found;
}

/** "it should last 30 minutes"; "the last 30 minutes" are over. */
const lasts = (reader: Reader, i: number): boolean =>
  isWord(reader, i, wordSet('last lasts')) && isWord(reader, i - 1, wordSet('and to should must it will which that'));

const plain = (got: Got<number>): Got<Duration> => got && { value: { minutes: got.value }, next: got.next };

/** "30 or 60 minutes", "30-45 min": a question. */
function choiceAt(reader: Reader, i: number): Got<Duration> {
  const first = amountAt(reader, i);
  const or = first && afterAny(reader, first.next, ['or', 'to', '-', '–']);
  const second = or === undefined ? undefined : lengthAt(reader, or);
  if (!first || or === undefined || !second) return undefined;
  const unit = hourWords.has(low(reader, second.next - 1)) ? 60 : 1;
  const minutes = first.value * unit;
  if (!(minutes > 0 && minutes < second.value)) return undefined;
  const words = [minutes, second.value].map((length) => `${length} minutes`);
  const choice: Choice = {
    about: 'duration',
    question: `How long: ${words.join(' or ')}?`,
    from: i,
    to: second.next,
    readings: words.map((text) => ({ label: text, words: text })),
  };
  return { value: { minutes, choice }, next: second.next };
}

/** A length in minutes, with its unit. */
export function lengthAt(reader: Reader, i: number): Got<number> {
  const fixed: [number, string[]][] = [
    [45, ['three quarters of an hour', 'three - quarters of an hour', 'three quarter of an hour']],
    [15, ['a quarter of an hour', 'quarter of an hour', 'a quarter hour', 'quarter hour', 'quarter - hour']],
    [30, ['half an hour', 'half a hour', 'a half hour', 'a half - hour', 'half hour', 'half - hour']],
    [60, ['hour - long', 'hour long', 'hourlong']],
    [120, ['a couple of hours', 'couple of hours', 'a couple hours']],
  ];
  for (const [minutes, phrases] of fixed) {
    const next = afterAny(reader, i, phrases);
    if (next !== undefined) return { value: minutes, next: longSuffix(reader, next) };
  }
  const amount = amountAt(reader, i) ?? articleAt(reader, i);
  if (!amount) return undefined;
  const unit = low(reader, amount.next) === '-' ? amount.next + 1 : amount.next;
  if (isWord(reader, unit, minuteWords) && !isArticle(reader, i))
    return { value: Math.round(amount.value), next: longSuffix(reader, unit + 1) };
  if (!isWord(reader, unit, hourWords)) return undefined;
  const rest = afterHours(reader, unit + 1);
  return { value: Math.round(amount.value * 60) + rest.value, next: longSuffix(reader, rest.next) };
}

/** "30 minutes long", "30-minute". */
const longSuffix = (reader: Reader, i: number): number => afterAny(reader, i, ['- long', 'long']) ?? i;

/** After "1 hour": "and a half", "and 30 minutes", "30", "30m". */
function afterHours(reader: Reader, i: number): { value: number; next: number } {
  const half = afterAny(reader, i, ['and a half', 'and half']);
  if (half !== undefined) return { value: 30, next: half };
  const quarter = afterAny(reader, i, ['and a quarter']);
  if (quarter !== undefined) return { value: 15, next: quarter };
  const and = low(reader, i) === 'and' ? i + 1 : i;
  const minutes = numberAt(reader, and);
  if (!minutes || minutes.value >= 60) return { value: 0, next: i };
  if (isWord(reader, minutes.next, minuteWords)) return { value: minutes.value, next: minutes.next + 1 };
  // "1 hour 30", "1h30", but not "1 hour 3pm".
  const bare =
    and === i && /^\d\d$/u.test(slice(reader, and, and + 1)) && !isWord(reader, minutes.next, wordSet('am pm %'));
  return bare ? { value: minutes.value, next: minutes.next } : { value: 0, next: i };
}

/** "1.5", "two", "two and a half", "1 1/2". */
function amountAt(reader: Reader, i: number): Got<number> {
  const token = reader.tokens[i];
  if (token?.kind === 'number' && /^\d{1,3}\.\d{1,2}$/u.test(token.text))
    return { value: Number(token.text), next: i + 1 };
  const whole = numberAt(reader, i);
  if (!whole) return undefined;
  const slash = afterAny(reader, i, ['1 / 2']);
  if (slash !== undefined) return { value: 0.5, next: slash };
  const half = afterAny(reader, whole.next, ['and a half', '1 / 2', '½']);
  return half === undefined ? whole : { value: whole.value + 0.5, next: half };
}

const isArticle = (reader: Reader, i: number) => low(reader, i) === 'a' || low(reader, i) === 'an';

const articleAt = (reader: Reader, i: number): Got<number> =>
  isArticle(reader, i) ? { value: 1, next: i + 1 } : undefined;

const nouns = wordSet('people persons participants attendees seats guests of us');

/** "for 45": minutes, when it is a length that meetings have and nothing is counted. */
function bareAt(reader: Reader, i: number): Got<Duration> {
  const found = numberAt(reader, i);
  if (!found || numberWords.has(low(reader, i)) || found.value < 5 || found.value > 480 || found.value % 5 !== 0)
    return undefined;
  const token = reader.tokens[found.next];
  const counted =
    token !== undefined &&
    (isWord(reader, found.next, nouns) || /^[/:.-]$/u.test(token.low) || token.low === 'am' || token.low === 'pm');
  return counted ? undefined : plain(found);
}
