import { GraphFailure } from '../area.ts';

// To Do refuses with one code, and tells Exchange's own in innerError.

/**
 * What Exchange does not do.
 * @param inner Exchange's code
 * @see https://github.com/microsoftgraph/microsoft-graph-docs/issues/15794
 */
export const invalidRequest = (inner: string, message: string) =>
  new GraphFailure(400, 'invalidRequest', message, {}, inner);

/** What does not fit To Do's model: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/654 */
export const invalidModel = (message: string) => invalidRequest('InvalidModel', message);

export const itemNotFound = () => new GraphFailure(404, 'ErrorItemNotFound', 'Item not found');

/** https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/2743 */
export const notInList = () =>
  new GraphFailure(400, 'invalidRequest', 'Parent folder specified does not contain a Task with given Id');
