import { GraphFailure } from '../area.ts';

/** The errors of OneDrive and SharePoint. https://learn.microsoft.com/onedrive/developer/rest-api/concepts/errors */

export const itemNotFound = (message = 'The resource could not be found.') =>
  new GraphFailure(404, 'itemNotFound', message);
export const accessDenied = (message = 'Access denied') => new GraphFailure(403, 'accessDenied', message);
export const invalidRequest = (message: string, inner?: string) =>
  new GraphFailure(400, 'invalidRequest', message, {}, inner);
export const nameAlreadyExists = () =>
  new GraphFailure(
    409,
    'nameAlreadyExists',
    'An item with the same name already exists under the parent',
    {},
    'nameAlreadyExists',
  );
export const notSupported = (message: string) => new GraphFailure(400, 'notSupported', message);
export const resourceModified = () =>
  new GraphFailure(412, 'resourceModified', 'ETag does not match current item’s value');
export const resourceLocked = () =>
  new GraphFailure(423, 'resourceLocked', 'The resource you are attempting to access is locked', {}, 'lockMismatch');
export const quotaLimitReached = () =>
  new GraphFailure(507, 'quotaLimitReached', 'The user has reached their quota limit.', {}, 'quotaLimitReached');
/** What the service says of an anonymous link where the administrator allows none. */
export const sharingDisabled = () =>
  new GraphFailure(
    403,
    'accessDenied',
    'The feature has been disabled. Please contact your admin to get it enabled.',
    {},
    'sharingDisabled',
  );
export const tooLarge = (message: string) => new GraphFailure(413, 'maxFileSizeExceeded', message);
export const invalidRange = (inner: 'fragmentOverlap' | 'fragmentOutOfOrder' | 'invalidRange') =>
  new GraphFailure(
    416,
    'invalidRange',
    'The uploaded fragment has already been received or is out of order',
    {},
    inner,
  );
