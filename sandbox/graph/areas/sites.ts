import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { callerReaches, callerSeesSite } from '../drive/access.ts';
import { driveUrl } from '../drive/addresses.ts';
import { accessDenied, itemNotFound } from '../drive/faults.ts';
import { siteOf } from '../drive/find.ts';
import { type DriveRow, driveTables, type SitePermissionRow, type SiteRow } from '../drive/model.ts';
import { type Json, renderDrive, renderSite } from '../drive/render.ts';
import { documentOfSite, readQuery } from '../drive/search.ts';
import { rootOf } from '../drive/tree.ts';
import { readBody } from '../drive/wire.ts';
import { collection, entity } from '../odata-reply.ts';

/** Sites of SharePoint. https://learn.microsoft.com/graph/api/resources/site */

const page = { pageSize: 200, maxPageSize: 1000 };
const list: Route['options'] = ['$select', '$filter', '$orderby', '$top', '$skiptoken'];

/** GET /sites?search=words: those that the person may see, without anybody's OneDrive. '*' is all. */
function searched(call: GraphCall): GraphReply {
  const { search } = call.plain;
  const all = [...driveTables(call.tenant).sites.all()].filter((site) => !site.ownerId && callerSeesSite(call, site));
  const matches = readQuery((search ?? '*').replace(/[()]/g, ' '));
  const found = search === undefined || search === '*' ? all : all.filter((site) => matches(documentOfSite(site)));
  return collection(call, rendered(call, found), { ...page, context: 'sites' });
}

const rendered = ({ tenant }: GraphCall, sites: SiteRow[]) => sites.map((site) => renderSite(tenant, site));

/** In the sandbox people follow the sites of the groups that they are in. */
function followed(call: GraphCall): GraphReply {
  const { tenant, user } = call;
  const groups = new Set(tenant.tables.groups.by('member', user.id).map(({ id }) => id));
  const sites = [...driveTables(tenant).sites.all()].filter(
    (site) => site.groupId !== undefined && groups.has(site.groupId),
  );
  return collection(call, rendered(call, sites), { ...page, context: 'sites' });
}

function ofGroup(call: GraphCall): GraphReply {
  const [site] = driveTables(call.tenant).sites.by('group', call.params.group ?? '');
  if (!site) throw itemNotFound('Requested site could not be found');
  if (!callerSeesSite(call, site)) throw accessDenied();
  return entity(call, renderSite(call.tenant, site), { context: 'sites/$entity' });
}

const listOf = (call: GraphCall, drive: DriveRow): Json => {
  const { createdDateTime, description, lastModifiedDateTime } = renderDrive(call.tenant, drive);
  return {
    id: drive.listId,
    createdDateTime,
    description,
    displayName: drive.name,
    lastModifiedDateTime,
    name: drive.name,
    webUrl: driveUrl(call.tenant, drive),
    list: { contentTypesEnabled: false, hidden: false, template: 'documentLibrary' },
  };
};

const librariesIn = (call: GraphCall): DriveRow[] =>
  driveTables(call.tenant)
    .drives.by('site', siteOf(call).id)
    .filter((drive) => callerReaches(call, rootOf(call.tenant, drive), 'read'));

function oneList(call: GraphCall): GraphReply {
  const wanted = call.params.list?.toLowerCase();
  const found = librariesIn(call).find(({ listId, name }) => listId === wanted || name.toLowerCase() === wanted);
  if (!found) throw itemNotFound('The specified list was not found');
  return entity(call, listOf(call, found));
}

const role = z
  .enum(['read', 'write', 'manage', 'fullcontrol', 'owner'])
  .transform((name) => (name === 'owner' ? 'fullcontrol' : name));
const identity = z.object({ application: z.object({ id: z.string(), displayName: z.string().nullish() }) });
const grantBody = z.object({
  roles: z.array(role).min(1),
  grantedToIdentities: z.array(identity).nullish(),
  grantedToIdentitiesV2: z.array(identity).nullish(),
});

const permission = ({ id, appId, displayName, roles }: SitePermissionRow): Json => {
  const application = [{ application: { id: appId, displayName } }];
  return {
    id,
    '@deprecated.GrantedToIdentities': 'GrantedToIdentities has been deprecated. Refer to GrantedToIdentitiesV2',
    roles,
    grantedToIdentities: application,
    grantedToIdentitiesV2: application,
  };
};

/** What Sites.Selected is about: https://learn.microsoft.com/graph/api/site-post-permissions */
function grant(call: GraphCall): GraphReply {
  const { roles, ...to } = readBody(grantBody, call.body);
  const [given] = [...(to.grantedToIdentitiesV2 ?? []), ...(to.grantedToIdentities ?? [])];
  const app = call.tenant.tables.apps.get(given?.application.id ?? '');
  const row = driveTables(call.tenant).sitePermissions.put({
    id: randomUUID(),
    siteId: siteOf(call).id,
    appId: given?.application.id ?? '',
    displayName: given?.application.displayName ?? app?.displayName ?? '',
    roles,
  });
  return entity(call, permission(row), { status: 201 });
}

function permissionRow(call: GraphCall): SitePermissionRow {
  const row = driveTables(call.tenant).sitePermissions.get(call.params.permission ?? '');
  if (row?.siteId !== siteOf(call).id) throw itemNotFound();
  return row;
}

function regrant(call: GraphCall): GraphReply {
  const { roles } = readBody(grantBody.pick({ roles: true }), call.body);
  return entity(call, permission(driveTables(call.tenant).sitePermissions.put({ ...permissionRow(call), roles })));
}

function revoke(call: GraphCall): GraphReply {
  driveTables(call.tenant).sitePermissions.delete(permissionRow(call).id);
  return { status: 204 };
}

export const sites: Route[] = [
  { method: 'GET', path: 'sites', options: list, handle: searched },
  { method: 'GET', path: 'sites/{site}', handle: (call) => entity(call, renderSite(call.tenant, siteOf(call))) },
  {
    method: 'GET',
    path: 'sites/{site}/sites',
    options: list,
    handle(call) {
      siteOf(call);
      return collection(call, [], page);
    },
  },
  {
    method: 'GET',
    path: 'sites/{site}/lists',
    options: list,
    handle: (call) =>
      collection(
        call,
        librariesIn(call).map((drive) => listOf(call, drive)),
        page,
      ),
  },
  { method: 'GET', path: 'sites/{site}/lists/{list}', handle: oneList },
  { method: 'GET', path: '{user}/followedSites', options: list, handle: followed },
  { method: 'GET', path: 'groups/{group}/sites/root', handle: ofGroup },
  {
    method: 'GET',
    path: 'sites/{site}/permissions',
    options: list,
    handle: (call) =>
      collection(call, driveTables(call.tenant).sitePermissions.by('site', siteOf(call).id).map(permission), page),
  },
  { method: 'POST', path: 'sites/{site}/permissions', handle: grant },
  {
    method: 'GET',
    path: 'sites/{site}/permissions/{permission}',
    handle: (call) => entity(call, permission(permissionRow(call))),
  },
  { method: 'PATCH', path: 'sites/{site}/permissions/{permission}', handle: regrant },
  { method: 'DELETE', path: 'sites/{site}/permissions/{permission}', handle: revoke },
];
