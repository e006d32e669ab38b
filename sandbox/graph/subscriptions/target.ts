import { type GraphCall, GraphFailure } from '../area.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilterSyntax } from '../filter/lexer.ts';
import { memberOf } from '../metadata.ts';
import { segmentsOf } from '../router.ts';
import { invalidRequest } from './faults.ts';
import { type Kind, kinds } from './kinds/index.ts';
import type { Target } from './model.ts';

/** A resource that somebody wants to subscribe to, and the call as if it had been for that. */
export interface Found {
  kind: Kind;
  target: Target;
  call: GraphCall;
}

const templates = kinds.map((kind) => ({ kind, segments: segmentsOf(kind.path) }));

/**
 * What a subscription's `resource` stands for: "me/mailFolders('Inbox')/messages", "/users/4d…/events?$select=subject".
 * @throws GraphFailure 400 for what cannot be subscribed to, 404 for nobody
 */
export function findTarget(call: GraphCall, resource: string): Found {
  const [path = '', search = ''] = split(resource.replace(/^https:\/\/[^/]+\/(v1\.0|beta)\//i, ''));
  const { segments, user } = withUser(call, segmentsOf(path));
  for (const { kind, segments: template } of templates) {
    const params = match(template, segments);
    if (!params) continue;
    const target: Target = {
      path: kind.path,
      params,
      ...(segments[0] === '{user}' && { userId: user?.id }),
      ...optionsOf(kind, search),
    };
    return { kind, target, call: { ...call, params, user: user as GraphCall['user'] } };
  }
  throw invalidRequest(`Subscriptions to the resource '${resource}' are not supported.`);
}

const split = (resource: string): string[] => {
  const at = resource.indexOf('?');
  return at < 0 ? [resource] : [resource.slice(0, at), resource.slice(at + 1)];
};

/** me/… and users/{id}/… → {user}/… */
function withUser({ tenant, me }: GraphCall, segments: string[]): { segments: string[]; user?: GraphCall['user'] } {
  const [first = '', name] = segments;
  if (first.toLowerCase() === 'me') {
    if (!me) throw new GraphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
    return { segments: ['{user}', ...segments.slice(1)], user: me };
  }
  if (first.toLowerCase() !== 'users' || name === undefined) return { segments };
  const { users } = tenant.tables;
  const user = users.get(name) ?? users.by('upn', name.toLowerCase())[0];
  if (!user)
    throw new GraphFailure(
      404,
      'Request_ResourceNotFound',
      `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
    );
  return { segments: ['{user}', ...segments.slice(2)], user };
}

/** The values of the template's `{…}`; undefined where it does not fit. */
function match(template: string[], segments: string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? '';
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name && name !== 'user') params[name] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase().replace(/\(.*\)$/, '')) return undefined;
  }
  return params;
}

/** Outlook's resources take both options, presence of many people a filter that names them. */
function optionsOf({ path, type, rich, service }: Kind, search: string): Pick<Target, 'select' | 'filter'> {
  const options = new URLSearchParams(search);
  const select = options.get('$select');
  const filter = options.get('$filter');
  if (select !== null && rich !== 'selected') throw notTaken('$select');
  if (filter !== null && service !== 'outlook' && service !== 'presence') throw notTaken('$filter');
  for (const name of options.keys())
    if (name.startsWith('$') && !['$select', '$filter'].includes(name)) throw notTaken(name);
  const names = select?.split(',').map((text) => {
    const member = memberOf(type, text.trim());
    if (!member) throw invalidRequest(`Could not find a property named '${text.trim()}' on type '${type}'.`);
    return member.name;
  });
  if (filter !== null) compiled(filter, type);
  if (path === 'communications/presences') requireNames(filter);
  return { ...(names && { select: names }), ...(filter !== null && { filter }) };
}

/** https://learn.microsoft.com/graph/changenotifications-for-presence: 650 people at most @throws GraphFailure 400 */
function requireNames(filter: string | null): void {
  const [, list] = /^\s*id in \(([^()]+)\)\s*$/i.exec(filter ?? '') ?? [];
  if (list === undefined || list.split(',').length > mostPresences)
    throw invalidRequest(
      `The resource must have a $filter of the form: id in ('{id}','{id}',…), with at most ${mostPresences} of them.`,
    );
}
const mostPresences = 650;

const notTaken = (name: string) =>
  invalidRequest(`The query parameter '${name}' is not supported in the resource of a subscription to it.`);

/** @throws GraphFailure 400 */
export function compiled(filter: string, type: string): (item: Record<string, unknown>) => boolean {
  try {
    return compileFilter(filter, type).test;
  } catch (error) {
    if (error instanceof FilterSyntax) throw invalidRequest(`Invalid filter clause: ${error.message}`);
    throw error;
  }
}
