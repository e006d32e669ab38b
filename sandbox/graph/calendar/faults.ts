import { GraphFailure } from '../area.ts';

/** Exchange's refusals in Graph's words: status, code, message. */
export const itemNotFound = () =>
  new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
export const accessDenied = () =>
  new GraphFailure(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
export const invalidRequest = (message: string) => new GraphFailure(400, 'ErrorInvalidRequest', message);
export const invalidParameter = (message: string) => new GraphFailure(400, 'ErrorInvalidParameter', message);
export const failedValidation = () =>
  new GraphFailure(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.');
export const unknownTimeZone = (name: string) =>
  new GraphFailure(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );
