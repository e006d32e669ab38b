import { writtenDates } from './dates.ts';
import { namesOf, startOfWeek } from './day.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { ambiguityOf, isWord, type Reader, slice } from './reader.ts';
import type { ReadSentence, Sentence } from './sentence.ts';
import { spansOf } from './times.ts';
import { cleanText, tokensOf } from './tokens.ts';
import { wordSet } from './words.ts';

const moves = wordSet('move moves moving reschedule rescheduling postpone push shift bring change');

/** In these regions the month is written before the day. */
const monthFirstRegions = wordSet('US PH FM GU MP AS VI UM');

/** Reads a sentence: first titles, then times, lengths, people and rooms; what is left says what to do. */
export const readSentence: ReadSentence = (text, options) => {
  const { head, body } = headAndBody(text);
  const sentence = readPart(text, options);
  return head === undefined ? sentence : { ...sentence, head: readPart(head, options), body };
};

const longestHead = 300;

/** "post in General: Dear all …" → what comes before the first colon or line break, and after it. Not at a colon in "9:30" or "https:". */
export function headAndBody(text: string): { head?: string; body?: string } {
  const at = text.slice(0, longestHead + 1).search(/(?<=\S)\s*(?::(?=\s)|\n)/u);
  if (at < 0) return {};
  const head = text.slice(0, at).trim();
  const body = text
    .slice(at)
    .replace(/^\s*:?\s*/u, '')
    .trimEnd();
  return head && body ? { head, body } : {};
}

const readPart: ReadSentence = (text, { now, weekStart = 'monday', locale }) => {
  const clean = cleanText(text);
  const tokens = tokensOf(clean);
  const moving = tokens.some((token) => moves.has(token.low));
  const region = locale === undefined ? undefined : regionOf(locale);
  const firstDay = weekStart === 'sunday' ? 7 : 1;
  // Worked out once: a zone takes its time to say when a day begins, and every rule asks it at every word.
  const today = now.startOf('day');
  const reader: Reader = {
    text: clean,
    tokens,
    now,
    today,
    week: startOfWeek({ weekStart: firstDay }, today),
    weekStart: firstDay,
    monthFirst: region === undefined ? undefined : monthFirstRegions.has(region),
    dates: writtenDates(clean, tokens, now, moving),
    moving,
  };
  const pieces = piecesOf(reader);
  const durations = pieces.filter((piece) => piece.kind === 'duration').map((piece) => piece.duration);
  const duration = durations[0]?.minutes;
  const { spans, choices, repeated } = spansOf(reader, pieces, duration);
  const questions = [...choices, ...durations.slice(0, 1).flatMap(({ choice }) => choice ?? [])];
  const title = pieces.find((piece) => piece.kind === 'title')?.title;
  const room = roomOf(pieces);
  const buffer = pieces.find((piece) => piece.kind === 'buffer')?.minutes;
  const hours = pieces.find((piece) => piece.kind === 'hours')?.hours;
  return {
    original: text,
    text: clean,
    rest: restOf(reader, pieces),
    spans,
    ...(duration === undefined ? {} : { duration }),
    weekdays: namesOf(repeated),
    people: peopleOf(pieces),
    ...(title === undefined ? {} : { title }),
    ...(room === undefined ? {} : { room }),
    ...(buffer === undefined ? {} : { bufferMinutes: buffer }),
    ...(pieces.some((piece) => piece.kind === 'soonest') ? { soonest: true as const } : {}),
    ...(hours ? { hours } : {}),
    marks: pieces.map(({ kind, from, to }) => ({ kind, from: tokens[from]!.start, to: tokens[to - 1]!.end })),
    ambiguities: questions.map((choice) => ambiguityOf(reader, choice)),
    now,
    ...(locale === undefined ? {} : { locale }),
  };
};

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined;
  }
}

/** Everything that was said of the room, in one: "in room Hood … for 8". */
function roomOf(pieces: Piece[]): Sentence['room'] {
  const rooms = pieces.filter((piece) => piece.kind === 'room').map((piece) => piece.room);
  return rooms.length === 0 ? undefined : Object.assign({}, ...rooms.reverse());
}

const mostPeople = 50;

/** Each name once, in the order they were said. */
function peopleOf(pieces: Piece[]): Sentence['people'] {
  const named = new Map<string, Sentence['people'][number]>();
  for (const piece of pieces)
    for (const person of piece.kind === 'people' ? piece.people : [])
      if (!named.has(person.name.toLowerCase())) named.set(person.name.toLowerCase(), person);
  return [...named.values()].slice(0, mostPeople);
}

/** The words in no piece, lower case; what was written together stays together ("catch-up"). */
function restOf(reader: Reader, pieces: Piece[]): string {
  const taken = new Set<number>();
  for (const { from, to } of pieces) for (let i = from; i < to; i += 1) taken.add(i);
  const free = (i: number) => i >= 0 && i < reader.tokens.length && !taken.has(i) && !isMark(reader, i);
  const inner = (i: number) =>
    isWord(reader, i, wordSet("- / ' ’")) &&
    free(i - 1) &&
    free(i + 1) &&
    !taken.has(i) &&
    slice(reader, i - 1, i + 2).length === lengthOf(reader, i - 1, i + 2);
  let rest = '';
  let last = -2;
  reader.tokens.forEach((token, i) => {
    if (!free(i) && !inner(i)) return;
    const joined = last === i - 1 && reader.tokens[last]?.end === token.start && (inner(i) || inner(last));
    rest += `${rest && !joined ? ' ' : ''}${token.text.toLowerCase().replaceAll('’', "'")}`;
    last = i;
  });
  return rest;
}

const isMark = (reader: Reader, i: number) => reader.tokens[i]!.kind === 'mark';
const lengthOf = (reader: Reader, from: number, to: number) =>
  reader.tokens.slice(from, to).reduce((sum, token) => sum + token.text.length, 0);
