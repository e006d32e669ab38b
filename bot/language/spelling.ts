import { masked, ownTextAt } from './quotes.ts';

const verbs =
  'cancel delete remove change update rename move postpone delay reschedule schedule create arrange extend shorten replace forward reply respond swap invite share';
const nouns =
  'meeting meetings event events email emails calendar appointment appointments invitation minute minutes subject attendees participants';
const others =
  'called latest recent upcoming future tomorrow today afternoon morning evening first next between before after earlier later';
const days = 'monday tuesday wednesday thursday friday saturday sunday';
const months = 'january february march april june july august september october november december';

/** What so many write that it is no slip of a finger. */
const usual: [string, string][] = [
  ['tommorow', 'tomorrow'],
  ['tommorrow', 'tomorrow'],
  ['tomorow', 'tomorrow'],
  ['tomorro', 'tomorrow'],
  ['tmrw', 'tomorrow'],
  ['wensday', 'wednesday'],
  ['wendsday', 'wednesday'],
  ['calender', 'calendar'],
  ['calander', 'calendar'],
  ['schedual', 'schedule'],
  ['scedule', 'schedule'],
  ['appointement', 'appointment'],
  ['meating', 'meeting'],
  ['postphone', 'postpone'],
];
const shortest = 5;

const capitals = new Set(`${days} ${months}`.split(' '));
/** A word by itself, and no part of an address or of a longer one. */
const candidate = /(?<![\p{L}\p{N}@._'’-])\p{L}{4,16}(?![\p{L}\p{N}@_'’-]|\.\p{L})/gu;
const known = new Set(`${verbs} ${nouns} ${others} ${days} ${months}`.split(' '));

/** Words and names that are right as they are. */
const rightWords = new Set(
  'crate crates extent evens mails angle emil rely resent lates latter share spend recant'.split(' '),
);

/** Two letters that changed places, or one in the middle that is missing: what is written, and what is meant. */
const slips: ReadonlyMap<string, string> = new Map([
  ...[...known]
    .filter((word) => word.length >= shortest)
    .flatMap((word) => slipsOf(word).map((slip) => [slip, word] as const)),
  ...usual,
]);

function slipsOf(word: string): string[] {
  const found: string[] = [];
  for (let i = 1; i < word.length - 1; i += 1) {
    found.push(`${word.slice(0, i)}${word[i + 1]}${word[i]}${word.slice(i + 2)}`);
    if (word.length > shortest) found.push(`${word.slice(0, i)}${word.slice(i + 1)}`);
  }
  return found.filter((slip) => slip !== word && !known.has(slip) && !rightWords.has(slip));
}

/** From here on the words are names for things, whatever they look like. */
const naming =
  /(?<![\p{L}])(?:called|named|titled|entitled|about|regarding|subject|title|rename .{1,200}? to|name of .{1,200}? to)(?![\p{L}])/iu;

/**
 * A text with slips of a finger mended in the words that orders are made of: "cancle my frist meeting" → "cancel my first meeting". Names
 * of people and things are left alone: what is quoted, comes after "called", or has a capital letter in the middle of a sentence.
 */
export function respelled(text: string): string {
  const hidden = masked(text);
  const named = naming.exec(hidden);
  const end = Math.min(ownTextAt(hidden), named ? named.index + named[0].length : hidden.length);
  let result = '';
  let from = 0;
  for (const { 0: word, index } of hidden.slice(0, end).matchAll(candidate)) {
    const low = word.toLowerCase();
    const meant = known.has(low) ? undefined : (slips.get(low) ?? doubled(low));
    const isFirst = index === 0 || /[.?!]\s+$/u.test(hidden.slice(0, index));
    if (!meant || (word !== low && !isFirst && !capitals.has(meant))) continue;
    result += text.slice(from, index) + (word === low ? meant : `${meant[0]!.toUpperCase()}${meant.slice(1)}`);
    from = index + word.length;
  }
  return result + text.slice(from);
}

/** "meetting" → meeting, "canncel" → cancel: one letter too many, next to its like. */
function doubled(word: string): string | undefined {
  for (let i = 1; i < word.length; i += 1) {
    const shorter = `${word.slice(0, i)}${word.slice(i + 1)}`;
    if (word[i] === word[i - 1] && known.has(shorter)) return shorter;
  }
  return undefined;
}
