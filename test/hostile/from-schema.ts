import fc from 'fast-check';
import { z } from 'zod';
import { text } from './values.ts';

/** What an input's JSON Schema says about its values; z.toJSONSchema writes no more than this. */
interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
}

/** What is really there, so that inputs get further than to the first "not found". */
export interface Known {
  ids: string[];
  addresses: string[];
  /** Milliseconds. */
  now: number;
}

/** Values that fit a schema, of the kind that a client would send. What only `refine` knows about a schema may be missed. */
export function fitting(type: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;
  return valuesOf(schema, { known, defs: schema.$defs ?? {} }, 0);
}

interface About {
  known: Known;
  defs: Record<string, Schema>;
}

function valuesOf(schema: Schema | undefined, about: About, depth: number): fc.Arbitrary<unknown> {
  if (!schema || depth > 8) return fc.constantFrom('x', 1, null, {});
  const { $ref, anyOf, oneOf, allOf } = schema;
  if ($ref) return valuesOf(about.defs[$ref.replace('#/$defs/', '')], about, depth + 1);
  const choices = anyOf ?? oneOf;
  if (choices?.length) return fc.oneof(...choices.map((choice) => valuesOf(choice, about, depth + 1)));
  if (allOf?.length)
    return fc
      .tuple(...allOf.map((part) => valuesOf(part, about, depth + 1)))
      .map((parts) => Object.assign({}, ...(parts as object[])) as unknown);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return textOf(schema, about.known);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrayOf(schema, about, depth);
    case 'object':
      return objectOf(schema, about, depth);
    default:
      return fc.constantFrom<unknown>('x', 1, null, {}, []);
  }
}

function numberOf({ minimum = 0, maximum = minimum + 100, type }: Schema): fc.Arbitrary<unknown> {
  const least = Math.max(minimum, -1e6);
  const most = Math.min(maximum, 1e6);
  return type === 'number' ? fc.double({ min: least, max: most, noNaN: true }) : fc.integer({ min: least, max: most });
}

function arrayOf({ items, prefixItems, minItems = 0, maxItems = 4 }: Schema, about: About, depth: number) {
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => valuesOf(item, about, depth + 1)));
  const most = Math.max(minItems, Math.min(maxItems, 4));
  return fc.array(valuesOf(items, about, depth + 1), { minLength: minItems, maxLength: most });
}

function objectOf({ properties = {}, required = [] }: Schema, about: About, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, of]) => [name, valuesOf(of, about, depth + 1)]),
  );
  return fc.record(fields, { requiredKeys: required.filter((name) => Object.hasOwn(fields, name)) });
}

function textOf({ format, pattern, minLength = 0, maxLength = 200 }: Schema, known: Known): fc.Arbitrary<string> {
  const { now, ids, addresses } = known;
  const formats: Record<string, fc.Arbitrary<string>> = {
    'date-time': fc.integer({ min: -48, max: 24 * 21 }).map((h) => new Date(now + h * 1_800_000).toISOString()),
    date: fc.integer({ min: -3, max: 40 }).map((d) => new Date(now + d * 86_400_000).toISOString().slice(0, 10)),
    time: fc.constantFrom('00:00', '09:30', '23:59', '09:30:00'),
    email: fc.constantFrom(...addresses, 'nobody@elsewhere.example'),
    uuid: fc.uuid(),
    guid: fc.uuid(),
    uri: fc.constantFrom('https://contoso.sharepoint.com/x', 'https://example.org/', 'http://127.0.0.1:1/'),
    base64: fc.base64String({ maxLength: 200 }),
  };
  const special = format === undefined ? undefined : formats[format];
  if (special) return special;
  const words = fc.oneof(
    { arbitrary: fc.constantFrom(...ids), weight: 4 },
    {
      arbitrary: fc.constantFrom('Budget', 'Europe/Berlin', 'W. Europe Standard Time', 'root', 'me', 'weekly'),
      weight: 2,
    },
    { arbitrary: text.filter((t) => t.length <= maxLength && t.length >= minLength), weight: 1 },
  );
  const matching = pattern === undefined ? undefined : matchingTexts(pattern);
  return matching ? fc.oneof(matching, words) : words;
}

/** undefined: the generator does not know a part of it, e.g. a lookahead. */
function matchingTexts(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    const texts = fc.stringMatching(new RegExp(pattern, 'u'));
    fc.sample(texts, { numRuns: 1, seed: 1 });
    return texts;
  } catch {
    return undefined;
  }
}
