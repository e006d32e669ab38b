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
/** What a series cannot be: https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
export const noOccurrence = () =>
  new GraphFailure(400, 'ErrorRecurrenceHasNoOccurrence', 'The specified recurrence has no occurrences in its range.');
export const endsTooLate = () =>
  new GraphFailure(400, 'ErrorRecurrenceEndDateTooBig', 'Recurrence end date can not exceed Sep 1, 4500 00:00:00.');
export const overlapsItself = () =>
  new GraphFailure(
    400,
    'ErrorOccurrenceTimeSpanTooBig',
    'One occurrence of the recurring calendar item overlaps with another occurrence of the same calendar item.',
  );
export const crossesBoundary = () =>
  new GraphFailure(
    400,
    'ErrorOccurrenceCrossingBoundary',
    'Modified occurrence is crossing or overlapping adjacent occurrence.',
  );
export const unknownTimeZone = (name: string) =>
  new GraphFailure(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );
