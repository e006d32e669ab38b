import type { GraphCall } from './area.ts';
import { qualified } from './metadata.ts';

/**
 * The value of @odata.context, e.g. 'http://…/v1.0/$metadata#users('4d…')/events(subject)/$entity'.
 * @param many the answer is a collection
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_ContextURL
 */
export function contextOf(call: GraphCall, many: boolean, override?: string): string {
  const selected = call.query.select ? `(${call.query.select.join(',')})` : '';
  const base = `${call.tenant.origin}/v1.0/$metadata#`;
  if (override !== undefined) return base + override;
  const { type } = call;
  if (type?.operation)
    return base + (type.collection ? `Collection(${qualified(type.name)})` : qualified(type.name)) + selected;
  const entity = many ? '' : '/$entity';
  if (type?.name === 'directoryObject') return `${base}directoryObjects${selected}${entity}`;
  return base + entitySet(call) + selected + (isEntity(call) ? entity : '');
}

/** Where an entity of this call is found by its id: for the Location header. */
export const locationOf = (call: GraphCall, id: string): string =>
  `${call.tenant.origin}/v1.0/${entitySet(call)}('${encodeURIComponent(id)}')`;

// mailboxSettings and its parts are complex properties: they are no entities and have no set.
const isEntity = (call: GraphCall) => !call.route.path.includes('mailboxSettings');

/** '{user}/events/{event}' → "users('4d…')/events": the path with keys in brackets, without the last key. */
function entitySet(call: GraphCall): string {
  const segments = call.route.path.split('/');
  if (segments.at(-1)?.startsWith('{')) segments.pop();
  if (segments.length === 0) return 'users';
  let out = '';
  for (const segment of segments) {
    if (segment === '{user}') out += `users('${encodeURIComponent(call.user.id)}')`;
    else if (segment.startsWith('{')) out += `('${encodeURIComponent(call.params[segment.slice(1, -1)] ?? '')}')`;
    else out += out ? `/${segment}` : segment;
  }
  return out;
}

/** The same, as Teams writes it behind '$metadata#': what is expanded stands in it: installedApps(teamsApp(),teamsAppDefinition()). */
export function expandedContext(call: GraphCall, many: boolean): string {
  const plain = contextOf(call, many).replace(/^.*\$metadata#/, '');
  const names = call.query.expand?.map((name) => `${name}()`).join(',');
  return names ? plain.replace(/(?=\/\$entity$|$)/, `(${names})`) : plain;
}
