import type { NamedTime, WholeMail } from '@aide/contracts/mail';
import { dayOf, isoDay } from '../../app/times.ts';

/** "Re: Fwd: Budget" → "Budget": in the languages that Outlook answers in most. */
export const titleOf = (subject: string): string =>
  subject.replace(/^(?:\s*(?:re|fw|fwd|aw|wg|sv|tr|antw|rv|vs)\s*:)+\s*/i, '').slice(0, 255) || subject.slice(0, 255);

/** Characters of a note: of a long text as much as one reads; the email is one click away. */
const longestNote = 2000;
export const beginning = (text: string): string =>
  text.length <= longestNote ? text : `${text.slice(0, longestNote).trimEnd()} …`;

type Dated = Pick<WholeMail, 'times' | 'timeZone'>;

/** The first day that the email names and that is not over. @param now milliseconds since 1970 */
export function dueIn({ times, timeZone }: Dated, now: number): string | undefined {
  const today = isoDay(now, { zone: timeZone });
  return times.map((time) => dueDay(time, timeZone)).find((day) => day >= today);
}

/** Of several days the last: "by Friday" and "next week" are due when they end. */
const dueDay = ({ start, end, kind }: NamedTime, zone: string) =>
  kind === 'days' ? isoDay(Date.parse(end) - 1, { zone }) : start.slice(0, 10);

/** Where the date comes from, so that nobody wonders. */
export function dueWords({ times, timeZone }: Dated, due: string, locale: string): string | undefined {
  const found = times.find((time) => dueDay(time, timeZone) === due);
  // Noon: the day is the same one in every zone.
  return found ? `${dayOf(`${due}T12:00:00Z`, { zone: 'UTC', locale })}: the email says “${found.words}”.` : undefined;
}
