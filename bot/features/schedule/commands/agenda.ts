import type { DateTime } from 'luxon';
import { line } from '../../../chat/parts.ts';
import { unclearOf, whoReply } from '../../../chat/who.ts';
import { says, sure } from '../../../chat/words.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command, Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { freeQuery, nextQuery, readMeetings } from '../agenda.ts';
import { agendaReply, freeReply, nextReply, pageSize } from '../cards/agenda.ts';
import { peopleScopes, readScopes } from '../scopes.ts';
import { withRepeats } from '../series/repeats.ts';
import { windowOf } from '../wish.ts';
import { named } from './find-meeting.ts';

interface Window {
  window: { start: string; end: string };
  title: string;
  /** Names as written: only meetings with them. */
  people?: string[];
}

const utc = (time: DateTime) => time.toUTC().toISO()!;

/** The window of a question about the calendar, in the words it was asked in; without any it is today, or a week. */
function asked(sentence: Sentence, label: string, days: number): Window {
  const { now } = sentence;
  const said = windowOf(sentence.spans);
  const start = now.startOf('day');
  const window = said ?? { start: utc(start), end: utc(start.plus({ days })) };
  const words = sentence.spans.map((span) => span.text).join(' ');
  return { window, title: `${label} ${words || (days === 1 ? 'today' : 'this week')}` };
}

export const agendaCommand: Command<Window> = {
  name: 'schedule.agenda',
  private: true,
  title: 'Show your calendar',
  examples: ["what's on today", "what's on tomorrow", "what's on this week", 'my calendar on Friday', 'agenda'],
  menu: { title: 'agenda', description: 'What is in your calendar today, tomorrow or any day' },
  scopes: readScopes,
  read(sentence) {
    if (
      sentence.people.length > 0 ||
      says(sentence, 'free|next|find|book|cancel|move|reschedule|accept|decline|arrange')
    )
      return undefined;
    const calendar = says(sentence, 'agenda|calendar|my schedule|my day|my week');
    const asks = says(sentence, "what(?:['’]?s| is| do| have| am)?|show|list|which|do i have|any");
    const things = says(sentence, 'on|meetings?|appointments?|have|happening|planned|scheduled|up');
    if (
      !calendar &&
      !(asks && (things || sentence.rest.trim().split(/\s+/).length <= 2) && sentence.spans.length > 0) &&
      !(asks && says(sentence, 'meetings|appointments'))
    )
      return undefined;
    return {
      score: sure(0.8, calendar, asks, sentence.spans.length > 0),
      request: asked(sentence, 'Your calendar', 1),
    };
  },
  async run(ctx, request) {
    return showAgenda(ctx, request, 0, await ctx.drafts.put(request));
  },
};

export async function showAgenda(
  ctx: Context,
  { window, title, people = [] }: Window,
  from: number,
  draft: string,
): Promise<Reply> {
  const reader = await ctx.profile();
  const meetings = await readMeetings(ctx, window);
  const shown = people.length > 0 ? named(meetings, { people, topic: [] }, reader.mail.toLowerCase()) : meetings;
  // Of the page that is shown: how the others repeat, their own page says.
  const page = await withRepeats(ctx, shown.slice(from, from + pageSize));
  return agendaReply({ title, meetings: shown.toSpliced(from, page.length, ...page), reader, from, draft });
}

export const freeCommand: Command<Window & { duration?: number }> = {
  name: 'schedule.free',
  private: true,
  title: 'Show when you are free',
  examples: ['when am I free on Friday', 'am I free tomorrow afternoon', 'my free time this week'],
  scopes: readScopes,
  read(sentence) {
    if (sentence.people.length > 0 || !says(sentence, 'free|available|availability|gaps?')) return undefined;
    const request = {
      ...asked(sentence, 'You are free', 5),
      ...(sentence.duration ? { duration: sentence.duration } : {}),
    };
    return { score: sure(0.86, says(sentence, 'i|my'), sentence.spans.length > 0), request };
  },
  async run(ctx, { window, title, duration = 30 }) {
    const durationMinutes = Math.min(480, Math.max(15, Math.round(duration)));
    const { free } = await freeQuery.run(ctx, { window, durationMinutes });
    return freeReply(title, free, await ctx.profile());
  },
};

export const nextCommand: Command<{ name?: string; sentence: string }> = {
  name: 'schedule.next',
  private: true,
  title: 'Show your next meeting',
  examples: ['next meeting with Megan', "what's next", 'when is my next meeting'],
  scopes: peopleScopes,
  read(sentence) {
    if (!says(sentence, 'next') || says(sentence, 'cancel|move|reschedule|book|find|accept|decline|arrange'))
      return undefined;
    const asks = says(sentence, "meetings?|appointments?|calls?|what(?:['’]?s| is)?|when|see|up");
    if (!asks || sentence.spans.length > 0) return undefined;
    const [first] = sentence.people;
    return {
      score: sure(0.88, first !== undefined),
      request: { ...(first ? { name: first.name } : {}), sentence: sentence.text },
    };
  },
  async run(ctx, { name, sentence }) {
    if (name === undefined) return nextMeeting(ctx);
    const [answer] = await ctx.directory.resolve([name]);
    if (answer?.kind === 'one') return nextMeeting(ctx, answer.contact.address, answer.contact.displayName);
    const unclear = unclearOf(name, answer);
    const draft = await ctx.drafts.put({ next: name, contacts: unclear.contacts, sentence });
    return whoReply(unclear, 'schedule.who', { draft, index: 0 }, `Without ${line(name)}`);
  },
};

export async function nextMeeting(ctx: Context, address?: string, name?: string): Promise<Reply> {
  const { meeting } = await nextQuery.run(ctx, address ? { with: address } : {});
  return nextReply(meeting, await ctx.profile(), name);
}
