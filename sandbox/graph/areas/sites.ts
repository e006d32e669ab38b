import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { callerSeesSite } from '../drive/access.ts';
import { accessDenied, invalidRequest, itemNotFound } from '../drive/faults.ts';
import { siteOf } from '../drive/find.ts';
import { driveTables, type SitePermissionRow, type SiteRow } from '../drive/model.ts';
import { type Json, renderDrive, renderSite } from '../drive/render.ts';
import { documentOfSite, readQuery } from '../drive/search.ts';
import { readBody } from '../drive/wire.ts';
import { listsIn } from '../lists/find.ts';
import { renderList } from '../lists/render.ts';
import { collection, entity } from '../odata-reply.ts';

/** Sites of SharePoint. https://learn.microsoft.com/graph/api/resources/site */

const list: Route['options'] = ['$select', '$filter', '$orderby', '$top', '$skiptoken'];

/** GET /sites?search=words: those that the person may see, without anybody's OneDrive. '*' is all. */
function searched(call: GraphCall): GraphReply {
  const { search } = call.plain;
  const all = [...driveTables(call.tenant).sites.all()].filter((site) => !site.ownerId && callerSeesSite(call, site));
  const matches = readQuery((search ?? '*').replace(/[()]/g, ' '));
  const found = search === undefined || search === '*' ? all : all.filter((site) => matches(documentOfSite(site)));
  return collection(call, rendered(call, found), { context: 'sites' });
}

/** A site with the relations that were asked for. @throws GraphFailure 400 for another one */
function withRelations(call: GraphCall, site: SiteRow): Json {
  const { tenant, query } = call;
  const drives = () =>
    driveTables(tenant)
      .drives.by('site', site.id)
      .map((drive) => renderDrive(tenant, drive));
  const relations: Record<string, () => unknown> = {
    drive: () => drives()[0],
    drives,
    lists: () => listsIn(call).map((one) => renderList(tenant, one)),
    sites: () => [],
  };
  const expanded = (query.expand ?? []).map((name) => {
    const relation = relations[name];
    if (!relation) throw invalidRequest(`'${name}' cannot be expanded.`);
    return [name, relation()] as const;
  });
  return { ...renderSite(tenant, site), ...Object.fromEntries(expanded) };
}

const rendered = ({ tenant }: GraphCall, sites: SiteRow[]) => sites.map((site) => renderSite(tenant, site));

/** People follow the sites of the groups that they are in, until they say otherwise of one. */
function followedBy({ tenant, user }: GraphCall): SiteRow[] {
  const { sites: all, siteFollows } = driveTables(tenant);
  const groups = new Set(tenant.tables.groups.by('member', user.id).map(({ id }) => id));
  return [...all.all()].filter(
    (site) =>
      siteFollows.get(`${user.id}|${site.id}`)?.follows ?? (site.groupId !== undefined && groups.has(site.groupId)),
  );
}

const followed = (call: GraphCall): GraphReply =>
  collection(call, rendered(call, followedBy(call)), { context: 'sites' });

const several = z.object({ value: z.array(z.object({ id: z.string() })).min(1) });

/** https://learn.microsoft.com/graph/api/site-follow, https://learn.microsoft.com/graph/api/site-unfollow */
const following =
  (follows: boolean) =>
  (call: GraphCall): GraphReply => {
    const { tenant, user } = call;
    const all = readBody(several, call.body).value.map(({ id }) => siteOf({ ...call, params: { site: id } }));
    for (const { id } of all) driveTables(tenant).siteFollows.put({ id: `${user.id}|${id}`, follows });
    if (!follows) return { status: 204 };
    return { body: { value: rendered(call, all) } };
  };

/** Every site, those of OneDrives as well: for apps alone. https://learn.microsoft.com/graph/api/site-getallsites */
const everySite = (call: GraphCall): GraphReply =>
  collection(call, rendered(call, [...driveTables(call.tenant).sites.all()]), { context: 'sites' });

/** A path below a site, from its host on. https://learn.microsoft.com/graph/api/site-getbypath */
function byPath(call: GraphCall): GraphReply {
  const { hostname } = siteOf(call);
  const path = `/${(call.params.path ?? '').replace(/^\/+|\/+$/g, '')}`;
  const site = siteOf({ ...call, params: { site: `${hostname}:${path}` } });
  return entity(call, renderSite(call.tenant, site), { context: 'sites/$entity' });
}

function ofGroup(call: GraphCall): GraphReply {
  const [site] = driveTables(call.tenant).sites.by('group', call.params.group ?? '');
  if (!site) throw itemNotFound('Requested site could not be found');
  if (!callerSeesSite(call, site)) throw accessDenied();
  return entity(call, renderSite(call.tenant, site), { context: 'sites/$entity' });
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
  {
    method: 'GET',
    path: 'sites/{site}',
    options: ['$select', '$expand'],
    handle: (call) => entity(call, withRelations(call, siteOf(call))),
  },
  {
    method: 'GET',
    path: 'sites/{site}/sites',
    options: list,
    handle(call) {
      siteOf(call);
      return collection(call, []);
    },
  },
  { method: 'GET', path: '{user}/followedSites', options: list, handle: followed },
  { method: 'POST', path: '{user}/followedSites/add', options: [], handle: following(true) },
  { method: 'POST', path: '{user}/followedSites/remove', options: [], handle: following(false) },
  { method: 'GET', path: 'sites/getAllSites', options: list, handle: everySite },
  { method: 'GET', path: 'sites/{site}/getByPath(path={path})', options: ['$select'], handle: byPath },
  { method: 'GET', path: 'groups/{group}/sites/root', handle: ofGroup },
  {
    method: 'GET',
    path: 'sites/{site}/permissions',
    options: list,
    handle: (call) =>
      collection(call, driveTables(call.tenant).sitePermissions.by('site', siteOf(call).id).map(permission)),
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
