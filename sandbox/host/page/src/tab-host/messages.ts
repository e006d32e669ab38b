/**
 * What TeamsJS and its host post to each other. The protocol is the library's own:
 * https://github.com/OfficeDev/microsoft-teams-library-js/blob/main/packages/teams-js/src/internal/messageObjects.ts
 */
export interface AppRequest {
  /** Numbers of one page, from 0. */
  id: number;
  /** Since TeamsJS 2.23 answers are matched by it. */
  uuidAsString?: string;
  func: string;
  args: unknown[];
}

export interface HostAnswer {
  id: number;
  uuidAsString?: string;
  args: unknown[];
}

/** An event, or a call of a handler that the app registered. */
export interface HostEvent {
  func: string;
  args: unknown[];
}

/** Reads what a window posted. @returns undefined for whatever is no request of TeamsJS */
export function readRequest(data: unknown): AppRequest | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { id, uuidAsString, func, args } = data as Record<string, unknown>;
  if (typeof id !== 'number' || typeof func !== 'string') return undefined;
  return {
    id,
    func,
    args: Array.isArray(args) ? args : [],
    ...(typeof uuidAsString === 'string' ? { uuidAsString } : {}),
  };
}

export const answerTo = ({ id, uuidAsString }: AppRequest, args: unknown[]): HostAnswer => ({
  id,
  args,
  ...(uuidAsString === undefined ? {} : { uuidAsString }),
});

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
