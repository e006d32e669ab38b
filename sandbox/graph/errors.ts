import { GraphFailure } from './area.ts';

/** The ids by which one request is known: in the answer's headers and in an error's innerError. */
export interface RequestIds {
  requestId: string;
  /** The client's own, or Graph's when it sent none. */
  clientRequestId: string;
}

/** Graph's error envelope. https://learn.microsoft.com/graph/errors */
export function errorBody(
  failure: Pick<GraphFailure, 'code' | 'message' | 'inner'>,
  ids: RequestIds,
  now = new Date(),
) {
  return {
    error: {
      code: failure.code,
      message: failure.message,
      innerError: {
        ...(failure.inner === undefined ? {} : { code: failure.inner }),
        date: now.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}

/** What a client is told of an error that no handler meant. */
export const internal = () =>
  new GraphFailure(500, 'InternalServerError', 'There was an internal server error while processing the request.');
