import type { Event } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { eventPath, gone, inUtc, isOfSeries } from './event.ts';

/** An event with its ETag, as it was read. */
export type ReadEvent = Event & { '@odata.etag'?: string };

/**
 * Changes an event, only if nobody has changed it since it was read; so it must not be sent twice either: the second would always be
 * stale.
 * @throws AideError stale; conflict for one of a series that would pass its neighbours
 */
export async function patchEvent(ctx: Context, event: ReadEvent, body: Record<string, unknown>): Promise<void> {
  const etag = event['@odata.etag'];
  try {
    await ctx.graph.patch(eventPath(event.id ?? ''), body, {
      headers: { ...inUtc, ...(etag ? { 'If-Match': etag } : {}) },
    });
  } catch (error) {
    throw isOfSeries(event) && isCrossing(error) ? crossing(error) : error;
  }
}

/** https://learn.microsoft.com/graph/api/event-update (Response) */
const isCrossing = (error: unknown) =>
  error instanceof AideError && error.details.upstream?.code === 'ErrorOccurrenceCrossingBoundary';

const crossing = (cause: unknown) =>
  new AideError(
    'conflict',
    {
      userMessage: 'Outlook keeps a meeting of a series between the one before it and the one after it.',
      remedy: 'Choose a day between those two, or cancel this one and book a meeting by itself.',
    },
    { cause },
  );

/** Only who organizes a meeting can do this with it. @param what 'move', 'rename' @param remedy instead */
export function requireOwn(event: Event, what: string, remedy: string): void {
  if (event.isCancelled) throw gone(undefined);
  if (!event.isOrganizer)
    throw new AideError('forbidden', { userMessage: `Only its organizer can ${what} this meeting.`, remedy });
}

/**
 * A transactionId that was used before, for an event that is no longer as it was then.
 * https://learn.microsoft.com/graph/api/resources/event (transactionId)
 */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof AideError && error.details.upstream?.code === 'ErrorDuplicateTransactionId';
