import { z } from 'zod';
import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { invalidRequest, itemNotFound } from '../calendar/faults.ts';
import { calendarOf } from '../calendar/find.ts';
import { findMailbox, sameAddress } from '../calendar/mailboxes.ts';
import {
  type CalendarPermissionRow,
  defaultPermissionId,
  permissionsOf,
  permissionsTable,
  roles,
} from '../calendar/permissions.ts';
import { oneOf, readBody } from '../calendar/wire.ts';
import { collection, entity } from '../odata-reply.ts';

const role = oneOf([...roles]);
const fields = z.strictObject({
  '@odata.type': z.string().optional(),
  emailAddress: z.object({ address: z.string(), name: z.string().nullish() }),
  isInsideOrganization: z.boolean().nullish(),
  isRemovable: z.boolean().nullish(),
  allowedRoles: z.array(role).nullish(),
  role,
});

/** Of everybody in the organization no more than writing; somebody outside of it reads. */
const allowed = (row: Pick<CalendarPermissionRow, 'id' | 'isInside'>): readonly string[] => {
  if (defaultPermissionId === row.id.split(' ')[1]) return roles.slice(0, 5);
  return row.isInside ? roles.slice(1, 7) : roles.slice(1, 4);
};

const keyOf = ({ id }: CalendarPermissionRow) => id.split(' ')[1] ?? '';

const render = (row: CalendarPermissionRow): Record<string, unknown> => ({
  id: keyOf(row),
  isRemovable: keyOf(row) !== defaultPermissionId,
  isInsideOrganization: row.isInside,
  role: row.role,
  allowedRoles: allowed(row),
  emailAddress: keyOf(row) === defaultPermissionId ? { name: row.name } : { name: row.name, address: row.address },
});

const calendarId = (call: GraphCall) => calendarOf(call).id;

function permissionIn(call: GraphCall): CalendarPermissionRow {
  const found = permissionsOf(call.tenant, calendarId(call)).find((row) => keyOf(row) === call.params.permission);
  if (!found) throw itemNotFound();
  return found;
}

function requireAllowed(row: Pick<CalendarPermissionRow, 'id' | 'isInside'>, wanted: string): void {
  if (!allowed(row).includes(wanted))
    throw invalidRequest(`The role '${wanted}' is not among those that are allowed for this recipient.`);
}

/** https://learn.microsoft.com/graph/api/calendar-post-calendarpermissions */
function create(call: GraphCall): GraphReply {
  const { emailAddress, role: wanted } = readBody(fields, call.body);
  const calendar = calendarId(call);
  const known = findMailbox(call.tenant, emailAddress.address);
  if (!known && !/^[^\s@]+@[^\s@]+$/.test(emailAddress.address))
    throw new GraphFailure(400, 'ErrorInvalidRecipients', "At least one recipient isn't valid.");
  const address = known?.address ?? emailAddress.address;
  if (permissionsOf(call.tenant, calendar).some((row) => sameAddress(row.address, address)))
    throw new GraphFailure(
      409,
      'ErrorDuplicateUserIdsSpecified',
      'The calendar is shared with this recipient already.',
    );
  const id = `${calendar} ${Buffer.from(`/${known?.id ?? ''}/${address}`).toString('base64url')}`;
  const row = { id, calendarId: calendar, role: wanted, isInside: known !== undefined, address };
  requireAllowed(row, wanted);
  const name = known?.name ?? (emailAddress.name || address);
  const stored = permissionsTable(call.tenant).put({ ...row, name, granteeId: known?.id ?? '', ownerId: call.user.id });
  return entity(call, render(stored), { status: 201 });
}

/** Nothing but the role can be changed: https://learn.microsoft.com/graph/api/calendarpermission-update */
function update(call: GraphCall): GraphReply {
  const found = permissionIn(call);
  const { role: wanted } = readBody(fields.partial(), call.body);
  if (!wanted) throw invalidRequest("The property 'role' is required.");
  requireAllowed(found, wanted);
  return entity(call, render(permissionsTable(call.tenant).put({ ...found, role: wanted })));
}

function remove(call: GraphCall): GraphReply {
  const found = permissionIn(call);
  if (keyOf(found) === defaultPermissionId)
    throw invalidRequest('The permission of the organization cannot be removed.');
  permissionsTable(call.tenant).delete(found.id);
  return { status: 204 };
}

const routesUnder = (place: string): Route[] => {
  const path = `${place}/calendarPermissions`;
  return [
    {
      method: 'GET',
      path,
      handle: (call) => collection(call, permissionsOf(call.tenant, calendarId(call)).map(render), { pageSize: 100 }),
    },
    { method: 'POST', path, handle: create },
    { method: 'GET', path: `${path}/{permission}`, handle: (call) => entity(call, render(permissionIn(call))) },
    { method: 'PATCH', path: `${path}/{permission}`, handle: update },
    { method: 'DELETE', path: `${path}/{permission}`, handle: remove },
  ];
};

/** Whom a calendar is shared with, and for what. https://learn.microsoft.com/graph/api/resources/calendarpermission */
export const calendarPermissions: Area = {
  name: 'calendar permissions',
  routes: ['{user}/calendar', '{user}/calendars/{calendar}']
    .flatMap(routesUnder)
    .map((route) => ({ ...route, mailbox: true })),
};
