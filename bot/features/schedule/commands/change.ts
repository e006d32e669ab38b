import { DateTime } from 'luxon';
import { says, sure } from '../../../chat/words.ts';
import { type Order, onDayOf, orderIn, readLike } from '../../../language/orders.ts';
import { masked } from '../../../language/quotes.ts';
import type { Sentence, Span } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { type Change, changeMeeting } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { whenOf } from '../wish.ts';
import type { Which } from './find-meeting.ts';
import { whichOf, whichOfOrder } from './which.ts';
import { meetingNoun, topicOf } from './words.ts';

export interface ChangeRequest {
  which: Which;
  change: Change;
  sentence: string;
}

const noun = `${meetingNoun}|it|all|ones|everything`;

/** How sure it is that an order is about a meeting; undefined: nothing says so. */
export function sureOf(order: Sentence, which: Which): number | undefined {
  const meeting = says(order, noun);
  const told = which.people.length > 0 || which.topic.length > 0 || which.window !== undefined;
  return meeting || told ? sure(0.88, meeting, told) : undefined;
}

function reading(sentence: Sentence, which: Which, order: Sentence, change: Change) {
  const score = sureOf(order, which);
  return score === undefined ? undefined : { score, request: { which, change, sentence: sentence.text } };
}

export const run: Command<ChangeRequest>['run'] = (ctx, { which, change, sentence }) =>
  changeMeeting(ctx, which, change, sentence);

const cancelVerbs =
  'cancel|delete|remove|call off|drop|scrap|get rid of|clear|clear out|free up|wipe|take (?:.{1,60} )?off (?:my|the) calendar';
/** "Clear my afternoon": all that is in it. */
const emptying = 'clear|clear out|free up|wipe';

export const cancelCommand: Command<ChangeRequest> = {
  name: 'schedule.cancel',
  title: 'Cancel a meeting, or several',
  examples: [
    'cancel my meeting with Alex tomorrow',
    'cancel the budget meeting',
    'cancel all future meetings with Alex',
    'cancel my meetings on Friday before 11',
  ],
  scopes: readScopes,
  read(sentence) {
    const found = orderIn(sentence, cancelVerbs);
    // What is deleted of the mail is no meeting.
    if (!found || (says(found.order, 'e-?mails?|mails?|inbox') && !says(found.order, meetingNoun))) return undefined;
    const which = butNot(found);
    const all = says(found.order, emptying) && which.window !== undefined && which.selection?.pick === 'one';
    const selection = all
      ? { selection: { pick: 'all', count: Number.POSITIVE_INFINITY, future: false } as const }
      : {};
    const read = reading(sentence, { ...which, ...selection }, found.order, { kind: 'cancel' });
    return read && all ? { ...read, score: Math.max(read.score, 0.95) } : read;
  },
  run,
};

const exception =
  /,?\s+(?:except(?: for)?|apart from|other than|excluding|but not|but (?:keep|leave)|(?:and )?keep only)\s+(?=\S)/iu;

/** "All meetings tomorrow except the one with Nia": which ones, and which of them not. */
function butNot(found: Order): Which {
  const { order } = found;
  const joint = exception.exec(masked(order.text));
  if (!joint || joint.index < 6) return whichOfOrder(found);
  const head = readLike(order, order.text.slice(0, joint.index));
  const which = whichOfOrder({ ...found, order: head });
  const tail = order.text.slice(joint.index + joint[0].length);
  const left = whichOf(readLike(order, onDayOf(tail, head)));
  // "Those of next week except on Friday": the Friday of that week.
  const { window } = left;
  const days =
    window && which.window && /^(?:on )?(?:the )?\p{L}+day\b/iu.test(tail) ? weeksUntil(window, which.window) : 0;
  const moved = window && { start: later(window.start, days), end: later(window.end, days) };
  return { ...which, except: [{ ...left, ...(moved ? { window: moved } : {}) }] };
}

function weeksUntil(one: { start: string }, whole: { start: string; end: string }): number {
  for (let days = 0; days <= 28; days += 7) if (later(one.start, days) >= later(whole.start, 0)) return days;
  return 0;
}
const later = (time: string, days: number) => DateTime.fromISO(time, { zone: 'utc' }).plus({ days }).toISO()!;

/** "My meeting with Nia needs to be moved" is an order; that it was moved is none. */
const movedVerbs =
  '(?:needs?|has|have|ought|should|must)(?: to)? be (?:moved|pushed|postponed|delayed|rescheduled|shifted|put back|brought)';
const moveVerbs = `${movedVerbs}|move|reschedule|re-schedule|postpone|shift|push|bring|pull|advance|delay|put off|put back|set back|change|start`;
/** Said of a meeting's time: to an earlier one. */
const earlier = '(?:bring|move|pull|shift|take)(?: .{1,80})? forward|(?:move|bring|pull) up|earlier|sooner|advance';
const shifting = 'postpone|push|delay|put off|put back|set back|back|later|by|forward';

export const rescheduleCommand: Command<ChangeRequest> = {
  name: 'schedule.reschedule',
  title: 'Move a meeting, or several',
  examples: [
    'move the budget meeting to Thursday 3pm',
    'reschedule my meeting with Alex to tomorrow afternoon',
    'push back my first meeting tomorrow by 30 minutes',
    'move the last event on Friday to 3pm',
  ],
  scopes: readScopes,
  read(sentence) {
    const found = orderIn(sentence, moveVerbs);
    if (!found) return undefined;
    const order = withoutSameTime(found.order);
    const weak = !says(
      order,
      `${movedVerbs}|move|reschedule|re-schedule|postpone|shift|push|delay|put off|put back|set back`,
    );
    if (weak && !says(order, meetingNoun) && !says(order, 'everything')) return undefined;
    const shift = shiftOf(order);
    if (shift) {
      const which = whichOfOrder({ ...found, order: shift.order });
      return reading(sentence, which, order, { kind: 'move', by: shift.by });
    }
    if (says(order, 'start') && !says(order, 'time') && weak) return undefined;
    // "move tomorrow's meeting to Thursday 3pm": the last time is where to, what comes before says which.
    const to = order.spans.at(-1);
    if (weak && !to) return undefined;
    const when = to && whenOf([to], undefined);
    const keep = to && keptBy(to);
    const change: Change = { kind: 'move', ...(when ? { to: when } : {}), ...(keep ? { keep } : {}) };
    const told = order.spans.slice(0, -1);
    const which = topicOf(order).length > 0 ? whichOf(order, told) : whichOfOrder({ ...found, order }, told);
    return reading(sentence, which, order, change);
  },
  run,
};

/** "On Friday at the same time" says no more than "on Friday": the hour is kept. */
function withoutSameTime(order: Sentence): Sentence {
  const text = order.text.replace(
    /,?\s+(?:but\s+)?(?:at|for) the same (?:time|hour)(?: of (?:the )?day)?(?![\p{L}])/giu,
    '',
  );
  return text === order.text ? order : readLike(order, text);
}

/** "to the next day", "by a day", "a week later", "back two days" */
const wholeDays =
  /(?<![\p{L}])(?:(?:to|until|for) the (?:next|following) (?<unit>day|week)|(?:(?:by|back|forward)\s+)?(?<count>an?|one|two|three|four|five|six|[1-7])\s+(?<units>days?|weeks?)(?:\s+(?<side>later|earlier|sooner|back|forward))?)(?![\p{L}])/iu;
const numbers = ['one', 'two', 'three', 'four', 'five', 'six'];

/** By whole days, as far as that is said of a shift and not of a time ("in 2 days"). */
function daysIn(order: Sentence): { by: number; order: Sentence } | undefined {
  const found = wholeDays.exec(order.text);
  if (!found) return undefined;
  const { unit, count = 'a', units, side } = found.groups!;
  const isShift = unit ?? side ?? /^(?:by|back|forward)\s/iu.exec(found[0]);
  if (!isShift) return undefined;
  const amount = /^an?$/iu.test(count) ? 1 : numbers.indexOf(count.toLowerCase()) + 1 || Number(count);
  const days = amount * (/week/iu.test(unit ?? units!) ? 7 : 1);
  const isBack = /^(?:earlier|sooner|forward)$/iu.test(side ?? '') || says(order, earlier);
  if (days > 7) return undefined;
  const rest = readLike(order, `${order.text.slice(0, found.index)}${order.text.slice(found.index + found[0].length)}`);
  return { by: days * 1440 * (isBack ? -1 : 1), order: rest };
}

/** Said after a length, which is then read as a time from now. */
const comparing = /(?<![\p{L}])(?:earlier|later|sooner)(?![\p{L}])(?!\s+(?:than|today|this|that|on|in)(?![\p{L}]))/giu;

/** "by 30 minutes", "an hour earlier": by how many minutes, and the rest of the order; undefined when a time is said to move to. */
function shiftOf(said: Sentence): { by: number; order: Sentence } | undefined {
  const days = daysIn(said);
  if (days) return days;
  const back = says(said, earlier);
  const compares = said.text.search(comparing) >= 0;
  const order = compares ? readLike(said, said.text.replace(comparing, ' ')) : said;
  const { duration } = order;
  if (duration === undefined || !(back || compares || says(order, shifting))) return undefined;
  if (says(order, 'longer|shorter|long|length|duration')) return undefined;
  const last = order.marks.filter((mark) => mark.kind === 'time').at(-1);
  // "push it to 3pm for 30 minutes" has a time to go to.
  const to = last && /(?:^|\s)(?:to|until|till)\s+$/iu.test(order.text.slice(0, last.from));
  return to ? undefined : { by: Math.round(duration) * (back ? -1 : 1), order };
}

const days =
  /(?<![\p{L}])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?(?![\p{L}])|(?<![\p{L}])(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)|today|tomorrow|tonight|yesterday|week|month|days?(?![\p{L}])|\d(?:st|nd|rd|th)|\d[/.-]\d+[/.-]?\d*$|\d{4}-\d/iu;

/** What a meeting keeps that is moved there: its hour, when only a day was said; its day, when only an hour was. */
function keptBy(to: Span): 'hour' | 'day' | undefined {
  if (to.kind === 'day') return 'hour';
  return to.kind === 'instant' && !days.test(to.text) ? 'day' : undefined;
}

const responses = [
  { verbs: 'tentatively accept|accept tentatively|tentative|maybe', response: 'tentativelyAccept', bonus: 0.04 },
  { verbs: 'accept|confirm|say yes', response: 'accept', bonus: 0 },
  { verbs: 'decline|reject|refuse|say no', response: 'decline', bonus: 0 },
] as const;

export const respondCommand: Command<ChangeRequest> = {
  name: 'schedule.respond',
  title: 'Answer an invitation',
  examples: [
    'accept the invitation from Megan',
    'decline the budget meeting',
    'tentatively accept the invitation from Alex',
  ],
  scopes: readScopes,
  read(sentence) {
    for (const { verbs, response, bonus } of responses) {
      if (!says(sentence, verbs)) continue;
      const { selection: _, ...which } = whichOf(sentence);
      const found = reading(sentence, which, sentence, { kind: 'respond', response });
      if (found) return { ...found, score: Math.min(1, found.score + bonus) };
    }
    return undefined;
  },
  run,
};
