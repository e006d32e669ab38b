import type { Attendee, Meeting } from '@aide/contracts/schedule';
import { plainWords } from '../../../chat/words.ts';
import { AideError } from '../../../errors.ts';
import type { Selection } from '../../../language/selection.ts';
import type { Context } from '../../feature.ts';
import { readMeetings } from '../agenda.ts';
import { isEmpty } from './words.ts';

/** Which meeting, or which ones, somebody means. */
export interface Which {
  window?: { start: string; end: string };
  people: string[];
  /** Words of its subject, or names that were not recognised as such. */
  topic: string[];
  /** All words that may be of its name, in their order: "sync", "up" would say nothing by themselves. */
  words?: string[];
  /** Absent: the one. */
  selection?: Selection;
  /** "except the one with Nia": these are not meant. */
  except?: Which[];
}

/** How far ahead one looks where nobody says how far, in days. */
const usual = 60;
const allFuture = 365;

/** The meetings that fit, soonest first: in the window, or from now on for two months. Cancelled ones never do. */
export async function findMeetings(ctx: Context, which: Which): Promise<{ fitting: Meeting[]; others: Meeting[] }> {
  const now = await ctx.now();
  const days = which.selection?.future && which.selection.pick === 'all' ? allFuture : usual;
  const window = which.window ?? { start: now.toUTC().toISO()!, end: now.plus({ days }).toUTC().toISO()! };
  const meetings = (await readMeetings(ctx, window)).filter((m) => !m.isCancelled);
  const { mail } = await ctx.profile();
  const meant = chosen(named(meetings, which, mail.toLowerCase()), which, window, now.toMillis());
  const kept = (which.except ?? []).flatMap((one) => {
    const { start, end } = one.window ?? window;
    return chosen(
      named(meant.filter(isWithin(start, end)), one, mail.toLowerCase()),
      one,
      { start, end },
      now.toMillis(),
    );
  });
  // Better none at all than one too many.
  if (which.except && kept.length === 0 && meant.length > 0) throw nothingLeftOut();
  const fitting = meant.filter((meeting) => !kept.includes(meeting));
  return { fitting, others: meetings.filter((m) => !m.isAllDay && !fitting.includes(m)) };
}

const nothingLeftOut = () =>
  new AideError('not_found', {
    message: 'no meeting is the exception',
    userMessage: 'I found no meeting that would have to be left out. Nothing was changed.',
    remedy: 'Say in other words which meeting you mean to keep.',
  });

const isWithin = (start: string, end: string) => (meeting: Meeting) =>
  Date.parse(meeting.start) >= Date.parse(start) && Date.parse(meeting.start) < Date.parse(end);

/** Does somebody mean this person by a name, or the beginning of one? */
export function isNamed(who: Attendee, name: string): boolean {
  const words = plainWords(`${who.name ?? ''} ${who.address}`);
  return plainWords(name).every((part) => words.some((w) => w.startsWith(part)));
}

const isNamedWhole = (who: Attendee, name: string): boolean => {
  const words = new Set(plainWords(`${who.name ?? ''} ${who.address}`));
  return plainWords(name).every((part) => words.has(part));
};

/** Everybody in it but oneself. */
export const othersIn = (meeting: Meeting, mine: string): Attendee[] =>
  [meeting.organizer, ...meeting.attendees]
    .filter((who) => who !== undefined)
    .filter((who) => who.address.toLowerCase() !== mine);

/** With these people, and about this? */
export function fits(meeting: Meeting, { people, topic }: Pick<Which, 'people' | 'topic'>, mine: string): boolean {
  const others = othersIn(meeting, mine);
  const isWith = (name: string) => others.some((who) => isNamed(who, name));
  const subject = plainWords(meeting.subject);
  return people.every(isWith) && topic.every((word) => subject.some((w) => w.startsWith(word)) || isWith(word));
}

/** Those with these people and about this. "Nia" is whoever has this name, before who has a longer one. */
export function named(meetings: Meeting[], { people, topic, words = [], selection }: Which, mine: string): Meeting[] {
  const withOne = (from: Meeting[], name: string) => {
    const whole = from.filter((m) => othersIn(m, mine).some((who) => isNamedWhole(who, name)));
    return whole.length > 0 ? whole : from.filter((m) => othersIn(m, mine).some((who) => isNamed(who, name)));
  };
  const together = people.reduce(withOne, meetings);
  // "All meetings with Raj and Nia": when they are in none together, those with either.
  const either = new Set(people.flatMap((name) => withOne(meetings, name)));
  const withPeople =
    together.length > 0 || selection?.pick !== 'all' ? together : meetings.filter((meeting) => either.has(meeting));
  const about = withPeople.filter((meeting) => fits(meeting, { people: [], topic }, mine));
  const whole = longest(withPeople.filter((meeting) => isSaid(meeting, words)));
  const both = whole.filter((meeting) => about.includes(meeting));
  if (both.length > 0) return both;
  return topic.length > 0 && about.length > 0 ? about : whole.length > 0 ? whole : about;
}

/** Does its whole name stand in what was said? A name that could be any meeting's says nothing. */
function isSaid({ subject }: Meeting, words: string[]): boolean {
  const name = plainWords(subject);
  if (name.length === 0 || (name.length === 1 && isEmpty(name[0]!))) return false;
  return words.some((_, i) => name.every((word, k) => words[i + k] === word));
}

/** "Project debrief" before "debrief". */
function longest(meetings: Meeting[]): Meeting[] {
  const lengths = meetings.map(({ subject }) => plainWords(subject).length);
  const most = Math.max(0, ...lengths);
  return meetings.filter((_, i) => lengths[i] === most);
}

/** The first, the last, all of them; without such a word whatever fits. */
function chosen(
  meetings: Meeting[],
  { window: said, selection, words = [] }: Which,
  window: { start: string; end: string },
  now: number,
): Meeting[] {
  const begins = (m: Meeting) => Date.parse(m.start);
  // What reaches into the time from before is meant only when nothing begins in it, and never among several.
  const inside = said
    ? meetings.filter((m) => begins(m) >= Date.parse(window.start) && begins(m) < Date.parse(window.end))
    : meetings;
  if (!selection || selection.pick === 'one') return inside.length > 0 ? inside : meetings;
  // A note on a day is no meeting, unless it is called by its name.
  const list = inside.filter((m) => !m.isAllDay || isSaid(m, words));
  const ahead = list.filter((m) => begins(m) >= now);
  switch (selection.pick) {
    case 'all':
      return selection.future || !said ? ahead : list;
    case 'last': {
      const end = list.length - (selection.skip ?? 0);
      return list.slice(Math.max(0, end - selection.count), Math.max(0, end));
    }
    case 'next':
      return ahead.slice(0, selection.count);
    default:
      return (said ? list : ahead).slice(selection.skip ?? 0, (selection.skip ?? 0) + selection.count);
  }
}
