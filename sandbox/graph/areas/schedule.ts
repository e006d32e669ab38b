import type { Area, GraphCall, GraphReply } from '../area.ts';
import { viewOf } from '../calendar/render.ts';
import { readSchedule, scheduleOf } from '../calendar/schedule.ts';
import { collection } from '../odata-reply.ts';

/** Items are in UTC unless Prefer: outlook.timezone asks for a zone, whatever the request's own zone is. */
function getSchedule(call: GraphCall): GraphReply {
  const { timeZone } = viewOf(call);
  const ask = readSchedule(call.tenant, call.body);
  const answers = ask.schedules.map((address) => scheduleOf(call.tenant, address, ask, call.me?.id, timeZone));
  return collection(call, answers, { pageSize: answers.length });
}

/** https://learn.microsoft.com/graph/api/calendar-getschedule */
export const schedule: Area = {
  name: 'schedule',
  routes: [{ method: 'POST', path: '{user}/calendar/getSchedule', mailbox: true, handle: getSchedule }],
};
