import { masked } from './quotes.ts';
import { count, dayName, month, nth, nthDay, workday } from './repetition-words.ts';
import type { Sentence } from './sentence.ts';

/**
 * What people ask for and no series of Microsoft 365 can be, because it has one pattern:
 * https://learn.microsoft.com/graph/api/resources/recurrencepattern
 * - dates: several dates of a month
 * - nths: the first and the third of its Mondays
 * - fifth: the fifth Monday, which most months lack
 * - often: more than once a day
 * - times: so many times a week or a month, and nobody said on which days
 * - workdays: every other working day
 * - exceptions: all of them but some dates
 */
export type Unrepeatable = (typeof unrepeatables)[number];
export const unrepeatables = ['dates', 'nths', 'fifth', 'often', 'times', 'workdays', 'exceptions'] as const;

const ordinal = '(?:the\\s+)?\\d{1,2}(?:st|nd|rd|th)';
const and = '(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)';
const each = '(?:every|each|monthly(?:\\s+on)?|every\\s+month\\s+on|each\\s+month\\s+on)';
const ofMonth = '\\s+(?:of|in)\\s+(?:(?:every|each|the)\\s+)?month';
const many = '(?:twice|thrice|(?:two|three|four|five|six|\\d{1,2})\\s*(?:times|x))';
const dates = `${ordinal}(?:${and}${ordinal})+`;
const nths = `(?:the\\s+)?(?:${nth})(?:\\s+${nthDay})?(?:${and}(?:the\\s+)?(?:${nth}))+\\s+${nthDay}`;

const kinds: [Unrepeatable, string][] = [
  ['dates', `${each}\\s+${dates}|(?:on\\s+)?${dates}${ofMonth}|${dates}\\s+(?:every|each)\\s+month`],
  ['nths', `${each}\\s+(?:on\\s+)?${nths}|(?:on\\s+)?${nths}${ofMonth}`],
  ['fifth', `(?:${each}|the)\\s+(?:fifth|5th)\\s+(?:${dayName}|${workday})(?:${ofMonth})?`],
  [
    'often',
    `(?:every|each)\\s+(?:(?:${count}|half(?:\\s+an)?)\\s+)?(?:hours?|minutes?|mins?|seconds?)|hourly(?=\\s*$|\\s*[,.]|\\s+(?:at|from|on|until)\\s)|${many}\\s+(?:(?:an?|per|each|every)\\s+)(?:day|hour)|${many}\\s+daily`,
  ],
  ['times', `${many}\\s+(?:an?|per|each|every)\\s+(?:week|fortnight|month|quarter|year)`],
  ['workdays', `(?:every|each)\\s+(?:other|second|alternate|2nd|third|two|three|[2-9])\\s+${workday}`],
];
const compiled = kinds.map(
  ([kind, words]) => [kind, new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')] as const,
);
const exception = new RegExp(
  `(?<![\\p{L}])(?:except|excluding|but\\s+not|apart\\s+from)\\s+(?:(?:for|on|in|during|over)\\s+)*(?:(?:the|public|bank|school)\\s+)*(?:holidays?|vacations?|\\d|(?:${nth})\\s|${month}(?![\\p{L}]))[^,;.]*`,
  'iu',
);

/** What of a sentence can be no series, and the sentence without it; undefined when there is nothing of that kind. */
export function unrepeatableIn({ text }: Sentence): { what: Unrepeatable; rest: string } | undefined {
  const open = masked(text);
  for (const [what, words] of compiled) {
    const found = words.exec(open);
    if (found) return { what, rest: without(text, found) };
  }
  return undefined;
}

/** "Every Monday except on holidays": asked once it is known that something repeats. */
export function exceptionIn(text: string): { what: Unrepeatable; rest: string } | undefined {
  const found = exception.exec(masked(text));
  return found ? { what: 'exceptions', rest: without(text, found) } : undefined;
}

const without = (text: string, { index, 0: { length } }: RegExpExecArray) =>
  `${text.slice(0, index)} ${text.slice(index + length)}`.replace(/\s+/gu, ' ').trim();
