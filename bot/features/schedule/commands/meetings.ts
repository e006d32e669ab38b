import { card } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { line, link } from '../../../chat/parts.ts';
import { when } from '../../../chat/when.ts';
import { says } from '../../../chat/words.ts';
import { pastIn } from '../../../language/past.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command, Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { readMeetings } from '../agenda.ts';
import { meetingFacts } from '../cards/booked.ts';
import { readScopes } from '../scopes.ts';
import { windowOf } from '../wish.ts';
import { showAgenda } from './agenda.ts';
import { named } from './find-meeting.ts';

/** A question, and not an order: it begins like one. */
const asks =
  /^(?:(?:hey|hi|hello|ok|so|and|aide|please|could you|can you|tell me|check|see|if|whether)[\s,]+)*(?:do|did|have|am|are|is|was|were|will|what|which|when|how (?:many|often|long)|show|list|any)(?![\p{L}])/iu;
const meets =
  'meetings?|meet|met|calls?|appointments?|events?|1:1s?|see|seen|seeing|spoken|speak|spoke|talked|caught up|catch up';
const orders =
  'cancel|move|reschedule|book|find|arrange|accept|decline|free|available|can|could|should|delete|make|schedule an?|create|set up';
const over = 'did|have i|was|were|last|since|ago';

const isQuestion = (sentence: Sentence) =>
  asks.test(sentence.text) && sentence.people.length > 0 && says(sentence, meets) && !says(sentence, orders);
const isOver = (sentence: Sentence) =>
  says(sentence, over) && !says(sentence, 'already') && !/\b(?:next|upcoming|will)\b/iu.test(sentence.text);

interface Asked {
  people: string[];
  window: { start: string; end: string };
  title: string;
}

export const meetingsCommand: Command<Asked> = {
  name: 'schedule.meetings',
  private: true,
  title: 'Show your meetings with somebody',
  examples: ['do I have any meetings with Alex this week', 'which meetings do I have with Megan tomorrow'],
  scopes: readScopes,
  read(sentence) {
    const isNext = says(sentence, 'next') && sentence.spans.length === 0;
    if (!isQuestion(sentence) || isOver(sentence) || isNext) return undefined;
    const { now, spans } = sentence;
    const people = sentence.people.map(({ name }) => name);
    const month = { start: now.toUTC().toISO()!, end: now.plus({ days: 60 }).toUTC().toISO()! };
    const words = spans.map(({ text }) => text).join(' ');
    const title = `Your meetings with ${names(people)} ${words || 'in the next 60 days'}`;
    return { score: 0.97, request: { people, window: windowOf(spans) ?? month, title } };
  },
  run: async (ctx, request) => showAgenda(ctx, request, 0, await ctx.drafts.put(request)),
};

/** How far one looks back, in days: first a little, because hardly anybody asks for what is long ago. */
const looks = [31, 366];

export const metCommand: Command<Asked & { counted: boolean }> = {
  name: 'schedule.met',
  private: true,
  title: 'Say when you last met somebody',
  examples: ['when did I last meet with Alex', 'have I met with Megan in the past 7 days'],
  scopes: readScopes,
  read(sentence) {
    if (!isQuestion(sentence) || !isOver(sentence)) return undefined;
    const { now, text } = sentence;
    const people = sentence.people.map(({ name }) => name);
    // "When did I last meet …" asks for no stretch of time.
    const past = pastIn(text, now);
    const window = {
      start: (past?.since ?? now.minus({ days: looks.at(-1)! })).toUTC().toISO()!,
      end: (past?.until ?? now).toUTC().toISO()!,
    };
    const title = `Your meetings with ${names(people)} ${past?.words ?? ''}`.trim();
    return { score: 0.97, request: { people, window, title, counted: past !== undefined } };
  },
  async run(ctx, { counted, ...request }) {
    return counted ? showAgenda(ctx, request, 0, await ctx.drafts.put(request)) : lastMet(ctx, request);
  },
};

async function lastMet(ctx: Context, { people, window }: Asked): Promise<Reply> {
  const reader = await ctx.profile();
  const end = Date.parse(window.end);
  for (const days of looks) {
    const start = new Date(Math.max(Date.parse(window.start), end - days * 86_400_000)).toISOString();
    const held = (await readMeetings(ctx, { start, end: window.end }, 5000)).filter(
      (m) => !m.isCancelled && !m.isAllDay && m.response !== 'declined' && Date.parse(m.start) < end,
    );
    const last = named(held, { people, topic: [] }, reader.mail.toLowerCase()).at(-1);
    if (!last) continue;
    const text = `You last met ${line(names(people))} ${when(last, reader)}: ${last.subject}`;
    return {
      text,
      card: card({
        title: line(`You last met ${names(people)} ${when(last, reader)}`),
        body: [line(last.subject)],
        facts: meetingFacts(last, reader),
        actions: link('Open in Outlook', last.webLink),
        fallbackText: text,
      }),
    };
  }
  const text = `There was no meeting with ${line(names(people))} in the last year.`;
  return { text, card: card({ title: 'No meeting', body: [text] }) };
}
