import type { GraphCall } from './area.ts';
import { GraphFailure } from './area.ts';

/**
 * Holds the If-Match header, when there is one, against the item's change key.
 * @throws GraphFailure 412 ErrorIrresolvableConflict when somebody changed the item since it was read
 */
export function requireMatch(call: GraphCall, changeKey: string): void {
  const wanted = call.headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  if (!tags.includes(changeKey))
    throw new GraphFailure(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
}
