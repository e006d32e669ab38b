import type { Area, GraphCall, GraphReply, ODataOption, Route } from '../area.ts';
import { changeKey } from '../calendar/ids.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { requireMatch } from '../etag.ts';
import { keepItemData, splitItemData, withItemData } from '../item-data/index.ts';
import { listingReply } from '../listing.ts';
import { entity } from '../odata-reply.ts';
import { invalidRequest } from '../todo/faults.ts';
import { taskFeed } from '../todo/feed.ts';
import { listOf, taskOf } from '../todo/find.ts';
import { readTask } from '../todo/input.ts';
import type { TaskRow } from '../todo/model.ts';
import { renderTask, taskRelations, withRelations } from '../todo/render.ts';
import { createTask, removeTask, tasksOf, updateTask } from '../todo/tasks.ts';
import { zoneOf } from '../todo/times.ts';

/** @throws GraphFailure 400 for a relation that To Do does not expand */
function checkExpand({ query: { expand = [] } }: GraphCall): void {
  for (const name of expand)
    if (!(taskRelations as readonly string[]).includes(name) && name !== 'extensions')
      throw invalidRequest('RequestBroker--ParseUri', `The property '${name}' cannot be expanded.`);
}

/** A task with its relations, and what apps have put at it. */
const whole = (call: GraphCall, listId: string, task: Record<string, unknown>) =>
  withItemData(call, String(task.id), withRelations(call, listId, task), { isMailbox: false });

function reply(call: GraphCall, task: TaskRow, status = 200): GraphReply {
  checkExpand(call);
  return entity(call, whole(call, task.listId, renderTask(task, zoneOf(call))), { status });
}

function list(call: GraphCall): GraphReply {
  checkExpand(call);
  const { id } = listOf(call);
  const zone = zoneOf(call);
  const found = listingReply(call, {
    tables: ['todo.tasks'],
    scope: `${id} ${zone}`,
    rows: () => tasksOf(call.tenant, id),
    render: (task) => renderTask(task, zone),
    facts: {
      title: (task) => task.title,
      status: (task) => task.status,
      importance: (task) => task.importance,
      createdDateTime: (task) => task.createdDateTime,
      lastModifiedDateTime: (task) => task.lastModifiedDateTime,
    },
  });
  const body = found.body as { value: Record<string, unknown>[] };
  return { ...found, body: { ...body, value: body.value.map((task) => whole(call, id, task)) } };
}

function create(call: GraphCall): GraphReply {
  const { rest, data } = splitItemData(call.body);
  const task = createTask(call.tenant, listOf(call), readTask(rest));
  keepItemData(call.tenant, task.id, data);
  return reply(call, task, 201);
}

/** The task, when the If-Match header lets it be changed. */
function changeable(call: GraphCall): TaskRow {
  const task = taskOf(call);
  requireMatch(call, changeKey(task.id, task.version));
  return task;
}

const update = (call: GraphCall): GraphReply =>
  reply(call, updateTask(call.tenant, changeable(call), readTask(call.body)));

function remove(call: GraphCall): GraphReply {
  removeTask(call.tenant, changeable(call));
  return { status: 204 };
}

function delta(call: GraphCall): GraphReply {
  checkExpand(call);
  return deltaReply(call, taskFeed);
}

const path = '{user}/todo/lists/{list}/tasks';
const many: ODataOption[] = ['$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$expand'];
const routes: Route[] = [
  { method: 'GET', path, options: many, handle: list },
  { method: 'POST', path, options: [], handle: create },
  { method: 'GET', path: `${path}/delta`, options: ['$top', '$expand', ...deltaTokens], handle: delta },
  { method: 'GET', path: `${path}/{task}`, options: ['$expand'], handle: (call) => reply(call, taskOf(call)) },
  { method: 'PATCH', path: `${path}/{task}`, options: [], handle: update },
  { method: 'DELETE', path: `${path}/{task}`, options: [], handle: remove },
];

/** The tasks of Microsoft To Do. https://learn.microsoft.com/graph/api/resources/todotask */
export const todoTasks: Area = {
  name: 'todo-tasks',
  workload: 'todo',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
