import type { Area, GraphCall, GraphReply } from '../area.ts';
import { eventsBetween } from '../calendar/mailbox-events.ts';
import { reminderOf, renderReminder } from '../calendar/reminders.ts';
import { viewOf } from '../calendar/render.ts';
import { isTooLong, tooLong, windowOf } from '../calendar/window.ts';
import { collection } from '../odata-reply.ts';

/** The reminders of the events of all calendars between two times, in the order in which they come. */
function reminderView(call: GraphCall): GraphReply {
  const { startdatetime, enddatetime } = call.params;
  const [from, to] = windowOf({
    ...call,
    plain: { startdatetime: startdatetime ?? '', enddatetime: enddatetime ?? '' },
  });
  if (isTooLong(from, to)) throw tooLong();
  const view = viewOf(call);
  const reminders = eventsBetween(call.tenant, call.user.id, from, to).flatMap((event) => {
    const fires = event.isCancelled ? undefined : reminderOf(call.tenant, event);
    return fires === undefined ? [] : [{ event, fires }];
  });
  return collection(
    call,
    reminders.sort((a, b) => a.fires - b.fires).map(({ event, fires }) => renderReminder(event, fires, view)),
    { pageSize: 1000 },
  );
}

/** https://learn.microsoft.com/graph/api/user-reminderview */
export const reminders: Area = {
  name: 'reminders',
  routes: [
    {
      method: 'GET',
      path: '{user}/reminderView(startDateTime={startdatetime},endDateTime={enddatetime})',
      mailbox: true,
      options: [],
      handle: reminderView,
    },
  ],
};
