import type { DateTime } from 'luxon';
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

const politely = '(?:(?:so|and|then|please|can|could|would|you|just|i|we|need|want|have|to|let|me|us)\\s+){0,6}';
/** Before these a verb is no order: "don't cancel", "should I cancel", "did I cancel". "Don't forget to cancel" is one. */
const denied =
  "(?:(?:don['’]?t|do not|didn['’]?t|did not|won['’]?t|shouldn['’]?t|should not|can['’]?t|cannot|never|not|not to|without|rather than|instead of|should (?:i|we)|shall (?:i|we)|did (?:i|we|you|anybody|anyone|somebody|someone)|do (?:i|we) (?:have|need) to|(?:don['’]?t|do not|doesn['’]?t|does not|no longer) (?:really )?(?:want|need|have|wish|like|plan|intend)(?: you)? to)\\s+(?:(?:already|ever|yet|really|even|just)\\s+)?)";

/**
 * The last sentence in which one of these words stands as an order; undefined when none does.
 * @param verbs a regular expression without borders
 */
export function orderIn(sentence: Sentence, verbs: string): Order | undefined {
  const verb = new RegExp(`(?<!(?<![\\p{L}])${denied})(?<![\\p{L}\\p{N}])(?:${verbs})(?![\\p{L}\\p{N}])`, 'iu');
  const { text } = sentence;
  const hidden = masked(text);
  const passages = passagesOf(hidden, verbs);
  if (passages.length <= 1) return verb.test(hidden) ? { order: fromVerb(sentence, verbs) } : undefined;
  const at = passages.findLastIndex(({ from, to }) => verb.test(hidden.slice(from, to)));
  if (at < 0) return undefined;
  const { from, to } = passages[at]!;
  const before = text.slice(0, from).trim();
  const said = text.slice(from, to).trim();
  const names = hasPronoun(said) ? lastNamed(before) : undefined;
  const context = before ? readLike(sentence, before) : undefined;
  const order = readLike(sentence, onThatDay(names ? withNames(said, names) : said, context, sentence));
  return { order: fromVerb(order, verbs), ...(context ? { context } : {}) };
}

const thatDay =
  /(?<![\p{L}])(?:(?:on|for|of|during) )?(?:that (?:same )?day|the same day|that date)(?:['’]s)?(?![\p{L}])/giu;
const isOfDay =
  /(?<![\p{L}])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?(?![\p{L}])|(?<![\p{L}])(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)|to(?:day|morrow|night)|yesterday|week|month|days?(?![\p{L}])|\d(?:st|nd|rd|th)|\d[/.-]\d|now|hour|minute/iu;

/** "I leave early on Friday. Cancel my meetings after 2": the day is of both, and so is it in "cancel my meetings on that day". */
function onThatDay(said: string, context: Sentence | undefined, sentence: Sentence): string {
  const [span] = context?.spans.filter(({ kind, end }) => kind !== 'days' && end >= sentence.now) ?? [];
  if (!span) return said;
  const day = `on ${dateOf(span.start)}`;
  const hidden = masked(said);
  if (hidden.search(thatDay) >= 0) {
    let result = '';
    let from = 0;
    for (const found of hidden.matchAll(thatDay)) {
      result += `${said.slice(from, found.index)}${day}`;
      from = found.index + found[0].length;
    }
    return result + said.slice(from);
  }
  const { spans, marks } = readLike(sentence, said);
  const time = marks.filter(({ kind }) => kind === 'time');
  const isOfHours = spans.length === 1 && time.length === 1 && !isOfDay.test(spans[0]!.text);
  return isOfHours && !/^to /iu.test(said.slice(0, time[0]!.from).split(/\s+/u).slice(-2).join(' '))
    ? `${said.slice(0, time[0]!.to)} ${day}${said.slice(time[0]!.to)}`
    : said;
}

/** "… tomorrow except the one at 3": the words with the day that the other sentence names, where they name an hour only. */
export const onDayOf = (said: string, other: Sentence): string => onThatDay(said, other, other);

const dateOf = (day: DateTime) => day.setLocale('en').toFormat('d MMMM yyyy');

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

/** The sentences of a text. "… so cancel …" and "…, can you cancel …" begin one of their own. */
function passagesOf(hidden: string, verbs: string): { from: number; to: number }[] {
  const passages: { from: number; to: number }[] = [];
  let from = 0;
  // Not after "a.m.", an initial or an abbreviation.
  const boundary = new RegExp(
    `(?<![ap]\\.m)(?<!\\b(?:mr|mrs|ms|dr|vs))(?<!(?:^|[\\s.])\\p{L})[.?!;]+\\s+|(?:,?\\s+so\\s+|,\\s+(?=(?:can|could|would|will) you\\s))(?=${politely}(?:${verbs})(?![\\p{L}\\p{N}]))`,
    'giu',
  );
  for (const found of hidden.matchAll(boundary)) {
    passages.push({ from, to: found.index + found[0].length });
    from = found.index + found[0].length;
  }
  if (hidden.slice(from).trim()) passages.push({ from, to: hidden.length });
  return passages;
}
