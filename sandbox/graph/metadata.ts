import metadata from './metadata.json' with { type: 'json' };

/** What stands at a path: the short name of a type of Graph's metadata ('event', 'String'), one of it or many. */
export interface TypeRef {
  name: string;
  collection: boolean;
  /** An action's or function's answer: it has no place of its own in the tree of entities. */
  operation?: boolean;
}

interface EntityType {
  base?: string;
  /** By lower-case name: Graph takes property names in any case. */
  members: Map<string, { name: string; type: TypeRef; navigation: boolean }>;
}

const reference = (text: string): TypeRef => ({ name: text.replace('*', ''), collection: text.endsWith('*') });

// The cut that is published leaves a few out: https://learn.microsoft.com/graph/api/resources/teamworktag
const types = new Map(
  Object.entries({ ...metadata.types, ...metadata.documented }).map(([name, text]): [string, EntityType] => {
    const [base = '', properties = '', navigation = ''] = text.split('|').map((part) => part.trim());
    const members: EntityType['members'] = new Map();
    for (const [list, isNavigation] of [
      [properties, false],
      [navigation, true],
    ] as const)
      for (const member of list.split(', ').filter(Boolean)) {
        const [property = '', type = ''] = member.split(' ');
        members.set(property.toLowerCase(), { name: property, type: reference(type), navigation: isNavigation });
      }
    return [name, { base: base || undefined, members }];
  }),
);
const roots: Record<string, string> = metadata.roots;
const operations: Record<string, string> = metadata.operations;

const open = new Set<string>(metadata.open);
/** Has the type properties that no metadata names? The columns of a list are such. */
export const isOpen = (type: string): boolean => open.has(type);

/** Does the metadata here know this type's properties? Primitives and enums have none. */
export const isStructured = (type: string): boolean => types.has(type);

/** A type and what it derives from, nearest first. */
function lineage(type: string): string[] {
  const out: string[] = [];
  for (let t: string | undefined = type; t; t = types.get(t)?.base) out.push(t);
  return out;
}
const derived = (type: string) => [...types.keys()].filter((t) => t !== type && lineage(t).includes(type));

/**
 * The type that a segment of a path casts to: 'microsoft.graph.itemAttachment', in any case, of what is a kind of `type`.
 * https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_AddressingDerivedTypes
 */
export function castOf(type: string, segment: string): string | undefined {
  const name = /^microsoft\.graph\.(\w+)$/i.exec(segment)?.[1]?.toLowerCase();
  return name === undefined ? undefined : [type, ...derived(type)].find((t) => t.toLowerCase() === name);
}

/**
 * A property of a type, of what it derives from, or of what derives from it, because Graph lets a client select a user's
 * properties from a collection of directoryObject. Its name comes back in Graph's own case.
 */
export function memberOf(type: string, name: string) {
  const key = name.toLowerCase();
  for (const t of lineage(type)) {
    const found = types.get(t)?.members.get(key);
    if (found) return found;
  }
  // `entity` is the base of everything: it stands for nothing in particular. What an invitation has beyond a message, Outlook
  // gives to those only who name its type: microsoft.graph.eventMessage/event.
  const heirs = type === 'entity' || type === 'message' ? [] : derived(type);
  return heirs.map((t) => types.get(t)?.members.get(key)).find((found) => found !== undefined);
}

const primitives =
  /^(String|Boolean|Guid|Date|TimeOfDay|DateTimeOffset|Duration|Int16|Int32|Int64|Double|Single|Binary)$/;
export const qualified = (type: string): string => (primitives.test(type) ? `Edm.${type}` : `microsoft.graph.${type}`);

/**
 * What stands at a route's path, e.g. '{user}/events/{event}' → one event; undefined for `$value` and the like.
 * The same walk as an OData service makes over its metadata: sets, keys, properties, casts, operations.
 */
export function typeAt(path: string): TypeRef | undefined {
  let at: TypeRef | undefined;
  for (const part of path.split('/')) {
    const segment = part.replace(/\(.*\)$/, '');
    // The number of a collection's items: its options speak of the items.
    if (segment === '$count') continue;
    if (segment === '{user}') at = { name: 'user', collection: false };
    else if (!at) at = roots[segment] ? reference(roots[segment]) : undefined;
    else if (segment.startsWith('{')) at = { ...at, collection: false };
    else if (segment.startsWith('microsoft.graph.') && types.has(segment.slice(16)))
      at = { ...at, name: segment.slice(16) };
    else {
      const name = segment.replace(/^microsoft\.graph\./, '');
      // What some are called means one thing here and another there.
      const operation: string | undefined = operations[`${at.name}/${name}`] ?? operations[name];
      // '=': it answers with what it is called on, e.g. delta.
      const answer = operation === '=' ? at : operation && reference(operation);
      at = answer ? { ...answer, operation: true } : memberOf(at.name, segment)?.type;
    }
    if (!at) return undefined;
  }
  return at;
}
