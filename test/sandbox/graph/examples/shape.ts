import type { Json } from './documentation.ts';

/**
 * How an answer departs from the documented one: in its properties, their JSON types and the form of dates; values are the
 * tenant's own. null stands for a property without a value, which says nothing about its type.
 * @param selected the answer has to hold nothing but what is documented, because the request selects
 */
export function departures(documented: Json, ours: Json, selected = false): string[] {
  const context = [documented, ours].map((body) => contextForm(body['@odata.context']));
  return [
    ...(context[0] !== undefined && context[0] !== context[1]
      ? [`@odata.context is '${context[1]}', documented '${context[0]}'`]
      : []),
    ...compare(documented, ours, ''),
    ...(selected ? surplus(documented, ours) : []),
  ];
}

// Pages print these now and then; services give them with full metadata only, or as it suits their paging.
const passing = new Set([
  '@odata.context',
  '@odata.id',
  '@odata.nextLink',
  '@odata.editLink',
  '@odata.navigationLink',
  'error',
]);

function compare(documented: unknown, ours: unknown, at: string): string[] {
  if (documented === null || ours === null || isPlaceholder(documented)) return [];
  const [theirKind, ourKind] = [kindOf(documented), kindOf(ours)];
  if (theirKind !== ourKind) return [`${at} is ${ourKind}, documented ${theirKind}`];
  if (Array.isArray(documented) && Array.isArray(ours)) {
    if (at === 'value' && documented.length > 0 && ours.length === 0) return ['value is empty'];
    return [...new Set(documented.flatMap((item) => compareItem(item, ours, at)))];
  }
  if (theirKind !== 'an object') return [];
  const [theirs, own] = [documented as Json, ours as Json];
  return Object.entries(theirs).flatMap(([name, value]) => {
    if (passing.has(name)) return [];
    const path = at ? `${at}/${name}` : name;
    return name in own ? compare(value, own[name], path) : [`${path} is missing`];
  });
}

/** Lists are in no order that is documented: an item is held against the one of ours that is nearest to it. */
function compareItem(item: unknown, ours: unknown[], at: string): string[] {
  const found = ours.map((own) => compare(item, own, at)).sort((a, b) => a.length - b.length);
  return found[0] ?? [];
}

// 'response-value', 'datetime-value', '': pages that were generated say no more.
const isPlaceholder = (value: unknown) => typeof value === 'string' && /^$|^\w+-value$/.test(value);

function surplus(documented: Json, ours: Json): string[] {
  const [theirs, own] = [documented, ours].map((body) => (Array.isArray(body.value) ? (body.value[0] as Json) : body));
  if (!theirs || !own) return [];
  return Object.keys(own).flatMap((name) => (name.includes('@') || name in theirs ? [] : [`${name} was not selected`]));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return `a ${typeof value}`;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)) return 'an instant';
  if (/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value)) return 'a local time';
  return 'a string';
}

/** "https://…/$metadata#users('48d3…')/events" → "users('…')/events": the address and the keys are the tenant's own. */
const contextForm = (context: unknown): string | undefined =>
  typeof context === 'string' ? context.replace(/^.*\$metadata#/, '').replace(/\('[^']*'\)/g, "('…')") : undefined;
