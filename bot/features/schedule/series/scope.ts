import type { Meeting } from '@aide/contracts/schedule';
import { occurrences, take } from '@aide/contracts/schedule/occurrences';
import { type Weekday, weekdays } from '@aide/contracts/schedule/recurrence';
import { DateTime } from 'luxon';
import { card } from '../../../chat/cards.ts';
import { confirmReply } from '../../../chat/confirm.ts';
import { asked, buttons, line, type Option, small } from '../../../chat/parts.ts';
import { when } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import type { Change, ScopeDraft } from '../change.ts';
import { changeThis, newTimes } from '../change-one.ts';
import { changeSeriesAction } from './change.ts';
import { endSeriesAction } from './end.ts';
import { readSeries } from './master.ts';

export type Scope = 'one' | 'following' | 'series';

/** The questions' verbs: "cancel", "move" … */
const orders: Record<Change['kind'], string> = {
  cancel: 'cancel',
  move: 'move',
  length: 'change',
  rename: 'rename',
  people: 'change',
  respond: 'answer',
};

/** "Only this one, or the series?" What is asked waits in a draft. */
export async function askScope(ctx: Context, draft: ScopeDraft, index = 0): Promise<Reply> {
  const meeting = draft.meetings[index]!;
  const reader = await ctx.profile();
  const id = await ctx.drafts.put(draft);
  const option = (label: string, scope: Scope): Option => ({
    label,
    verb: 'schedule.series',
    data: { draft: id, index, scope },
  });
  const text = `“${line(meeting.subject)}” repeats. What shall I ${orders[draft.change.kind]}?`;
  const options = [
    option(`Only ${when(meeting, reader)}`, 'one'),
    ...(canFollow(draft.change) ? [option('This one and all that follow', 'following')] : []),
    option('The whole series', 'series'),
  ];
  const repeats = meeting.series?.repeats;
  return asked(card({ title: text, body: repeats ? [small(repeats)] : [], actions: buttons(options) }), text, options);
}

/** Several series fit: each as a button. */
export async function askWhichSeries(ctx: Context, draft: ScopeDraft): Promise<Reply> {
  const reader = await ctx.profile();
  const id = await ctx.drafts.put(draft);
  const text = 'Which series do you mean?';
  const options = draft.meetings.slice(0, 6).map(
    (meeting, index): Option => ({
      label: `${line(meeting.subject)}, next ${when(meeting, reader)}`,
      verb: 'schedule.series',
      data: { draft: id, index, ...(draft.scope ? { scope: draft.scope } : {}) },
    }),
  );
  return asked(card({ title: text, actions: buttons(options) }), text, options);
}

const canFollow = ({ kind }: Change) => kind !== 'people' && kind !== 'respond';

/** Proposes the change of as much of a series as was meant. */
export async function changeSeries(
  ctx: Context,
  meeting: Meeting,
  scope: Scope,
  { change, from, sentence }: Pick<ScopeDraft, 'change' | 'from' | 'sentence'>,
): Promise<Reply> {
  const eventId = meeting.series?.id;
  if (scope === 'one' || eventId === undefined) return changeThis(ctx, meeting, change, sentence);
  const reader = await ctx.profile();
  const day = from ?? DateTime.fromISO(meeting.start).setZone(reader.timeZone).toISODate()!;
  const following = scope === 'following';
  if (following && !canFollow(change))
    throw new AideError('invalid_input', {
      userMessage: 'That can be done for one meeting or for the whole series, not from a day on.',
      remedy: 'Say which of the two you want.',
    });
  switch (change.kind) {
    case 'cancel': {
      // From its first day on is all of it.
      if (!following || (await beginsBy(ctx, eventId, day)))
        return changeThis(ctx, { ...meeting, id: eventId }, change, sentence);
      const operation = await ctx.operations.propose(endSeriesAction, { eventId, from: day });
      return confirmReply(operation, 'Cancel them');
    }
    case 'rename': {
      if (!following) return changeThis(ctx, { ...meeting, id: eventId }, change, sentence);
      const renamed = { eventId, from: day, subject: change.subject };
      return confirmReply(await ctx.operations.propose(changeSeriesAction, renamed), 'Rename them');
    }
    case 'move':
    case 'length': {
      const times = newTimes(meeting, change, reader.timeZone);
      if (!times) throw noTime();
      const input = { eventId, ...(following ? { from: day } : {}), ...changed(meeting, times, reader.timeZone) };
      return confirmReply(await ctx.operations.propose(changeSeriesAction, input), 'Change them');
    }
    default:
      return changeThis(ctx, { ...meeting, id: eventId }, change, sentence);
  }
}

async function beginsBy(ctx: Context, eventId: string, day: string): Promise<boolean> {
  const { recurrence } = await readSeries(ctx, eventId, { what: 'cancel', remedy: 'Decline it instead.' });
  const [first = day] = take(1, occurrences(recurrence));
  return first >= day;
}

/** What is different of one meeting is what becomes different of all. */
function changed(meeting: Meeting, times: { start: string; end: string }, timeZone: string) {
  const at = (iso: string) => DateTime.fromISO(iso).setZone(timeZone);
  const [old, next] = [at(meeting.start), at(times.start)];
  const weekday: Weekday = weekdays[next.weekday - 1]!;
  const length = at(times.end).diff(next, 'minutes').minutes;
  return {
    time: next.toFormat('HH:mm'),
    ...(old.weekday === next.weekday ? {} : { weekday }),
    ...(length === at(meeting.end).diff(old, 'minutes').minutes ? {} : { durationMinutes: length }),
  };
}

const noTime = () =>
  new AideError('invalid_input', {
    userMessage: 'I need to know the time that the series shall have.',
    remedy: 'Say it, for instance: move the whole weekly sync to 3pm, or: to Thursdays at 10.',
  });

/** One of each series, the next one; in the order of their start. */
export const eachSeries = (meetings: Meeting[]): Meeting[] =>
  [
    ...new Map(
      meetings
        .filter(({ series }) => series)
        .reverse()
        .map((meeting) => [meeting.series!.id, meeting]),
    ).values(),
  ].reverse();
