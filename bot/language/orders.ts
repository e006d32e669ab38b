import { hasPronoun, lastNamed, withNames } from './pronouns.ts';
import { masked } from './quotes.ts';
import { readSentence } from './read.ts';
import type { Sentence } from './sentence.ts';

/** An order, and what was said before it: "Carlos is leaving. Can you cancel all meetings with him?" */
export interface Order {
  /** The sentence that holds the order, read by itself; pronouns are replaced by whom they stand for. */
  order: Sentence;
  context?: Sentence;
}

/** Other words, read at the same moment for the same person. */
export const readLike = ({ now, locale }: Sentence, text: string): Sentence =>
  readSentence(text, { now, ...(locale === undefined ? {} : { locale }) });

/**
 * The last sentence in which one of these words stands; undefined when none does.
 * @param verbs a regular expression without borders
 */
export function orderIn(sentence: Sentence, verbs: string): Order | undefined {
  const verb = new RegExp(`(?<![\\p{L}\\p{N}])(?:${verbs})(?![\\p{L}\\p{N}])`, 'iu');
  const { text } = sentence;
  const passages = passagesOf(text);
  if (passages.length <= 1) return verb.test(masked(text)) ? { order: fromVerb(sentence, verbs) } : undefined;
  const at = passages.findLastIndex(({ from, to }) => verb.test(masked(text).slice(from, to)));
  if (at < 0) return undefined;
  const { from, to } = passages[at]!;
  const before = text.slice(0, from).trim();
  const said = text.slice(from, to).trim();
  const names = hasPronoun(said) ? lastNamed(before) : undefined;
  const order = readLike(sentence, names ? withNames(said, names) : said);
  return { order: fromVerb(order, verbs), ...(before ? { context: readLike(sentence, before) } : {}) };
}

const politely = '(?:(?:so|and|then|please|can|could|would|you|just|i|we|need|want|have|to|let|me|us)\\s+){0,6}';

/**
 * "I have to leave early on Friday, cancel everything after 3": the words of the order are those behind the comma; times are of the whole,
 * because what comes before says the day.
 */
function fromVerb(sentence: Sentence, verbs: string): Sentence {
  const lead = new RegExp(`[,:–—-]\\s+(?=${politely}(?:${verbs})(?![\\p{L}\\p{N}]))`, 'iu');
  const found = lead.exec(masked(sentence.text));
  if (!found || found.index === 0) return sentence;
  const own = readLike(sentence, sentence.text.slice(found.index + found[0].length));
  const { title: _, ...whole } = sentence;
  return {
    ...whole,
    rest: own.rest,
    people: own.people.length > 0 ? own.people : sentence.people,
    ...(own.title === undefined ? {} : { title: own.title }),
  };
}

function passagesOf(text: string): { from: number; to: number }[] {
  const hidden = masked(text);
  const passages: { from: number; to: number }[] = [];
  let from = 0;
  // Not after "a.m.", an initial or an abbreviation.
  for (const found of hidden.matchAll(/(?<![ap]\.m)(?<!\b(?:mr|mrs|ms|dr|vs))(?<!(?:^|[\s.])\p{L})[.?!;]+\s+/giu)) {
    passages.push({ from, to: found.index + found[0].length });
    from = found.index + found[0].length;
  }
  if (text.slice(from).trim()) passages.push({ from, to: text.length });
  return passages;
}
