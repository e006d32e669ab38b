import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { oneOf, readBody, resource } from '../calendar/wire.ts';
import { type CategoryRow, mailTables } from '../mail/model.ts';
import { collection, entity } from '../odata-reply.ts';

/** The colours that Outlook has. https://learn.microsoft.com/graph/api/resources/outlookcategory */
const colors = ['none', ...Array.from({ length: 25 }, (_, i) => `preset${i}`)] as [string, ...string[]];
const category = resource({ displayName: z.string().trim().min(1).max(255), color: oneOf(colors).nullish() }, 'id');
/** Its name stays what it is: https://learn.microsoft.com/graph/api/outlookcategory-update */
const change = resource({ color: oneOf(colors).optional() }, 'id displayName');
const renderCategory = ({ id, displayName, color }: CategoryRow) => ({ id, displayName, color });

function categoryIn(call: GraphCall): CategoryRow {
  const found = mailTables(call.tenant).categories.get(call.params.category ?? '');
  if (found?.mailboxId !== call.user.id)
    throw new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return found;
}

function createCategory(call: GraphCall): GraphReply {
  const { displayName, color } = readBody(category, call.body);
  const { categories } = mailTables(call.tenant);
  const same = (c: CategoryRow) => c.displayName.toLowerCase() === displayName.toLowerCase();
  if (categories.by('mailbox', call.user.id).some(same))
    throw new GraphFailure(409, 'CategoryNameDuplicate', 'A category with that name already exists.');
  const row = categories.put({ id: randomUUID(), mailboxId: call.user.id, displayName, color: color ?? 'none' });
  return entity(call, renderCategory(row), { status: 201 });
}

const routes: Route[] = [
  {
    method: 'GET',
    path: '{user}/outlook/masterCategories',
    handle: (call) =>
      collection(call, mailTables(call.tenant).categories.by('mailbox', call.user.id).map(renderCategory), {
        pageSize: 100,
      }),
  },
  { method: 'POST', path: '{user}/outlook/masterCategories', handle: createCategory },
  {
    method: 'GET',
    path: '{user}/outlook/masterCategories/{category}',
    handle: (call) => entity(call, renderCategory(categoryIn(call))),
  },
  {
    method: 'PATCH',
    path: '{user}/outlook/masterCategories/{category}',
    handle(call) {
      const found = categoryIn(call);
      const { color = found.color } = readBody(change, call.body);
      return entity(call, renderCategory(mailTables(call.tenant).categories.put({ ...found, color })));
    },
  },
  {
    method: 'DELETE',
    path: '{user}/outlook/masterCategories/{category}',
    handle(call) {
      mailTables(call.tenant).categories.delete(categoryIn(call).id);
      return { status: 204 };
    },
  },
];

/** https://learn.microsoft.com/graph/api/resources/outlookcategory */
export const categories: Area = { name: 'categories', routes: routes.map((route) => ({ ...route, mailbox: true })) };
