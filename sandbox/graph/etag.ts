import type { GraphCall, GraphReply } from './area.ts';
import { GraphFailure } from './area.ts';

/**
 * Holds the If-Match header, when there is one, against the item's change key.
 * @throws GraphFailure 412 ErrorIrresolvableConflict when somebody changed the item since it was read
 */
export function requireMatch(call: GraphCall, changeKey: string): void {
  const wanted = call.headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  if (!tagsIn(wanted).includes(changeKey))
    throw new GraphFailure(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
}

/**
 * What If-None-Match makes of the answer to a read: 304 without a body when the client has this very version. Tags match whether weak
 * or strong; a drive's item matches by its cTag as well.
 * @see https://learn.microsoft.com/graph/api/driveitem-get#optional-request-headers, https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
 */
export function unlessKnown({ method, headers }: GraphCall, reply: GraphReply): GraphReply {
  const known = headers['if-none-match'];
  if (method !== 'GET' || known === undefined || (reply.status ?? 200) !== 200) return reply;
  const { eTag, cTag } = (reply.body ?? {}) as { eTag?: unknown; cTag?: unknown };
  const own = [reply.headers?.etag, eTag, cTag].filter((tag) => typeof tag === 'string').map(bare);
  const isKnown = own.length > 0 && (known.trim() === '*' || tagsIn(known).some((tag) => own.includes(tag)));
  if (!isKnown) return reply;
  const { etag } = reply.headers ?? {};
  return { status: 304, ...(etag ? { headers: { etag } } : {}) };
}

/** A drive's tags have commas in their quotes. */
const tagsIn = (header: string): string[] => (header.match(/(?:W\/)?"[^"]*"|[^\s,]+/g) ?? []).map(bare);
const bare = (tag: string) => tag.trim().replace(/^W\//, '').replaceAll('"', '');
