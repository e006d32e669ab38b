import { randomUUID } from 'node:crypto';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { timestamp } from '../calendar/mailbox-events.ts';
import { collection, entity } from '../odata-reply.ts';
import { itemNotFound } from '../todo/faults.ts';
import { taskOf } from '../todo/find.ts';
import { named, readChecklistItem } from '../todo/input.ts';
import type { ChecklistItem } from '../todo/model.ts';
import { renderChecklistItem } from '../todo/render.ts';
import { save } from '../todo/tasks.ts';

const reply = (call: GraphCall, item: ChecklistItem, status = 200) =>
  entity(call, renderChecklistItem(item), { status });

const list = (call: GraphCall): GraphReply =>
  collection(call, taskOf(call).checklistItems.map(renderChecklistItem), { pageSize: 100 });

function itemOf(call: GraphCall): ChecklistItem {
  const item = taskOf(call).checklistItems.find(({ id }) => id === call.params.item);
  if (!item) throw itemNotFound();
  return item;
}

function create(call: GraphCall): GraphReply {
  const task = taskOf(call);
  const { displayName, isChecked } = readChecklistItem(call.body);
  const now = timestamp(call.tenant);
  const item: ChecklistItem = {
    id: randomUUID(),
    displayName: named(displayName, 'DisplayName'),
    isChecked: isChecked ?? false,
    createdDateTime: now,
    checkedDateTime: isChecked ? now : null,
  };
  save(call.tenant, { ...task, checklistItems: [...task.checklistItems, item] });
  return reply(call, item, 201);
}

function update(call: GraphCall): GraphReply {
  const before = itemOf(call);
  const input = readChecklistItem(call.body);
  const isChecked = input.isChecked ?? before.isChecked;
  const item: ChecklistItem = {
    ...before,
    displayName: input.displayName === undefined ? before.displayName : named(input.displayName, 'DisplayName'),
    isChecked,
    checkedDateTime: isChecked ? (before.checkedDateTime ?? timestamp(call.tenant)) : null,
  };
  const task = taskOf(call);
  save(call.tenant, { ...task, checklistItems: task.checklistItems.map((i) => (i.id === item.id ? item : i)) });
  return reply(call, item);
}

function remove(call: GraphCall): GraphReply {
  const { id } = itemOf(call);
  const task = taskOf(call);
  save(call.tenant, { ...task, checklistItems: task.checklistItems.filter((item) => item.id !== id) });
  return { status: 204 };
}

const path = '{user}/todo/lists/{list}/tasks/{task}/checklistItems';
const routes: Route[] = [
  { method: 'GET', path, handle: list },
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/{item}`, handle: (call) => reply(call, itemOf(call)) },
  { method: 'PATCH', path: `${path}/{item}`, handle: update },
  { method: 'DELETE', path: `${path}/{item}`, handle: remove },
];

/** The steps of a task. https://learn.microsoft.com/graph/api/resources/checklistitem */
export const todoChecklistItems: Area = {
  name: 'todo-checklist-items',
  workload: 'todo',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
