import type { GraphEvent, Json, Person } from './office.ts';

/** An event of a series, as Graph tells it. */
export interface SeriesEvent extends GraphEvent {
  type: string;
  seriesMasterId: string | null;
  originalStart?: string;
  occurrenceId: string | null;
  recurrence: { pattern: Json; range: Json } | null;
  cancelledOccurrences?: string[];
  exceptionOccurrences?: SeriesEvent[];
}

export const pacific = 'Pacific Standard Time';
export const on = (date: string, time: string, timeZone = pacific) => ({ dateTime: `${date}T${time}:00`, timeZone });

/** A meeting of half an hour from `date` at 09:00 Pacific on. @param range noEnd unless told */
export const repeated = (date: string, pattern: Json, range: Json = {}, more: Json = {}): Json => ({
  subject: 'Stand-up',
  start: on(date, '09:00'),
  end: on(date, '09:30'),
  recurrence: { pattern: { interval: 1, ...pattern }, range: { type: 'noEnd', startDate: date, ...range } },
  ...more,
});
export const daily = { type: 'daily' };
export const weekly = (...daysOfWeek: string[]) => ({ type: 'weekly', daysOfWeek });

export const book = async (person: Person, event: Json): Promise<SeriesEvent> =>
  (await person.book(event)) as SeriesEvent;

/** The instances of a series between two dates. */
export async function instances(
  person: Person,
  { id }: { id: string },
  from: string,
  to: string,
  query = '&$top=200',
): Promise<SeriesEvent[]> {
  const path = `/me/events/${id}/instances?startDateTime=${from}&endDateTime=${to}${query}`;
  const { status, body } = await person.ask<{ value: SeriesEvent[] }>('GET', path);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.value;
}

export const read = async (person: Person, id: string, query = ''): Promise<SeriesEvent> =>
  (await person.ask<SeriesEvent>('GET', `/me/events/${id}${query}`)).body;

/** '2031-03-03T17:00' */
export const startsOf = (events: GraphEvent[]): string[] => events.map((e) => e.start.dateTime.slice(0, 16));
