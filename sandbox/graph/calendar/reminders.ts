import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { changeKey } from './ids.ts';
import type { EventRow } from './model.ts';
import { renderEvent, type View } from './render.ts';
import { zonedTime } from './times.ts';

/** What somebody did with an event's reminder. */
interface ReminderRow extends Row {
  /** Of the event or occurrence. */
  id: string;
  /** When the event was to start; another time makes the reminder new. Milliseconds since 1970, as the next. */
  start: number;
  /** When it comes again; absent: it does not. */
  again?: number;
}

const rowsOf = ({ store }: Tenant) => store.table<ReminderRow>('reminders');

/** https://learn.microsoft.com/graph/api/event-dismissreminder */
export const dismissReminder = (tenant: Tenant, { id, start }: EventRow): void => {
  rowsOf(tenant).put({ id, start });
};

/** @param again milliseconds since 1970. https://learn.microsoft.com/graph/api/event-snoozereminder */
export const snoozeReminder = (tenant: Tenant, { id, start }: EventRow, again: number): void => {
  rowsOf(tenant).put({ id, start, again });
};

/** When an event's reminder comes, milliseconds since 1970; undefined: it has none, or somebody has dismissed it. */
export function reminderOf(tenant: Tenant, event: EventRow): number | undefined {
  if (!event.isReminderOn) return undefined;
  const done = rowsOf(tenant).get(event.id);
  return done?.start === event.start ? done.again : event.start - event.reminderMinutesBeforeStart * 60_000;
}

/** https://learn.microsoft.com/graph/api/resources/reminder */
export function renderReminder(event: EventRow, fires: number, view: View): Record<string, unknown> {
  const { id, subject, start, end, location, webLink } = renderEvent(event, view);
  return {
    eventId: id,
    eventStartTime: start,
    eventEndTime: end,
    changeKey: changeKey(event.id, event.version),
    eventSubject: subject,
    eventLocation: location,
    eventWebLink: webLink,
    reminderFireTime: zonedTime(fires, view.timeZone),
  };
}
