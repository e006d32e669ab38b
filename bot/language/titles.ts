import { clockAt } from './clock.ts';
import { lengthAt } from './durations.ts';
import { afterAny, type Got, isWord, low, type Reader, slice } from './reader.ts';
import { wordSet } from './words.ts';

const leads = [
  'on the subject of',
  'with the subject',
  'with subject',
  'with the title',
  'with title',
  'new event :',
  'new meeting :',
  'call it',
  'name it',
  'title it',
  'calling it',
  'subject :',
  'subject',
  'title :',
  'titled',
  'called',
  'named',
  'entitled',
  'about',
  'regarding',
  'concerning',
  're :',
  're',
  'to discuss',
  'to talk about',
  'to talk through',
  'to go over',
  'to go through',
  'to review',
  'on the topic of',
  'topic :',
];
const articles = ['the', 'a', 'an', 'our'];
const ends = wordSet('. ; ? ! :');

/** A title and where it ends. `closed(i)` says that from token `i` on there are only times, people, rooms and the like. */
export function titleAt(reader: Reader, i: number, closed: (i: number) => boolean): Got<string> {
  const lead = afterAny(reader, i, leads);
  if (lead === undefined) return undefined;
  // "call it off", "call it a day"
  if (low(reader, lead - 1) === 'it' && isWord(reader, lead, wordSet('off a an with the after as by')))
    return undefined;
  const start = low(reader, lead) === ':' ? lead + 1 : lead;
  const quote = reader.tokens[start];
  if (quote?.kind === 'quote') return { value: quote.inner!, next: start + 1 };
  // "about 3pm", "about 30 minutes" say how exactly, not what about.
  const about = low(reader, i) === 'about';
  if (about && (lengthAt(reader, start) || clockAt(reader, start, true))) return undefined;
  if (isWord(reader, i, wordSet('called subject re')) && i === 0 && low(reader, i + 1) !== ':') return undefined;
  let end = start + 1;
  while (end < reader.tokens.length && !stops(reader, end) && !closed(end) && !isPlace(reader, end)) end += 1;
  if (end > reader.tokens.length || start >= reader.tokens.length) return undefined;
  const article = afterAny(reader, start, articles);
  const first = article !== undefined && article < end ? article : start;
  const text = slice(reader, first, end).replace(/[\s,;:-]+$/u, '');
  return text && reader.tokens[first]!.kind !== 'mark' ? { value: text, next: end } : undefined;
}

const places = ['to', 'on', 'in', 'into', 'onto'].flatMap((word) =>
  ['my', 'the', 'our'].flatMap((whose) =>
    ['calendar', 'diary', 'schedule', 'agenda'].map((it) => `${word} ${whose} ${it}`),
  ),
);
/** "… called Focus on my calendar": what is booked goes there, and is not called so. */
const isPlace = (reader: Reader, i: number): boolean => afterAny(reader, i, places) !== undefined;

/** The end of a sentence: a mark that is not within a word or a number ("v2.0", "re: x"). */
function stops(reader: Reader, i: number): boolean {
  if (!isWord(reader, i, ends)) return false;
  const after = reader.tokens[i + 1];
  return low(reader, i) !== ':' && (after === undefined || after.start > reader.tokens[i]!.end);
}
