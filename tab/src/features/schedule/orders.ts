import type { Meeting, respondInput } from '@aide/contracts/schedule';
import type { changeSeriesInput } from '@aide/contracts/schedule/series';
import type { z } from 'zod';

/** How much of a series is meant. */
export type Scope = 'one' | 'following' | 'series';

/** What a series gets: what is absent stays as it is. */
export type SeriesTimes = Pick<
  z.input<typeof changeSeriesInput>,
  'time' | 'durationMinutes' | 'weekday' | 'recurrence'
>;

/** What somebody wants of a meeting. Another time for a single one is looked for in everybody's calendars, which is no order. */
export type Order =
  | { kind: 'cancel' }
  | { kind: 'respond'; response: z.input<typeof respondInput>['response'] }
  | { kind: 'rename'; subject: string }
  | { kind: 'move'; times: SeriesTimes };
export type OrderKind = Order['kind'];

/** An answer to an invitation is for one or for all. */
export const canFollow = (kind: OrderKind): boolean => kind !== 'respond';

/** What was chosen, before all of it is known. */
export type Wanted = { kind: 'cancel' } | { kind: 'rename' | 'move' } | Extract<Order, { kind: 'respond' }>;

const answers = { accept: 'Accept', tentativelyAccept: 'Tentative', decline: 'Decline' } as const;
const names = { cancel: 'Cancel', rename: 'Rename', move: 'Move' } as const;

/** The questions' and the buttons' words. */
export const nameOf = (order: Wanted): string =>
  order.kind === 'respond' ? answers[order.response] : names[order.kind];

/** An action of the server, its input, and what the button says that confirms it. */
export interface Asked {
  action: string;
  input: object;
  confirm: string;
}

/**
 * The order as the server takes it: the same actions that chat runs.
 * @param day ISO date of the meeting where the person is: what follows, follows from there
 */
export function askedFor(
  order: Order,
  { id, series }: Pick<Meeting, 'id' | 'series'>,
  scope: Scope,
  day: string,
): Asked {
  const eventId = scope === 'one' || !series ? id : series.id;
  const from = scope === 'following' ? { from: day } : {};
  switch (order.kind) {
    case 'cancel':
      return scope === 'following'
        ? { action: 'schedule.endSeries', input: { eventId, ...from }, confirm: 'Cancel them' }
        : { action: 'schedule.cancel', input: { eventId }, confirm: 'Cancel the meeting' };
    case 'respond':
      return {
        action: 'schedule.respond',
        input: { eventId, response: order.response },
        confirm: answers[order.response],
      };
    case 'rename':
      return scope === 'following'
        ? {
            action: 'schedule.changeSeries',
            input: { eventId, ...from, subject: order.subject },
            confirm: 'Rename them',
          }
        : { action: 'schedule.rename', input: { eventId, subject: order.subject }, confirm: 'Rename it' };
    case 'move':
      return { action: 'schedule.changeSeries', input: { eventId, ...from, ...order.times }, confirm: 'Move them' };
  }
}
