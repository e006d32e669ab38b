import type { Event } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { graphError } from '../../graph/errors.ts';
import type { GraphResponse } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { eventPath, inUtc, meetingFields } from './event.ts';
import type { ReadEvent } from './patch.ts';
import { writeScopes } from './scopes.ts';

/** The error of one answer of a batch. */
export const errorOf = (answer: GraphResponse): AideError => graphError(answer, { scopes: writeScopes });

/** Several events, in as few round trips as hold them; undefined for one that is gone. */
export async function readEvents(
  ctx: Pick<Context, 'graph'>,
  ids: string[],
  fields = meetingFields,
): Promise<(ReadEvent | undefined)[]> {
  const answers = await ctx.graph.batch(
    ids.map((id) => ({ method: 'GET', path: eventPath(id), query: { $select: fields }, headers: inUtc })),
  );
  return answers.map((answer) => {
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw errorOf(answer);
    const event = answer.body as Event;
    return event.isCancelled ? undefined : event;
  });
}

/** The event is gone: for whoever wants it gone, that is as good as done. */
export const isGone = (answer: GraphResponse): boolean => answer.status === 404;

/** Nothing at all of what was asked for can be done. */
export const noneLeft = () =>
  new AideError('not_found', {
    userMessage: 'None of these meetings is in your calendar any more.',
    remedy: 'Look at your agenda; they may have been cancelled.',
  });

/** Only what one organizes oneself can be changed for everybody. */
export const notYours = (what: string) =>
  new AideError('forbidden', {
    userMessage: `Others organize these meetings, so only they can ${what} them.`,
    remedy: 'Decline them instead; the organizers are told.',
  });
