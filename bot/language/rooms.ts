import { durationAt, lengthAt } from './durations.ts';
import { afterAny, type Got, isWord, low, numberAt, type Reader, slice } from './reader.ts';
import type { Sentence } from './sentence.ts';
import { wordSet } from './words.ts';

type Room = NonNullable<Sentence['room']>;

const counted = ['people', 'persons', 'participants', 'attendees', 'of us', 'seats', 'guests', 'or more', 'pax'];
const notRoomNames =
  wordSet(`for with at on in and or to about from please that which who where by near tomorrow today next this
  after before until is are available free if when then so called titled named re subject the a an no of large small big`);

/** "in a room for 8", "with a room", "in Conf Room Hood", "in room Rainier", "room for ten people", "in the Hood room". */
export function roomAt(reader: Reader, i: number, isTime: (i: number) => boolean = () => false): Got<Room> {
  const lead = afterAny(reader, i, ['in', 'at', 'with', 'and', 'using', 'need', 'plus', 'book']);
  const k = lead ?? i;
  const keep = lead !== undefined && isWord(reader, i, wordSet('need book')) ? undefined : lead;
  if (lead !== undefined && keep === undefined) return undefined;
  const noun = nounAt(reader, k);
  if (noun) {
    const capacity = capacityAt(reader, noun.next);
    if (capacity) return { value: { capacity: capacity.value }, next: capacity.next };
    if (noun.value.article) return { value: {}, next: noun.next };
    const end = nameEnd(reader, noun.next, isTime);
    if (end === noun.next) return lead === undefined ? undefined : { value: {}, next: noun.next };
    const name = slice(reader, noun.value.conf ? k : noun.next, end);
    const seats = capacityAt(reader, end);
    return { value: { name, ...(seats ? { capacity: seats.value } : {}) }, next: seats?.next ?? end };
  }
  return beforeNoun(reader, lead);
}

/** "a room", "a meeting room", "Conf Room" (part of the name), "room". */
function nounAt(reader: Reader, i: number): Got<{ article: boolean; conf: boolean }> {
  const article = afterAny(reader, i, ['a', 'the', 'any', 'some', 'one', 'another']);
  let k = article ?? i;
  k = afterAny(reader, k, ['large', 'big', 'small', 'free', 'quiet', 'larger', 'bigger']) ?? k;
  const conf = low(reader, k) === 'conf' ? 'conf' : '';
  k = afterAny(reader, k, ['conference', 'meeting', 'conf . ', 'conf .', 'conf', 'board']) ?? k;
  if (!isWord(reader, k, wordSet('room rooms boardroom'))) return undefined;
  const indefinite = article !== undefined && low(reader, i) !== 'the';
  return { value: { article: indefinite, conf: conf !== '' }, next: k + 1 };
}

/** "for 8", "for 8 people", "that seats ten", "with 12 seats", "of at least 6". */
function capacityAt(reader: Reader, i: number): Got<number> {
  const start = afterAny(reader, i, [
    'for up to',
    'for at least',
    'for about',
    'for',
    'that seats',
    'that fits',
    'that holds',
    'which seats',
    'fitting',
    'seating',
    'with space for',
    'with',
    'big enough for',
    'large enough for',
    'of',
    '(',
  ]);
  const number = start === undefined ? undefined : numberAt(reader, start);
  if (!number || number.value < 1 || number.value > 2000 || lengthAt(reader, start!)) return undefined;
  const people = afterAny(reader, number.next, counted);
  if (people === undefined && isWord(reader, i, wordSet('with of ('))) return undefined;
  if (isWord(reader, number.next, wordSet('am pm / : %'))) return undefined;
  return { value: number.value, next: people ?? number.next };
}

function nameEnd(reader: Reader, i: number, isTime: (i: number) => boolean): number {
  let end = i;
  while (end < i + 4) {
    const token = reader.tokens[end];
    if (!token || (token.kind !== 'word' && token.kind !== 'number') || notRoomNames.has(token.low)) break;
    if (isTime(end) || (token.kind !== 'number' && durationAt(reader, end))) break;
    if (token.kind === 'number' && lengthAt(reader, end)) break;
    end += 1;
    while (
      isWord(reader, end, wordSet('/ - .')) &&
      reader.tokens[end]!.start === reader.tokens[end - 1]!.end &&
      reader.tokens[end + 1]?.start === reader.tokens[end]!.end
    )
      end += 2;
  }
  return end;
}

/** "in the Hood room": a name with a capital before the noun. */
function beforeNoun(reader: Reader, lead: number | undefined): Got<Room> {
  if (lead === undefined || low(reader, lead) !== 'the') return undefined;
  for (let k = lead + 1; k < lead + 4; k += 1) {
    const token = reader.tokens[k];
    if (token?.low === 'room' && k > lead + 1) return { value: { name: slice(reader, lead + 1, k) }, next: k + 1 };
    if (token?.kind !== 'word' || !/^\p{Lu}/u.test(token.text)) return undefined;
  }
  return undefined;
}
