import { type Meeting, meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { z } from 'zod';
import { confirmReply } from '../../chat/confirm.ts';
import { names } from '../../chat/names.ts';
import { say } from '../../chat/parts.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { cancelAction } from './cancel.ts';
import { whichReply } from './cards/ask.ts';
import { findMeetings, isNamed, type Which } from './commands/find-meeting.ts';
import { offerMove } from './move.ts';
import { rescheduleAction } from './reschedule.ts';
import { respondAction } from './respond.ts';
import { whenWish } from './wish.ts';

/** What is to become of a meeting that is there. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('move'), to: whenWish.optional() }),
  z.object({ kind: z.literal('respond'), response: z.enum(['accept', 'tentativelyAccept', 'decline']) }),
]);
export type Change = z.infer<typeof change>;

/** The meetings of a "which one?" card. */
export const whichDraft = z.object({ change, meetings: z.array(meeting), sentence: z.string() });

const questions: Record<Change['kind'], string> = {
  cancel: 'Which meeting shall I cancel?',
  move: 'Which meeting shall I move?',
  respond: 'Which invitation do you mean?',
};
const orders = { accept: 'Accept', tentativelyAccept: 'Accept tentatively', decline: 'Decline' } as const;

/** Finds the meeting that is meant and says what would happen to it; asks when it is not clear. */
export async function changeMeeting(ctx: Context, which: Which, wanted: Change, sentence: string): Promise<Reply> {
  const { fitting, others } = await findMeetings(ctx, which);
  const able = fitting.filter((m) => canChange(m, wanted));
  const found = wanted.kind === 'respond' ? unansweredFirst(able, which) : able;
  if (
    found.length === 1 ||
    (wanted.kind === 'respond' && found[0]?.response === 'notResponded' && found[1]?.response !== 'notResponded')
  )
    return changeThis(ctx, found[0]!, wanted, sentence);
  const {
    question,
    shown,
    change: instead = wanted,
  } = found.length > 0
    ? { question: questions[wanted.kind], shown: found, change: wanted }
    : otherwise(wanted, fitting, others);
  const { timeZone } = await ctx.profile();
  const most = shown.slice(0, 5);
  const draft = await ctx.drafts.put({ change: instead, meetings: most, sentence });
  return whichReply(question, most, draft, timeZone, [say('Show my week', 'what is on this week')]);
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
          question: `Only its organizer can move this: ${names(organizers(fitting))}. Ask there, or decline it.`,
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

/** Proposes the change of one meeting; nothing happens before it is confirmed. */
export async function changeThis(ctx: Context, subject: Meeting, wanted: Change, sentence: string): Promise<Reply> {
  const eventId = subject.id;
  if (wanted.kind === 'cancel')
    return confirmReply(await ctx.operations.propose(cancelAction, { eventId }), 'Cancel it');
  if (wanted.kind === 'respond') {
    const { response } = wanted;
    return confirmReply(await ctx.operations.propose(respondAction, { eventId, response }), orders[response]);
  }
  const { to } = wanted;
  if (!to?.wish) return offerMove(ctx, subject, to, sentence);
  const length = to.duration === undefined ? Date.parse(subject.end) - Date.parse(subject.start) : to.duration * 60_000;
  const start = new Date(to.wish).toISOString();
  const end = new Date(Date.parse(start) + length).toISOString();
  return confirmReply(await ctx.operations.propose(rescheduleAction, { eventId, start, end }), 'Move it');
}
