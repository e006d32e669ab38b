import type { Attendee, Meeting } from '@aide/contracts/schedule';
import { plainWords } from '../../../chat/words.ts';
import type { Context } from '../../feature.ts';
import { readMeetings } from '../agenda.ts';

/** Which meeting somebody means. */
export interface Which {
  window?: { start: string; end: string };
  people: string[];
  /** Words of its subject, or names that were not recognised as such. */
  topic: string[];
}

/** The meetings that fit, soonest first: in the window, or from now on for two months. Cancelled ones never do. */
export async function findMeetings(ctx: Context, which: Which): Promise<{ fitting: Meeting[]; others: Meeting[] }> {
  const now = await ctx.now();
  const window = which.window ?? { start: now.toUTC().toISO()!, end: now.plus({ days: 60 }).toUTC().toISO()! };
  const meetings = (await readMeetings(ctx, window)).filter((m) => !m.isCancelled);
  const { address } = await ctx.profile().then((p) => ({ address: p.mail.toLowerCase() }));
  const fitting = meetings.filter((meeting) => fits(meeting, which, address));
  return { fitting, others: meetings.filter((m) => !m.isAllDay && !fitting.includes(m)) };
}

/** Does somebody mean this person by a name, or the beginning of one? */
export function isNamed(who: Attendee, name: string): boolean {
  const words = plainWords(`${who.name ?? ''} ${who.address}`);
  return plainWords(name).every((part) => words.some((w) => w.startsWith(part)));
}

export function fits(meeting: Meeting, { people, topic }: Pick<Which, 'people' | 'topic'>, mine: string): boolean {
  const others = [meeting.organizer, ...meeting.attendees]
    .filter((who) => who !== undefined)
    .filter((who) => who.address.toLowerCase() !== mine);
  const named = (name: string) => others.some((who) => isNamed(who, name));
  const subject = plainWords(meeting.subject);
  return people.every(named) && topic.every((word) => subject.some((w) => w.startsWith(word)) || named(word));
}
