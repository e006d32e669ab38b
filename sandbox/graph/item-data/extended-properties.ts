import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';

/** MAPI properties of an item that Graph has no names for. id: the item's. */
interface PropertiesRow extends Row {
  /** By the canonical form of their ids. */
  single: Record<string, string | null>;
  multiple: Record<string, string[]>;
}

const table = ({ store }: Tenant): Table<PropertiesRow> => store.table<PropertiesRow>('extendedProperties');

const types =
  'ApplicationTime Binary Boolean CLSID Currency Double Error Float Integer Long Null Object Short String SystemTime'.split(
    ' ',
  );
const typeNames = new Map(types.flatMap((t) => [t, `${t}Array`]).map((t) => [t.toLowerCase(), t]));
const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(
  `^(\\w+)\\s+(?:\\{?(${guid})\\}?\\s+(?:Name\\s+(\\S.*)|Id\\s+(0x[0-9a-f]{1,8}|\\d+))|(0x[0-9a-f]{1,4}))$`,
  'i',
);
const hex = (number: string) => `0x${Number(number).toString(16)}`;

/**
 * The one form of an id that may be written in several: 'String {66f5a359-…} Name Color', 'Integer {…} Id 0x8102', 'Long 0x0e08'.
 * https://learn.microsoft.com/graph/api/resources/extended-properties-overview#id-formats
 * @returns undefined for what is no such id
 */
export function canonicalId(id: string): string | undefined {
  const [, type = '', set, name, number, tag] = shape.exec(id.trim()) ?? [];
  const known = typeNames.get(type.toLowerCase());
  if (!known) return undefined;
  if (tag) return `${known} ${hex(tag)}`;
  return `${known} {${set?.toLowerCase()}} ${name ? `Name ${name}` : `Id ${hex(number ?? '')}`}`;
}

/** @throws GraphFailure 400 */
export function requireId(id: string): string {
  const known = canonicalId(id);
  if (known) return known;
  throw new GraphFailure(400, 'ErrorInvalidExtendedProperty', `The extended property id '${id}' is not valid.`);
}

export interface PropertiesInput {
  single: { id: string; value: string | null }[];
  multiple: { id: string; value: string[] }[];
}

/** Sets what a request names; a single value of null takes a property away. */
export function writeProperties(tenant: Tenant, itemId: string, { single, multiple }: PropertiesInput): void {
  if (single.length + multiple.length === 0) return;
  const before = table(tenant).get(itemId);
  const kept = { ...before?.single };
  for (const { id, value } of single) {
    if (value === null) delete kept[id];
    else kept[id] = value;
  }
  const lists = { ...before?.multiple, ...Object.fromEntries(multiple.map(({ id, value }) => [id, value])) };
  table(tenant).put({ id: itemId, single: kept, multiple: lists });
}

export const dropProperties = (tenant: Tenant, itemId: string): boolean => table(tenant).delete(itemId);

/** @param computed the properties that follow from the item, by their tag: 'Long 0xe08' */
export const singleValuesOf = (tenant: Tenant, itemId: string, computed: Record<string, () => string> = {}) =>
  Object.entries({
    ...Object.fromEntries(Object.entries(computed).map(([id, value]) => [id, value()])),
    ...table(tenant).get(itemId)?.single,
  }).map(([id, value]) => ({ id, value }));

export const multiValuesOf = (tenant: Tenant, itemId: string) =>
  Object.entries(table(tenant).get(itemId)?.multiple ?? {}).map(([id, value]) => ({ id, value }));
