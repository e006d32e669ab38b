import { z } from 'zod';
import type { GraphCall } from '../area.ts';
import { lowerNames } from '../calendar/wire.ts';
import { invalidRequest, resourceModified } from './faults.ts';
import { cTagOf, eTagOf } from './ids.ts';
import type { Actor, ConflictBehavior, ItemRow } from './model.ts';

/** @throws GraphFailure 400 invalidRequest when there is no body or it does not fit */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body))
    throw invalidRequest('A JSON object is expected in the body.');
  const read = schema.safeParse(lowerNames(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalidRequest(`The request is malformed or incorrect: ${issue?.path.join('/') || 'body'}: ${issue?.message}`);
}

const behaviors = ['fail', 'replace', 'rename'] as const;
export const conflictBehavior = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(behaviors),
);

/** ?@microsoft.graph.conflictBehavior=… @throws GraphFailure 400 for another word */
export function behaviorAsked(call: GraphCall, usual: ConflictBehavior): ConflictBehavior {
  const asked = call.plain['@microsoft.graph.conflictbehavior'];
  if (asked === undefined) return usual;
  const read = conflictBehavior.safeParse(asked);
  if (!read.success) throw invalidRequest(`Invalid conflict behavior '${asked}'.`);
  return read.data;
}

/** SharePoint takes times with seconds, with or without parts of them. */
export const instant = z.iso.datetime({ offset: true });
const toSeconds = instant.transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`);
export const fileSystemInfo = z.object({
  createdDateTime: toSeconds.nullish(),
  lastModifiedDateTime: toSeconds.nullish(),
});

export const callerOf = ({ token }: GraphCall): Actor => ({
  ...(token.oid === undefined ? {} : { userId: token.oid }),
  appId: token.appid,
});

/** Holds If-Match, when it is there, against eTag and cTag. @throws GraphFailure 412 */
export function requireMatch({ headers }: GraphCall, item: ItemRow): void {
  const wanted = headers['if-match']?.trim();
  if (wanted === undefined || wanted === '*') return;
  const bare = (tag: string) => tag.replace(/^W\//, '').replaceAll('"', '');
  if (![eTagOf(item), cTagOf(item)].map(bare).includes(bare(wanted))) throw resourceModified();
}
