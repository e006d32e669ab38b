import { DateTime } from 'luxon';
import type { UserRow } from '../../tenant/model.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { occupied } from '../calendar/free-busy.ts';
import { zoneNamed } from '../calendar/times.ts';

/** An availability with the activity that goes with it: 'Busy' and 'InAMeeting'. */
export interface State {
  availability: string;
  activity: string;
}

/** Lasts until an instant (milliseconds since 1970). */
export interface LastingState extends State {
  until: number;
}

/** What people and apps have set; the rest follows from the calendar and the working hours. */
export interface PresenceRow extends Row {
  /** id = user id. */
  preferred?: LastingState;
  /** By app. */
  sessions: Record<string, LastingState>;
  statusMessage?: { message: { content: string; contentType: 'text' }; publishedDateTime: string; until?: number };
}

export const presencesOf = (tenant: Tenant): Table<PresenceRow> => tenant.store.table<PresenceRow>('teams.presences');

/** What people may choose. https://learn.microsoft.com/graph/api/presence-setuserpreferredpresence */
export const preferable: readonly string[] = [
  'Available/Available',
  'Busy/Busy',
  'DoNotDisturb/DoNotDisturb',
  'BeRightBack/BeRightBack',
  'Away/Away',
  'Offline/OffWork',
];

/** What apps may say of people. https://learn.microsoft.com/graph/api/presence-setpresence */
export const settable: readonly string[] = [
  'Available/Available',
  'Busy/InACall',
  'Busy/InAConferenceCall',
  'Away/Away',
  'DoNotDisturb/Presenting',
];

const precedence = ['DoNotDisturb', 'Busy', 'Available', 'Away'];

/** A person's presence as Graph writes it. https://learn.microsoft.com/graph/api/resources/presence */
export function presenceOf(tenant: Tenant, user: UserRow): Record<string, unknown> {
  const now = tenant.clock.now().getTime();
  const row = presencesOf(tenant).get(user.id);
  const fromCalendar = derived(tenant, user, now);
  const { availability, activity } = chosen(row, now) ?? fromCalendar;
  const status = row?.statusMessage;
  return {
    id: user.id,
    availability,
    activity,
    statusMessage:
      status && (status.until ?? Number.POSITIVE_INFINITY) > now
        ? {
            message: status.message,
            publishedDateTime: status.publishedDateTime,
            expiryDateTime:
              status.until === undefined
                ? null
                : { dateTime: `${new Date(status.until).toISOString().slice(0, 23)}0000`, timeZone: 'UTC' },
          }
        : null,
    outOfOfficeSettings: { message: null, isOutOfOffice: fromCalendar.activity === 'OutOfOffice' },
  };
}

/** What a person chose comes before what apps say; among apps it goes by precedence. */
function chosen(row: PresenceRow | undefined, now: number): State | undefined {
  if (row?.preferred && row.preferred.until > now) return row.preferred;
  const rank = (state: State) => precedence.indexOf(state.availability);
  return Object.values(row?.sessions ?? {})
    .filter(({ until }) => until > now)
    .sort((a, b) => rank(a) - rank(b))[0];
}

/** As Teams has it from Exchange: meetings, absences, and nobody there outside of the working hours. */
function derived(tenant: Tenant, user: UserRow, now: number): State {
  const held = occupied(tenant, user.id, zoneNamed(user.timeZone), now, now + 1).filter(
    ({ event }) => !event.isCancelled,
  );
  if (held.some(({ span }) => span.showAs === 'oof')) return { availability: 'Offline', activity: 'OutOfOffice' };
  if (held.some(({ span }) => span.showAs === 'busy')) return { availability: 'Busy', activity: 'InAMeeting' };
  return works(user, now)
    ? { availability: 'Available', activity: 'Available' }
    : { availability: 'Offline', activity: 'Offline' };
}

function works({ timeZone, workingHours }: UserRow, now: number): boolean {
  const local = DateTime.fromMillis(now, { zone: timeZone, locale: 'en' });
  const time = local.toFormat('HH:mm:ss');
  const { daysOfWeek, startTime, endTime } = workingHours;
  return (
    daysOfWeek.includes(local.weekdayLong?.toLowerCase() ?? '') &&
    time >= startTime.slice(0, 8) &&
    time < endTime.slice(0, 8)
  );
}
