import type { Agenda } from '@aide/contracts/today';
import type { Event } from '@microsoft/microsoft-graph-types';
import { readerOf } from '../../chat/when.ts';
import { graphError } from '../../graph/errors.ts';
import type { DayPart } from '../feature.ts';
import { inWindow } from './agenda.ts';
import { inUtc, meetingFields, meetingOf } from './event.ts';
import { readScopes } from './scopes.ts';

/** More than anybody has on one day. */
const most = 200;

/** Today's meetings. */
export const day: DayPart<Agenda> = {
  scopes: readScopes,
  async *read(ctx) {
    const now = await ctx.now();
    const [start, end] = [now.startOf('day').toUTC().toISO()!, now.endOf('day').plus(1).toUTC().toISO()!];
    const query = {
      startDateTime: start,
      endDateTime: end,
      $select: meetingFields,
      $orderby: 'start/dateTime',
      $top: most,
    };
    const [answer] = yield [{ method: 'GET', path: '/me/calendarView', query, headers: inUtc }];
    if (!answer || answer.status >= 400) throw graphError(answer!, { scopes: readScopes });
    const { value } = answer.body as { value: Event[] };
    const all = value.map((event) => meetingOf(event, readerOf(now)));
    return { meetings: inWindow(all, { start, end }) };
  },
};
