import { type Meeting, meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { say } from '../../chat/parts.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { noneReply, whichReply } from './cards/ask.ts';
import { changeAll } from './change-all.ts';
import { changeThis } from './change-one.ts';
import { findMeetings, isNamed, othersIn, type Which } from './commands/find-meeting.ts';
import { askScope } from './series/scope.ts';
import { whenWish } from './wish.ts';

const minutes = z.number().int().min(-10_080).max(10_080);

/** What is to become of a meeting that is there. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel') }),
  z.object({
    kind: z.literal('move'),
    to: whenWish.optional(),
    /** What of the time it has now it keeps: `to` is only the day, or only the hour. */
    keep: z.enum(['hour', 'day']).optional(),
    /** Minutes later; below zero: earlier. */
    by: minutes.optional(),
  }),
  /** How long it is, or how much longer it gets. */
  z.object({ kind: z.literal('length'), minutes: minutes.optional(), by: minutes.optional() }),
  z.object({ kind: z.literal('rename'), subject: z.string().min(1).max(255) }),
  /** Names as written. `only`: nobody else stays. */
  z.object({
    kind: z.literal('people'),
    add: z.array(z.string().max(200)).max(50),
    remove: z.array(z.string().max(200)).max(50),
    only: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('respond'), response: z.enum(['accept', 'tentativelyAccept', 'decline']) }),
]);
export type Change = z.infer<typeof change>;

/** The meetings of a "which one?" card. */
export const whichDraft = z.object({ change, meetings: z.array(meeting), sentence: z.string() });

/** One meeting of each series that may be meant, and as much of it as was said. */
export const scopeDraft = z.object({
  change,
  meetings: z.array(meeting),
  scope: z.enum(['series', 'following']).optional(),
  from: z.iso.date().optional(),
  sentence: z.string(),
});
export type ScopeDraft = z.infer<typeof scopeDraft>;

const questions: Record<Change['kind'], string> = {
  cancel: 'Which meeting shall I cancel?',
  move: 'Which meeting shall I move?',
  length: 'Which meeting shall I make longer or shorter?',
  rename: 'Which meeting shall I rename?',
  people: 'Which meeting do you mean?',
  respond: 'Which invitation do you mean?',
};

/** Finds what is meant and says what would happen to it; asks when it is not clear. */
export async function changeMeeting(ctx: Context, which: Which, wanted: Change, sentence: string): Promise<Reply> {
  const { fitting, others } = await findMeetings(ctx, which);
  const several = which.selection && (which.selection.pick === 'all' || which.selection.count > 1);
  if (several && (wanted.kind === 'cancel' || wanted.kind === 'move' || (wanted.kind === 'people' && !wanted.only))) {
    if (fitting.length === 0) return nothing(wanted);
    return (await whoIsMeant(ctx, which, fitting, sentence)) ?? changeAll(ctx, fitting, wanted, sentence);
  }
  const able = fitting.filter((m) => canChange(m, wanted));
  const found = wanted.kind === 'respond' ? unansweredFirst(able, which) : able;
  if (
    found.length === 1 ||
    (wanted.kind === 'respond' && found[0]?.response === 'notResponded' && found[1]?.response !== 'notResponded')
  )
    return changeThis(ctx, found[0]!, wanted, sentence);
  // All of one series: which of them is not the question, but how many.
  if (found.length > 1 && found.every((m) => m.series && m.series.id === found[0]!.series?.id))
    return askScope(ctx, { change: wanted, meetings: found.slice(0, 1), sentence });
  const {
    question,
    shown,
    change: instead = wanted,
  } = found.length > 0
    ? { question: questions[wanted.kind], shown: found, change: wanted }
    : otherwise(wanted, fitting, others);
  const reader = await ctx.profile();
  const most = shown.slice(0, 5);
  const draft = await ctx.drafts.put({ change: instead, meetings: most, sentence });
  return whichReply(question, most, draft, reader, [say('Show my week', 'what is on this week')]);
}

const nothing = ({ kind }: Change): Reply =>
  noneReply(
    `There is no such meeting, so nothing was ${kind === 'cancel' ? 'cancelled' : kind === 'move' ? 'moved' : 'changed'}.`,
    [say('Show my week', 'what is on this week')],
  );

/** Several people of the same name: with all of them would be too much, so it is asked once. */
async function whoIsMeant(ctx: Context, { people }: Which, found: Meeting[], sentence: string) {
  const mine = (await ctx.profile()).mail.toLowerCase();
  for (const name of people) {
    const meant = new Map(
      found.flatMap((m) => othersIn(m, mine).filter((who) => isNamed(who, name))).map((who) => [who.address, who]),
    );
    if (meant.size < 2) continue;
    const options = [...meant.values()]
      .slice(0, 5)
      .map((who) => say(displayName(who), sentence.replace(name, who.address)));
    return noneReply(`Several people are called ${name}. Whom do you mean?`, options, 'Who is it?');
  }
  return undefined;
}

/** None that can be changed so: what there is instead, and what can be done with it. */
function otherwise(
  wanted: Change,
  fitting: Meeting[],
  others: Meeting[],
): { question: string; shown: Meeting[]; change?: Change } {
  const possible = others.filter((m) => canChange(m, wanted));
  if (wanted.kind === 'respond') {
    const waiting = possible.filter((m) => m.response === 'notResponded');
    const none =
      fitting.length > 0 ? 'These are your own meetings; there is nothing to answer.' : 'I found no such invitation.';
    return { question: waiting.length > 0 ? `${none} These wait for your answer:` : none, shown: waiting };
  }
  if (fitting.length > 0)
    return wanted.kind === 'cancel'
      ? {
          question: 'Somebody else organizes this, so only they can cancel it. Decline it instead?',
          shown: fitting,
          change: { kind: 'respond', response: 'decline' },
        }
      : {
          question: `Only its organizer can ${wanted.kind === 'move' ? 'move' : 'change'} this: ${names(organizers(fitting))}. Ask there, or decline it.`,
          shown: [],
        };
  return {
    question: possible.length > 0 ? 'I found no such meeting. Do you mean one of these?' : 'I found no such meeting.',
    shown: possible,
  };
}

const organizers = (meetings: Meeting[]) => [
  ...new Set(meetings.map((m) => displayName(m.organizer ?? { address: 'somebody' }))),
];

const canChange = (m: Meeting, wanted: Change) => m.isOrganizer === (wanted.kind !== 'respond');
/** "The invitation from Megan" is one that Megan sent; and it is one that waits for an answer, if there is any. */
function unansweredFirst(meetings: Meeting[], { people }: Which): Meeting[] {
  const sent = meetings.filter((m) => m.organizer && people.every((name) => isNamed(m.organizer!, name)));
  const weight = (m: Meeting) => Number(m.response !== 'notResponded');
  return [...(sent.length > 0 ? sent : meetings)].sort((a, b) => weight(a) - weight(b));
}
