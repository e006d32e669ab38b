import { z } from 'zod';

/** What of JSON Schema says how long a value can be. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  maxLength?: number;
  maxItems?: number;
  contentEncoding?: string;
  format?: string;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
}

/** Bytes of one UTF-16 unit in JSON at its longest: a client may write every character as \uXXXX. Base64 needs no escape. */
const escaped = 6;
/** Bytes for what the schema leaves open: an Adaptive Card, whose own limit is Teams' 28 KB; a text without an end; a format. */
const open = 64 * 1024;
const openText = 4 * 1024;
const openItems = 100;
const number = 32;
/** For spaces and line breaks, where somebody's JSON has them. */
const room = 16 * 1024;

/**
 * The most that is read of any body. The longest text that an input takes fits, however it is escaped; what is longer, a message with
 * ten large images, the ledger could not keep: its rows hold 1 MiB.
 */
export const mostBytes = 2 * 1024 * 1024;

/** Bytes that a body with such an input can have: so many are read, and not one more. */
export function longestBody(input: z.ZodType): number {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema & {
    $defs?: Record<string, Schema>;
  };
  return Math.min(mostBytes, room + bytesOf(schema));
}

function bytesOf(schema: Schema | boolean | undefined): number {
  if (schema === undefined || typeof schema === 'boolean') return open;
  const { anyOf, oneOf, allOf, items, prefixItems, properties } = schema;
  const choices = anyOf ?? oneOf;
  if (choices) return Math.max(...choices.map(bytesOf));
  if (allOf) return sum(allOf.map(bytesOf));
  if (schema.const !== undefined) return JSON.stringify(schema.const).length * escaped;
  if (schema.enum) return Math.max(...schema.enum.map((value) => JSON.stringify(value).length * escaped));
  switch (schema.type) {
    case 'string':
      return 2 + (schema.maxLength ?? openText) * (schema.contentEncoding === 'base64' ? 1 : escaped);
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return number;
    case 'array':
      if (prefixItems) return 2 + sum(prefixItems.map((item) => bytesOf(item) + 1));
      return 2 + (schema.maxItems ?? openItems) * (bytesOf(items) + 1);
    case 'object': {
      const known = Object.entries(properties ?? {}).map(([name, of]) => name.length * escaped + 4 + bytesOf(of));
      const more = typeof schema.additionalProperties === 'object' ? open : 0;
      return 2 + sum(known) + more;
    }
    default:
      return open;
  }
}

const sum = (sizes: number[]): number => sizes.reduce((all, size) => all + size, 0);
