import { type GraphCall, GraphFailure } from '../area.ts';
import { invalidParameter, invalidRequest } from './faults.ts';
import { instantOfQuery } from './times.ts';

/** The longest calendar view. Days. */
const longest = 1825;

export const tooLong = () =>
  invalidRequest(
    `Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: ${longest}`,
  );

/** Does a window (milliseconds) ask for more than a calendar view gives? */
export const isTooLong = (from: number, to: number): boolean => to - from > longest * 86_400_000;

/** As many as a daily series has in the longest calendar view. */
export const mostInstances = longest + 1;

/**
 * The stretch of time that startDateTime and endDateTime name, milliseconds since 1970.
 * @throws GraphFailure 400 when one is missing or no time, or the end is before the start
 */
export function windowOf(call: GraphCall): [from: number, to: number] {
  const [from, to] = [bound(call, 'StartDateTime'), bound(call, 'EndDateTime')];
  if (to < from)
    throw new GraphFailure(
      400,
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'The end date of the view is earlier than its start date.',
    );
  return [from, to];
}

function bound(call: GraphCall, name: 'StartDateTime' | 'EndDateTime'): number {
  const text = call.plain[name.toLowerCase()];
  if (!text)
    throw invalidParameter(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  const instant = instantOfQuery(text);
  if (instant === undefined) throw invalidParameter(`The value '${text}' of parameter '${name}' is invalid.`);
  return instant;
}
