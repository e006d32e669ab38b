import { readLike } from './orders.ts';
import { masked } from './quotes.ts';
import type { Sentence } from './sentence.ts';
import { monthNumbers } from './words.ts';

/** Of a series: all of it, or all from a day on. */
export interface SeriesScope {
  /** Absent: a series was named, and not how much of it. */
  scope?: 'series' | 'following';
  /** ISO 8601 date: the first day that is meant; absent: from the next one on. */
  from?: string;
  /** The sentence without the words that said so. */
  plain: Sentence;
}

const ones = '(?:occurrences?|instances?|meetings?|events?|ones?|dates?)';
const whole =
  /(?<![\p{L}])(?:(?:(?:the|this|that|my|our)\s+)?(?:whole|entire|complete|full)\s+(?:series\s+of\s+)?|(?:all|every|each)\s+(?:of\s+)?(?:the\s+|my\s+|our\s+)?(?:occurrences?|instances?)\s+(?:of\s+|in\s+)?|(?:the|my|our|this|that)?\s*series\s+(?:of\s+|called\s+)?|series(?=\s*$|[.!?,]|\s+(?:to|by|from|into|as)(?![\p{L}])))/iu;
const named =
  /(?<![\p{L}-])(?:recurring|repeating|regular|standing|daily|weekly|biweekly|bi-weekly|fortnightly|monthly|quarterly|yearly|annual)(?![\p{L}])/iu;
const onwards = new RegExp(
  `(?<![\\p{L}])(?:(?:from|as\\s+of|starting|beginning|effective)\\s+(?<from>[^,;.!?]{2,40}?)\\s+(?:on|onwards?|forward|forwards)(?![\\p{L}])|(?:this(?:\\s+(?:one|meeting|week(?:['’]s)?))?\\s+)?and\\s+(?:all\\s+)?(?:the\\s+|of\\s+the\\s+)?(?:following|future|later|subsequent|after(?:wards)?)(?:\\s+${ones})?(?![\\p{L}])|going\\s+forward(?![\\p{L}])|for\\s+good(?![\\p{L}]))`,
  'iu',
);
/** "From next week", with a series that is named: its end is there. "From 3pm" is no day. */
const starting =
  /(?<![\p{L}])(?:from|as\s+of|starting|beginning|effective|after)\s+(?:on\s+)?(?<from>(?:next|this|tomorrow|today|now|the|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?\p{L}{3,9})[^,;.!?]{0,30})/iu;

/** Does an order speak of a series? Undefined when nothing says so. */
export function seriesScopeIn(sentence: Sentence): SeriesScope | undefined {
  const { text } = sentence;
  const open = masked(text);
  const isNamed = named.test(open);
  const isWhole = whole.test(open);
  let rest = text;
  const cut = (found: RegExpExecArray, length = found[0].length) => {
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + length)}`.replace(/\s+/gu, ' ').trim();
  };
  const on = onwards.exec(open);
  const start = on ?? (isNamed || isWhole ? starting.exec(open) : null);
  let from: string | undefined;
  if (start?.groups?.from) {
    const day = dayIn(sentence, start.groups.from, /^after/iu.test(start[0]));
    if (day === undefined)
      return isNamed || isWhole ? { ...scopeOf(isWhole), plain: without(sentence, rest) } : undefined;
    from = day.date;
    cut(start, on ? start[0].length : start[0].length - start.groups.from.length + day.length);
  } else if (start) cut(start);
  else if (!isNamed && !isWhole) return undefined;
  const plain = without(sentence, rest);
  if (start) return { scope: 'following', ...(from === undefined ? {} : { from }), plain };
  return { ...scopeOf(isWhole), plain };
}

const scopeOf = (isWhole: boolean) => (isWhole ? ({ scope: 'series' } as const) : {});

const without = (sentence: Sentence, rest: string): Sentence =>
  readLike(
    sentence,
    rest
      .replace(new RegExp(whole, 'giu'), ' the ')
      .replace(named, ' ')
      .replace(/\bthe\s+(?:the\s+)+/giu, 'the ')
      // "series" at the end is no article's.
      .replace(/\bthe\s*(?=$|\b(?:to|by|from|into|as)\b)/giu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  );

/** The day that words begin with; "now" is today. */
function dayIn(sentence: Sentence, words: string, isAfter: boolean): { date: string; length: number } | undefined {
  const { now } = sentence;
  const today = /^(?:now|today|here)(?![\p{L}])/iu.exec(words);
  if (today) return { date: now.toISODate()!, length: today[0].length };
  const said = readLike(sentence, words);
  const [span] = said.spans;
  const mark = said.marks.find(({ kind, from }) => kind === 'time' && from === 0);
  if (!span || !mark) return monthIn(sentence, words);
  const date = isAfter ? (span.end > span.start ? span.end : span.start.plus({ days: 1 })) : span.start;
  return { date: date.toISODate()!, length: mark.to };
}

/** "From March on": the language knows months only with a day. */
function monthIn({ now }: Sentence, words: string): { date: string; length: number } | undefined {
  const [word = ''] = /^\p{L}+/u.exec(words) ?? [];
  const month = monthNumbers.get(word.toLowerCase());
  if (month === undefined) return undefined;
  const here = now.startOf('month').set({ month });
  return { date: (here < now ? here.plus({ years: 1 }) : here).toISODate()!, length: word.length };
}
