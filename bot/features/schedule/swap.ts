import type { Meeting } from '@aide/contracts/schedule';
import { confirmReply } from '../../chat/confirm.ts';
import { line, say } from '../../chat/parts.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { noneReply } from './cards/ask.ts';
import { findMeetings, type Which } from './commands/find-meeting.ts';
import { moveAllAction } from './move-all.ts';

/** Two meetings change places: each begins when the other did, and stays as long as it was. Proposed, not done. */
export async function swapMeetings(ctx: Context, one: Which, other: Which, sentence: string): Promise<Reply> {
  const [first, second] = [await theOne(ctx, one), await theOne(ctx, other)];
  if (!first || !second || first.id === second.id)
    return noneReply(
      'I am not sure which two meetings shall change places. Name each by what it is about or with whom it is, and its day.',
      [say('Show my week', 'what is on this week'), say('Say it again', line(sentence))],
    );
  const to = (from: Meeting, at: Meeting) => ({
    eventId: from.id,
    start: at.start,
    end: new Date(Date.parse(at.start) + Date.parse(from.end) - Date.parse(from.start)).toISOString(),
  });
  const moves = [to(first, second), to(second, first)];
  return confirmReply(await ctx.operations.propose(moveAllAction, { moves }), 'Swap them');
}

/** The first that fits: of meetings that are alike the next one is meant. */
async function theOne(ctx: Context, which: Which): Promise<Meeting | undefined> {
  const { fitting } = await findMeetings(ctx, which);
  return fitting.find((meeting) => meeting.isOrganizer);
}
