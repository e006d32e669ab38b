import type { GraphCall } from '../area.ts';
import { invalidRequest } from '../drive/faults.ts';
import { type Json, renderItem } from '../drive/render.ts';
import { project } from '../odata-reply.ts';
import { type FoundItem, type FoundList, itemsIn } from './find.ts';
import { renderFields, renderListItem } from './render.ts';
import { versionsOf } from './versions.ts';

/** Items that come inside of their list. */
const mostInside = 200;
type Expansion = Pick<GraphCall['query'], 'expand' | 'expandSelect'>;

/** Fields as they were selected; SharePoint answers names that it does not know with nothing. */
export function fieldsOf(call: GraphCall, found: FoundItem, select: string[] | undefined): Json {
  const all = renderFields(call.tenant, found);
  if (!select) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('@') || select.includes(name)));
}

/** An item with what is expanded of it. @throws GraphFailure 400 for what cannot be */
export function withRelations(call: GraphCall, found: FoundItem, { expand = [], expandSelect = {} }: Expansion): Json {
  const relations: Record<string, () => unknown> = {
    fields: () => fieldsOf(call, found, expandSelect.fields),
    driveItem: () => (found.kind === 'file' ? renderItem(call.tenant, found.item) : null),
    versions: () => versionsOf(call, found),
  };
  const expanded = expand.map((name) => {
    const relation = relations[name];
    if (!relation) throw invalidRequest(`'${name}' cannot be expanded.`);
    return [name, relation()] as const;
  });
  return { ...renderListItem(call.tenant, found), ...Object.fromEntries(expanded) };
}

/** The items of a list inside of the list itself. */
export function expandedItems(call: GraphCall, found: FoundList): Json[] {
  const select = call.query.expandSelect?.items;
  const nested = call.query.expandNested?.items ?? {};
  const inner = { ...call, query: { ...call.query, select, expand: nested.expand ?? [] } };
  return itemsIn(call, found)
    .slice(0, mostInside)
    .map((item) => project(inner, withRelations(call, item, nested)));
}
