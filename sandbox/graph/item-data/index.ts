import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { type GraphCall, GraphFailure } from '../area.ts';
import { readBody } from '../calendar/wire.ts';
import {
  dropProperties,
  multiValuesOf,
  type PropertiesInput,
  requireId,
  singleValuesOf,
  writeProperties,
} from './extended-properties.ts';
import {
  createExtension,
  type ExtensionInput,
  extensionsOf,
  nameOf,
  readExtension,
  removeExtension,
  renderExtension,
} from './extensions.ts';

/** What apps put at an item beyond its own properties: open extensions and extended properties. */
export interface ItemData extends PropertiesInput {
  extensions: ExtensionInput[];
}

/** The navigation properties that lead there. */
export const itemDataNames = ['extensions', 'singleValueExtendedProperties', 'multiValueExtendedProperties'] as const;
type Name = (typeof itemDataNames)[number];
const canonical = new Map(itemDataNames.map((name) => [name.toLowerCase(), name]));
export const isItemData = (name: string): name is Name => (itemDataNames as readonly string[]).includes(name);

/** Tables that lists look into when they are filtered by them. */
export const itemDataTables = ['openExtensions', 'extendedProperties'] as const;

/** @throws GraphFailure 400 for what cannot be expanded here */
export function requireExpandable({ query: { expand = [] } }: GraphCall, names: readonly string[]): void {
  const unknown = expand.find((name) => !names.includes(name));
  if (unknown)
    throw new GraphFailure(
      400,
      'ErrorInvalidUrlQuery',
      `The property '${unknown}' cannot be expanded in this request.`,
    );
}

const properties = z.object({
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string().nullish() })).nullish(),
  multiValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.array(z.string()) })).nullish(),
});

/**
 * Takes what apps put at an item out of a body, and leaves the item's own properties.
 * @throws GraphFailure 400 for ids that are none of MAPI's, and for what is no extension
 */
export function splitItemData(body: unknown): { rest: unknown; data: ItemData } {
  const none: ItemData = { extensions: [], single: [], multiple: [] };
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return { rest: body, data: none };
  const own: [string, unknown][] = [];
  const taken: Partial<Record<Name, unknown>> = {};
  for (const [key, value] of Object.entries(body)) {
    const name = canonical.get(key.toLowerCase());
    if (name) taken[name] = value;
    else own.push([key, value]);
  }
  const { extensions, ...lists } = taken;
  if (extensions != null && !Array.isArray(extensions))
    throw new GraphFailure(400, 'UnableToDeserializePostBody', 'were unable to deserialize ');
  const read = readBody(properties, lists);
  return {
    rest: Object.fromEntries(own),
    data: {
      extensions: ((extensions as unknown[] | null | undefined) ?? []).map(readExtension),
      single: (read.singleValueExtendedProperties ?? []).map((p) => ({ id: requireId(p.id), value: p.value ?? null })),
      multiple: (read.multiValueExtendedProperties ?? []).map((p) => ({ id: requireId(p.id), value: p.value })),
    },
  };
}

export function keepItemData(tenant: Tenant, itemId: string, { extensions, ...lists }: ItemData): void {
  for (const extension of extensions) createExtension(tenant, itemId, extension);
  writeProperties(tenant, itemId, lists);
}

/** With the item that it stands at. */
export function dropItemData(tenant: Tenant, itemId: string): void {
  for (const extension of extensionsOf(tenant, itemId)) removeExtension(tenant, extension);
  dropProperties(tenant, itemId);
}

/** MAPI properties that follow from the item itself, by the canonical form of their ids. */
export type Computed = Record<string, () => string>;

/** For filters: an extension is found by its name and by its id. */
export const itemDataFacts = <T extends { id: string }>(
  tenant: Tenant,
  computed: (row: T) => Computed = () => ({}),
): Record<Name, (row: T) => unknown> => ({
  extensions: ({ id }) =>
    extensionsOf(tenant, id).flatMap((extension) => {
      const rendered = renderExtension(extension, true);
      return [rendered, { ...rendered, id: extension.extensionName }];
    }),
  singleValueExtendedProperties: (row) => singleValuesOf(tenant, row.id, computed(row)),
  multiValueExtendedProperties: ({ id }) => multiValuesOf(tenant, id),
});

/** `id eq '…' or id eq '…'`: the only filter that such an $expand takes. @throws GraphFailure 400 for any other */
function idsIn(filter: string): string[] {
  const one = String.raw`(?:\w+/)?id\s+eq\s+'(?:[^']|'')*'`;
  if (!new RegExp(`^\\s*\\(?\\s*${one}(?:\\s*\\)?\\s+or\\s+\\(?\\s*${one})*\\s*\\)?\\s*$`, 'i').test(filter))
    throw new GraphFailure(
      400,
      'ErrorInvalidUrlQueryFilter',
      'The filter expression for $expand does not match to a single extended property and a value restriction.',
    );
  return [...filter.matchAll(/'((?:[^']|'')*)'/g)].map(([, id = '']) => id.replaceAll("''", "'"));
}

/**
 * An item with what the request expands of it. Extended properties come to those only who name them:
 * https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get
 * @throws GraphFailure 400 for extended properties without a filter, or with another than one by ids
 */
export function withItemData(
  { tenant, query: { expand = [], expandFilter = {} } }: Pick<GraphCall, 'tenant' | 'query'>,
  itemId: string,
  item: Record<string, unknown>,
  { computed = {}, isMailbox = true }: { computed?: Computed; isMailbox?: boolean } = {},
): Record<string, unknown> {
  const asked = expand.filter(isItemData);
  if (asked.length === 0) return item;
  const out = { ...item };
  for (const name of asked) {
    const filter = expandFilter[name];
    const ids = filter === undefined ? undefined : idsIn(filter);
    if (name === 'extensions') {
      const names = ids?.map((id) => nameOf(id).toLowerCase());
      const found = extensionsOf(tenant, itemId).filter((e) => !names || names.includes(e.extensionName.toLowerCase()));
      if (found.length > 0 || !ids) out[name] = found.map((extension) => renderExtension(extension, isMailbox));
      continue;
    }
    if (!ids)
      throw new GraphFailure(400, 'ErrorInvalidUrlQuery', `$expand of ${name} needs a $filter that names them by id.`);
    const wanted = new Map(ids.map((id) => [requireId(id).toLowerCase(), id]));
    const all =
      name === 'singleValueExtendedProperties'
        ? singleValuesOf(tenant, itemId, computed)
        : multiValuesOf(tenant, itemId);
    const found = all.flatMap(({ id, value }) => {
      const written = wanted.get(id.toLowerCase());
      return written === undefined ? [] : [{ id: written, value }];
    });
    if (found.length > 0) out[name] = found;
  }
  return out;
}
