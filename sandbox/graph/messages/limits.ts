import type { Place } from '../../teams/conversations.ts';
import { graphLimits, type Window } from '../../teams/limits.ts';
import { teamsOf } from '../../teams/teams.ts';
import { type GraphCall, GraphFailure } from '../area.ts';
import { tooLarge } from './faults.ts';

/** Bytes (UTF-8) of a message with its cards, without images. https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat */
export const maxMessage = 28 * 1024;
/** Bytes of a whole request. https://github.com/microsoftgraph/microsoft-graph-docs/issues/15594 */
export const maxRequest = 4 * 2 ** 20;

/** @throws GraphFailure 429 with Retry-After (seconds) when the app has called too often for this channel or chat */
export function countCall({ tenant, token, method }: GraphCall, place: Place): void {
  const { limits } = teamsOf(tenant);
  const count = (key: string, windows: readonly Window[]) => {
    const wait = limits.count(`graph|${token.appid}|${key}`, windows);
    if (wait > 0)
      throw new GraphFailure(429, 'TooManyRequests', 'Too many requests. Please retry after some time.', {
        'retry-after': String(wait),
      });
  };
  if (place.team) count(`channel|${place.id}`, graphLimits.channel);
  if (method !== 'POST') return;
  if (place.team) {
    count('channels', graphLimits.channelPostsOfTenant);
    count(`posts|${place.id}`, graphLimits.channelPosts);
  } else count('chats', graphLimits.chatPostsOfTenant);
}

/** @throws GraphFailure 413 when a message, or the request with its images, is larger than Teams takes */
export function requireSize(body: unknown): void {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes(body) > maxRequest) throw tooLarge('Request body too large.');
  const { hostedContents: _, ...message } = body as Record<string, unknown>;
  if (bytes(message) > maxMessage)
    throw tooLarge(`The message is larger than the ${maxMessage} bytes that are allowed.`);
}
