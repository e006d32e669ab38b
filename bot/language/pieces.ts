import { bufferAt } from './buffers.ts';
import { type Duration, durationAt } from './durations.ts';
import { peopleAt } from './people.ts';
import { type Phrase, phraseAt } from './phrases.ts';
import { type Got, isWord, type Reader } from './reader.ts';
import { roomAt } from './rooms.ts';
import type { Sentence } from './sentence.ts';
import { type Hours, hoursLeftAt, soonestAt } from './soonest.ts';
import { titleAt } from './titles.ts';
import { wordSet } from './words.ts';

/** What a sentence is made of, besides the words that say what to do. Tokens [from, to) are its. */
export type Piece = { from: number; to: number } & (
  | { kind: 'title'; title: string }
  | { kind: 'time'; phrase: Phrase }
  | { kind: 'duration'; duration: Duration }
  | { kind: 'people'; people: Sentence['people']; proper: boolean }
  | { kind: 'room'; room: NonNullable<Sentence['room']> }
  | { kind: 'buffer'; minutes: number }
  | { kind: 'soonest' }
  | { kind: 'hours'; hours: Hours }
);

/** Words between pieces that say nothing: after a title they do not lengthen it. */
const fillers = wordSet('and or to , please pls thanks thank you . ! ? ; ( ) - – for in on at lasting the my - :');

/** The pieces of a sentence in order, titles first: "about the Friday report" is a title and not a date. */
export function piecesOf(reader: Reader): Piece[] {
  // Nothing starts with a mark, except "@ 15:00".
  const starts = (i: number) => reader.tokens[i]?.kind !== 'mark' || reader.tokens[i]?.text === '@';
  const phrases = remember((i) => (starts(i) ? phraseAt(reader, i) : undefined));
  const isTime = (i: number) => phrases(i) !== undefined;
  const clause = remember((i) => (starts(i) ? pieceAt(reader, i, phrases, isTime) : undefined));
  const closed = closedFrom(reader, clause);
  const pieces: Piece[] = [];
  for (let i = 0; i < reader.tokens.length; ) {
    const title = titleAt(reader, i, closed);
    const piece: Piece | undefined = title
      ? { kind: 'title', title: title.value, from: i, to: title.next }
      : (clause(i) ?? quoted(reader, i));
    if (piece) pieces.push(piece);
    i = piece?.to ?? i + 1;
  }
  return pieces;
}

function remember<T>(rule: (i: number) => T): (i: number) => T {
  const known = new Map<number, T>();
  return (i) => {
    if (!known.has(i)) known.set(i, rule(i));
    return known.get(i)!;
  };
}

function quoted(reader: Reader, i: number): Piece | undefined {
  const token = reader.tokens[i]!;
  return token.kind === 'quote' ? { kind: 'title', title: token.inner!, from: i, to: i + 1 } : undefined;
}

function pieceAt(
  reader: Reader,
  i: number,
  phrases: (i: number) => Got<Phrase>,
  isTime: (i: number) => boolean,
): Piece | undefined {
  const buffer = bufferAt(reader, i);
  if (buffer) return { kind: 'buffer', minutes: buffer.value, from: i, to: buffer.next };
  const room = roomAt(reader, i, isTime);
  if (room) return { kind: 'room', room: room.value, from: i, to: room.next };
  const soonest = soonestAt(reader, i);
  if (soonest) return { kind: 'soonest', from: i, to: soonest.next };
  const hours = hoursLeftAt(reader, i);
  if (hours) return { kind: 'hours', hours: hours.value, from: i, to: hours.next };
  const phrase = phrases(i);
  if (phrase) return { kind: 'time', phrase: phrase.value, from: i, to: phrase.next };
  const duration = durationAt(reader, i);
  if (duration) return { kind: 'duration', duration: duration.value, from: i, to: duration.next };
  const people = peopleAt(reader, i, isTime);
  if (people)
    return {
      kind: 'people',
      people: people.value.people,
      proper: people.value.proper,
      from: people.value.keep,
      to: people.next,
    };
  return undefined;
}

/** Is everything from token `i` on a clause of its own? Looked at from the end, so that each token is looked at once. */
function closedFrom(reader: Reader, clause: (i: number) => Piece | undefined): (i: number) => boolean {
  const { length } = reader.tokens;
  let table: boolean[] | undefined;
  const build = (): boolean[] => {
    // What follows the last piece may be thanks; a title must be followed by at least one piece.
    const thanks = new Array<boolean>(length + 1).fill(true);
    const clauses = new Array<boolean>(length + 1).fill(false);
    const closed = new Array<boolean>(length + 1).fill(false);
    for (let i = length - 1; i >= 0; i -= 1) {
      const piece = clause(i);
      const filler = isWord(reader, i, fillers);
      thanks[i] = isEnd(reader, i) || (filler && thanks[i + 1]!);
      clauses[i] = piece ? clauses[piece.to]! || thanks[piece.to]! : filler && clauses[i + 1]!;
      // "the plan for Fabrikam": names after such words are the title's own.
      const own = piece?.kind === 'people' && piece.proper;
      closed[i] = clauses[i]! && !own && (piece !== undefined || closed[i + 1]!);
    }
    return closed;
  };
  return (i) => {
    table ??= build();
    return table[i] ?? false;
  };
}

/** A mark with which a sentence ends, and another one begins. */
function isEnd(reader: Reader, i: number): boolean {
  const next = reader.tokens[i + 1];
  return isWord(reader, i, wordSet('. ? !')) && next !== undefined && next.start > reader.tokens[i]!.end;
}
