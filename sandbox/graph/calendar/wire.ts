import { z } from 'zod';
import { GraphFailure } from '../area.ts';

/**
 * JSON as Graph reads it: property names in any case of their first letter, enum members in any case, and booleans and
 * numbers also as strings (its own examples write 'Required', 'Schedules', "availabilityViewInterval": "15").
 */
export function lowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerNames);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerNames(inner)]),
  );
}

export const oneOf = <const T extends [string, ...string[]]>(members: T) =>
  z.preprocess(
    (v) => (typeof v === 'string' ? (members.find((m) => m.toLowerCase() === v.toLowerCase()) ?? v) : v),
    z.enum(members),
  );
export const flag = z.preprocess((v) => (v === 'true' ? true : v === 'false' ? false : v), z.boolean());
export const integer = z.preprocess((v) => (typeof v === 'string' && /^-?\d+$/.test(v) ? Number(v) : v), z.int());

/** A moment on a clock somewhere: https://learn.microsoft.com/graph/api/resources/datetimetimezone */
export const zonedTime = z.object({ dateTime: z.string(), timeZone: z.string().nullish() }).transform((t) => ({
  dateTime: t.dateTime,
  timeZone: t.timeZone ?? '',
}));
export const timeSlot = z.object({ start: zonedTime, end: zonedTime });
export const recipient = z.object({
  emailAddress: z.object({ address: z.string(), name: z.string().nullish() }),
});

/**
 * A resource as a client may send it back: what Graph keeps itself (`readOnly`, names apart by blanks) is passed over, annotations
 * as well; anything else that the type has not is refused.
 */
export const resource = <T extends z.ZodRawShape>(shape: T, readOnly: string) => {
  const kept = new Set(readOnly.split(/\s+/));
  return z
    .record(z.string(), z.unknown())
    .transform((value) =>
      Object.fromEntries(Object.entries(value).filter(([name]) => !kept.has(name) && !name.includes('@'))),
    )
    .pipe(z.strictObject(shape));
};

/**
 * Reads a request body.
 * @throws GraphFailure 400 when there is none or it does not fit
 */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body))
    throw new GraphFailure(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  const read = schema.safeParse(lowerNames(body));
  if (read.success) return read.data;
  const unknown = read.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown)
    throw new GraphFailure(
      400,
      'RequestBodyRead',
      `The property '${unknown.keys[0]}' does not exist on the type. Make sure to only use property names that are defined by the type.`,
    );
  throw new GraphFailure(400, 'UnableToDeserializePostBody', 'were unable to deserialize ');
}
