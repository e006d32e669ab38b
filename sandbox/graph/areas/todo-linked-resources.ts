import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { collection, entity } from '../odata-reply.ts';
import { itemNotFound } from '../todo/faults.ts';
import { taskOf } from '../todo/find.ts';
import { readLinkedResource, tooManyLinks } from '../todo/input.ts';
import type { LinkedResource } from '../todo/model.ts';
import { renderLinkedResource } from '../todo/render.ts';
import { linkOf, save } from '../todo/tasks.ts';

const reply = (call: GraphCall, link: LinkedResource, status = 200) =>
  entity(call, renderLinkedResource(link), { status });

const list = (call: GraphCall): GraphReply => collection(call, taskOf(call).linkedResources.map(renderLinkedResource));

function linkAt(call: GraphCall): LinkedResource {
  const link = taskOf(call).linkedResources.find(({ id }) => id === call.params.link);
  if (!link) throw itemNotFound();
  return link;
}

/** A task has one at most: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/654 */
function create(call: GraphCall): GraphReply {
  const task = taskOf(call);
  const link = linkOf(readLinkedResource(call.body));
  if (task.linkedResources.length > 0) throw tooManyLinks();
  save(call.tenant, { ...task, linkedResources: [link] });
  return reply(call, link, 201);
}

function update(call: GraphCall): GraphReply {
  const link = linkOf(readLinkedResource(call.body), linkAt(call));
  save(call.tenant, { ...taskOf(call), linkedResources: [link] });
  return reply(call, link);
}

function remove(call: GraphCall): GraphReply {
  linkAt(call);
  save(call.tenant, { ...taskOf(call), linkedResources: [] });
  return { status: 204 };
}

const path = '{user}/todo/lists/{list}/tasks/{task}/linkedResources';
const routes: Route[] = [
  { method: 'GET', path, handle: list },
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/{link}`, handle: (call) => reply(call, linkAt(call)) },
  { method: 'PATCH', path: `${path}/{link}`, handle: update },
  { method: 'DELETE', path: `${path}/{link}`, handle: remove },
];

/** What a task came from. https://learn.microsoft.com/graph/api/resources/linkedresource */
export const todoLinkedResources: Area = {
  name: 'todo-linked-resources',
  workload: 'todo',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
