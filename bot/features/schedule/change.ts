import { type Meeting, meeting } from '@aide/contracts/schedule';
import { z } from 'zod';
import type { Context, Reply } from '../feature.ts';
import { cancelAction } from './cancel.ts';
import { confirmReply, whichReply } from './cards/ask.ts';
import { say } from './cards/parts.ts';
import { findMeetings, type Which } from './commands/find-meeting.ts';
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
  const found = wanted.kind === 'respond' ? unansweredFirst(able) : able;
  if (
    found.length === 1 ||
    (wanted.kind === 'respond' && found[0]?.response === 'notResponded' && found[1]?.response !== 'notResponded')
  )
    return changeThis(ctx, found[0]!, wanted, sentence);
  const shown = found.length > 0 ? found : fitting.length > 0 ? fitting : others.filter((m) => canChange(m, wanted));
  // What others organise can only be declined.
  const instead: Change =
    wanted.kind === 'cancel' && found.length === 0 && fitting.length > 0
      ? { kind: 'respond', response: 'decline' }
      : wanted;
  const question =
    found.length > 0
      ? questions[wanted.kind]
      : fitting.length > 0
        ? notYours[wanted.kind]
        : 'I found no such meeting. Do you mean one of these?';
  const { timeZone } = await ctx.profile();
  const most = shown.slice(0, 5);
  const draft = await ctx.drafts.put({ change: instead, meetings: most, sentence });
  return whichReply(most.length > 0 ? question : 'I found no such meeting.', most, draft, timeZone, [
    say('Show my week', 'what is on this week'),
  ]);
}

const notYours: Record<Change['kind'], string> = {
  cancel: 'Somebody else organizes this, so only they can cancel it. Decline it instead?',
  move: 'Somebody else organizes this, so only they can move it.',
  respond: 'This is your own meeting; there is nothing to answer.',
};

const canChange = (m: Meeting, wanted: Change) => m.isOrganizer === (wanted.kind !== 'respond');
const unansweredFirst = (meetings: Meeting[]) =>
  [...meetings].sort((a, b) => Number(b.response === 'notResponded') - Number(a.response === 'notResponded'));

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
