import type { DateTime } from 'luxon';
import type { WrittenDate } from './dates.ts';
import type { Ambiguity } from './sentence.ts';
import type { Token } from './tokens.ts';
import { numberWords, wordsOf } from './words.ts';

/** What every rule of the grammar reads from. Nothing in it changes while a sentence is read. */
export interface Reader {
  text: string;
  tokens: readonly Token[];
  /** In the person's zone. */
  now: DateTime;
  /** Its day begins then. */
  today: DateTime;
  /** And its week. */
  week: DateTime;
  /** The first day of the week as luxon counts: 1 Monday, 7 Sunday. */
  weekStart: 1 | 7;
  /** Is 12/1 the first of December? Undefined: nobody knows. */
  monthFirst: boolean | undefined;
  /** Calendar dates, by the token they start at. */
  dates: ReadonlyMap<number, WrittenDate>;
  /** "move … from Monday to Tuesday": there "to" says where to, not until when. */
  moving: boolean;
}

/** What a rule found from token `i` on, and the token after it. */
export type Got<T> = { value: T; next: number } | undefined;

/** Something with several readings: its tokens, and what could stand there instead. */
export interface Choice {
  about: Ambiguity['about'];
  question: string;
  /** Tokens [from, to). */
  from: number;
  to: number;
  readings: { label: string; words: string }[];
}

export const low = (reader: Reader, i: number): string => reader.tokens[i]?.low ?? '';

/** The first of these words at `i`? */
export const isWord = (reader: Reader, i: number, words: ReadonlySet<string>): boolean => words.has(low(reader, i));

/** The token after a phrase, when it stands at `i`: "day after tomorrow". */
export function afterPhrase(reader: Reader, i: number, phrase: string): number | undefined {
  const words = wordsOf(phrase);
  for (let k = 0; k < words.length; k += 1) if (low(reader, i + k) !== words[k]) return undefined;
  return i + words.length;
}

/** Of several phrases the first that stands at `i`. */
export function afterAny(reader: Reader, i: number, phrases: readonly string[]): number | undefined {
  const first = low(reader, i);
  if (first === '') return undefined;
  for (const phrase of phrases) {
    if (!phrase.startsWith(first)) continue;
    const next = afterPhrase(reader, i, phrase);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** Are tokens `i` and `i + 1` written without a blank between? */
export const touches = (reader: Reader, i: number): boolean =>
  reader.tokens[i + 1] !== undefined && reader.tokens[i]!.end === reader.tokens[i + 1]!.start;

/** A whole number in digits or letters. */
export function numberAt(reader: Reader, i: number): Got<number> {
  const token = reader.tokens[i];
  if (token?.kind === 'number' && /^\d{1,5}$/u.test(token.text)) return { value: Number(token.text), next: i + 1 };
  const word = token && numberWords.get(token.low);
  if (word === undefined) return undefined;
  // "forty-five", "twenty five"
  const dash = low(reader, i + 1) === '-' ? 1 : 0;
  const unit = numberWords.get(low(reader, i + 1 + dash));
  if (word >= 20 && word % 10 === 0 && unit !== undefined && unit > 0 && unit < 10)
    return { value: word + unit, next: i + 2 + dash };
  return { value: word, next: i + 1 };
}

/** The text of tokens [from, to), as written. */
export const slice = (reader: Reader, from: number, to: number): string =>
  to > from ? reader.text.slice(reader.tokens[from]!.start, reader.tokens[to - 1]!.end) : '';

/** A choice as a question; each answer is the whole sentence with the words replaced. */
export function ambiguityOf(reader: Reader, choice: Choice): Ambiguity {
  const before = reader.text.slice(0, reader.tokens[choice.from]!.start);
  const after = reader.text.slice(reader.tokens[choice.to - 1]!.end);
  return {
    about: choice.about,
    question: choice.question,
    answers: choice.readings.map(({ label, words }) => ({ label, sentence: `${before}${words}${after}` })),
  };
}
