import { GraphFailure } from '../area.ts';

/** The errors of Teams. https://learn.microsoft.com/graph/errors */

export const notFound = (what: string, id: string) =>
  new GraphFailure(404, 'NotFound', `No ${what} found with id '${id}'.`);
export const forbidden = (message: string) => new GraphFailure(403, 'Forbidden', message);
export const badRequest = (message: string) => new GraphFailure(400, 'BadRequest', message);
/** What the service says of a body whose properties or types it does not know: https://github.com/microsoftgraph/microsoft-graph-docs/issues/10203 */
export const invalidBody = () => badRequest('Invalid request body was sent.');
export const tooLarge = (message: string) => new GraphFailure(413, 'RequestEntityTooLarge', message);
