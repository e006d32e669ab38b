import { type Meeting, mostAtOnce } from '@aide/contracts/schedule';
import { DateTime } from 'luxon';
import { confirmReply } from '../../chat/confirm.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { attendeesAllAction } from './attendees-all.ts';
import { notYours } from './batch.ts';
import { cancelAllAction } from './cancel-all.ts';
import type { Change } from './change.ts';
import { newTimes, settlePeople } from './change-one.ts';
import { moveAllAction } from './move-all.ts';

/** Proposes the same change of several meetings as one: one look at all of them, one confirmation, one undo. */
export async function changeAll(
  ctx: Context,
  found: Meeting[],
  wanted: Extract<Change, { kind: 'cancel' | 'move' | 'people' }>,
  sentence: string,
): Promise<Reply> {
  if (found.length > mostAtOnce)
    throw new AideError('invalid_input', {
      userMessage: `These are ${found.length} meetings; I change at most ${mostAtOnce} at once.`,
      remedy: 'Name a shorter time, for instance: cancel all meetings with Alex next week.',
    });
  const own = found.filter((meeting) => meeting.isOrganizer);
  if (own.length === 0) throw notYours(verbs[wanted.kind]);
  if (wanted.kind === 'cancel') {
    // Those of others go along: the proposal says that they stay.
    const operation = await ctx.operations.propose(cancelAllAction, { eventIds: found.map(({ id }) => id) });
    return confirmReply(operation, own.length === 1 ? 'Cancel it' : `Cancel all ${own.length}`);
  }
  if (wanted.kind === 'people') {
    const settled = await settlePeople(ctx, own, wanted, sentence);
    if ('ask' in settled) return settled.ask;
    const eventIds = own.map(({ id }) => id);
    const operation = await ctx.operations.propose(attendeesAllAction, { eventIds, ...settled });
    return confirmReply(operation, own.length === 1 ? 'Change it' : `Change all ${own.length}`);
  }
  const { timeZone } = await ctx.profile();
  const moves = found.map((meeting) => {
    const times = newTimes(meeting, wanted, timeZone) ?? inOrder(meeting, wanted, timeZone);
    return { eventId: meeting.id, ...times };
  });
  const operation = await ctx.operations.propose(moveAllAction, { moves });
  return confirmReply(operation, own.length === 1 ? 'Move it' : `Move all ${own.length}`);
}

const verbs = { cancel: 'cancel', move: 'move', people: 'change who comes to' } as const;

/** To a day, each at its own hour; to an hour or to some time of a day nobody can move several meetings. */
function inOrder(meeting: Meeting, { to }: Extract<Change, { kind: 'move' }>, timeZone: string) {
  const day = to && DateTime.fromISO(to.window.start).setZone(timeZone);
  if (!day || to.wish || to.partOfDay)
    throw new AideError('invalid_input', {
      userMessage: 'I cannot tell at what time each of these meetings should be.',
      remedy: 'Name a day ("move all my meetings on Friday to Monday"), or by how much ("by an hour").',
    });
  return newTimes(meeting, { kind: 'move', to, keep: 'hour' }, timeZone)!;
}
