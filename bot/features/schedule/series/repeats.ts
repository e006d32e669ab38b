import type { Meeting } from '@aide/contracts/schedule';
import type { Event } from '@microsoft/microsoft-graph-types';
import { inWords } from '../../../chat/recurrence.ts';
import type { Context } from '../../feature.ts';
import { eventPath } from '../event.ts';

/**
 * The meetings with how each of them repeats, in words. Calendars show a series one by one, and only the series itself tells: so each of
 * them is asked once, all in one `$batch`; without any it costs nothing. What cannot be read stays a series without words.
 */
export async function withRepeats(ctx: Pick<Context, 'graph' | 'profile'>, meetings: Meeting[]): Promise<Meeting[]> {
  const ids = [...new Set(meetings.flatMap(({ series }) => (series && !series.repeats ? [series.id] : [])))];
  if (ids.length === 0) return meetings;
  const [reader, answers] = await Promise.all([
    ctx.profile(),
    ctx.graph.batch(ids.map((id) => ({ method: 'GET', path: eventPath(id), query: { $select: 'recurrence' } }))),
  ]);
  const words = new Map(
    answers.map(({ status, body }, i) => [
      ids[i]!,
      status === 200 ? inWords((body as Event).recurrence, reader) : undefined,
    ]),
  );
  return meetings.map((meeting) => {
    const repeats = meeting.series && words.get(meeting.series.id);
    return repeats ? { ...meeting, series: { ...meeting.series!, repeats } } : meeting;
  });
}
