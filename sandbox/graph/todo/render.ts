import type { GraphCall } from '../area.ts';
import { etagOf } from '../calendar/ids.ts';
import type { ChecklistItem, LinkedResource, ListRow, TaskFile, TaskRow } from './model.ts';
import { told } from './times.ts';

type Resource = Record<string, unknown>;

export const renderList = (list: ListRow): Resource => ({
  '@odata.etag': etagOf(list.id, list.version),
  displayName: list.displayName,
  isOwner: true,
  isShared: false,
  wellknownListName: list.wellknownListName,
  id: list.id,
});

/** What has no value is left out, as To Do does. All relations are in it: filters look into them. */
export function renderTask(task: TaskRow, timeZone: string): Resource {
  const all: Resource = {
    '@odata.etag': etagOf(task.id, task.version),
    importance: task.importance,
    isReminderOn: task.isReminderOn,
    status: task.status,
    title: task.title,
    createdDateTime: task.createdDateTime,
    lastModifiedDateTime: task.lastModifiedDateTime,
    hasAttachments: task.files.length > 0,
    categories: task.categories,
    id: task.id,
    body: task.body,
    bodyLastModifiedDateTime: task.bodyLastModifiedDateTime,
    completedDateTime: told(task.completed, timeZone),
    dueDateTime: told(task.due, timeZone),
    startDateTime: told(task.start, timeZone),
    reminderDateTime: told(task.reminder, timeZone),
    recurrence: task.recurrence ?? undefined,
    checklistItems: task.checklistItems.map(renderChecklistItem),
    linkedResources: task.linkedResources.map(renderLinkedResource),
    attachments: task.files.map(renderFile),
  };
  return present(all);
}

/** The relations of a task that $expand knows. */
export const taskRelations = ['checklistItems', 'linkedResources', 'attachments'] as const;

/**
 * A rendered task with the relations that are given: those asked for with $expand, and the linked resource, which comes
 * unasked: https://learn.microsoft.com/graph/api/todotasklist-list-tasks
 * @param expand the names that $expand holds
 */
export function withRelations(call: GraphCall, listId: string, task: Resource, expand = call.query.expand): Resource {
  const out = { ...task };
  for (const name of taskRelations) {
    const items = task[name] as unknown[];
    delete out[name];
    if (!expand?.includes(name) && !(name === 'linkedResources' && items.length > 0)) continue;
    out[`${name}@odata.context`] =
      `${call.tenant.origin}/v1.0/$metadata#users('${call.user.id}')/todo/lists('${encodeURIComponent(listId)}')` +
      `/tasks('${encodeURIComponent(String(task.id))}')/${name}`;
    out[name] = items;
  }
  return out;
}

export const renderChecklistItem = ({ checkedDateTime, ...item }: ChecklistItem): Resource => ({
  displayName: item.displayName,
  createdDateTime: item.createdDateTime,
  ...(checkedDateTime !== null && { checkedDateTime }),
  isChecked: item.isChecked,
  id: item.id,
});

export const renderLinkedResource = (link: LinkedResource): Resource =>
  present({
    webUrl: link.webUrl ?? undefined,
    applicationName: link.applicationName ?? undefined,
    displayName: link.displayName ?? undefined,
    externalId: link.externalId ?? undefined,
    id: link.id,
  });

export const renderFile = (file: TaskFile): Resource => ({
  '@odata.type': '#microsoft.graph.taskFileAttachment',
  id: file.id,
  lastModifiedDateTime: file.lastModifiedDateTime,
  name: file.name,
  contentType: file.contentType,
  size: file.size,
});

const present = (resource: Resource): Resource =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined));
