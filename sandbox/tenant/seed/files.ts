import { channelFolder } from '../../graph/drive/channel-folders.ts';
import { itemId } from '../../graph/drive/ids.ts';
import { mimeTypeOf } from '../../graph/drive/mime.ts';
import { type DriveRow, driveTables, type ItemRow } from '../../graph/drive/model.ts';
import { groupDrive, provisionOneDrive, provisionSite, rootHost } from '../../graph/drive/provision.ts';
import { quickXorOf } from '../../graph/drive/quick-xor.ts';
import { saveItem } from '../../graph/drive/state.ts';
import { childrenOf, itemAt, oneDriveOf, rootOf } from '../../graph/drive/tree.ts';
import { isMicrosoft365 } from '../groups.ts';
import type { GroupRow, UserRow } from '../model.ts';
import { scriptClientId } from '../registration.ts';
import type { Tenant } from '../tenant.ts';
import { seedContent } from './files-content.ts';
import {
  anyChannel,
  byChannel,
  byDepartment,
  communicationSites,
  emptyDriveOf,
  everybody,
  type Shelf,
  shared,
} from './files-data.ts';
import { seedId } from './people.ts';
import { createRandom, type Random } from './random.ts';

const day = 86_400_000;
const since = '2024-01-15T08:00:00Z';

interface Seeding {
  tenant: Tenant;
  random: Random;
  /** Of the start of today: files are so many days old. */
  today: number;
}

/** Everybody's OneDrive, the sites of groups and teams with a folder for each channel, and what people share. */
export function seedFiles(tenant: Tenant): void {
  const today = Math.floor(tenant.clock.now().getTime() / day) * day;
  const seeding = { tenant, random: createRandom(today / day), today };
  const people = [...tenant.tables.users.all()];
  const home = { name: 'contoso', displayName: 'Communication site', description: 'Home of the organization' };
  provisionSite(tenant, { hostname: rootHost(tenant), path: '', ...home, readerIds: everyone(tenant) });
  for (const person of people) oneDrive(seeding, person);
  for (const group of tenant.tables.groups.all()) if (isMicrosoft365(group)) groupSite(seeding, group);
  for (const [displayName, name, description, files] of communicationSites) {
    const site = { hostname: rootHost(tenant), path: `/sites/${name}`, name, displayName, description };
    fill(seeding, provisionSite(tenant, { ...site, readerIds: everyone(tenant) }), files, people[0]!);
  }
  for (const one of shared) share(seeding, ...one);
  grantApp(tenant);
}

/** Communication sites are open to all who work here. */
const everyone = (tenant: Tenant) => [...tenant.tables.users.all()].map(({ id }) => id);

const blank = (drive: string, name: string, userId: string | undefined, at = since) => ({
  driveId: drive,
  name,
  size: 0,
  createdBy: userId ? { userId } : {},
  createdDateTime: at,
  lastModifiedBy: userId ? { userId } : {},
  lastModifiedDateTime: at,
  version: 1,
  contentVersion: 1,
});

function oneDrive(seeding: Seeding, person: UserRow): void {
  const drive = provisionOneDrive(seeding.tenant, person);
  if (person.displayName === emptyDriveOf || person.isAdmin) return;
  fill(seeding, drive, { ...everybody, ...byDepartment[person.department] }, person);
}

function groupSite(seeding: Seeding, group: GroupRow): void {
  const { tenant, random } = seeding;
  const drive = groupDrive(tenant, group);
  const members = group.memberIds.flatMap((id) => tenant.tables.users.get(id) ?? []);
  for (const channel of tenant.tables.channels.by('team', group.id)) {
    const folder = channelFolder(tenant, group.id, channel.id);
    const author = random.pick(members.filter(({ id }) => channel.memberIds?.includes(id) ?? true));
    if (folder && author)
      for (const file of byChannel[group.displayName]?.[channel.displayName] ?? anyChannel)
        addFile(seeding, folder, file, author);
  }
  if (!group.isTeam)
    for (const file of ['Agenda.docx', 'Decisions.md'])
      addFile(seeding, rootOf(tenant, drive), file, random.pick(members));
}

function fill(seeding: Seeding, drive: DriveRow, shelf: Shelf, author: UserRow): void {
  for (const [path, files] of Object.entries(shelf)) {
    let folder = rootOf(seeding.tenant, drive);
    for (const name of path.split('/').filter(Boolean)) folder = folderIn(seeding, folder, name, author);
    for (const file of files) addFile(seeding, folder, file, author);
  }
}

function folderIn({ tenant }: Seeding, parent: ItemRow, name: string, author: UserRow): ItemRow {
  const known = childrenOf(tenant, parent.id).find((item) => item.name === name);
  const id = itemId(parent.driveId, seedId(`${parent.id}/${name}`));
  return (
    known ?? saveItem(tenant, { ...blank(parent.driveId, name, author.id), id, parentId: parent.id, isFolder: true })
  );
}

/** A file that was made some weeks ago and changed lately. */
function addFile({ tenant, random, today }: Seeding, parent: ItemRow, name: string, author: UserRow): void {
  const seed = `${name}|${parent.id}`;
  const content = seedContent(seed);
  const made = today - random.between(20, 90) * day + random.between(8, 17) * 3_600_000;
  const changed = today - random.between(1, 19) * day + random.between(0, 9 * 60) * 60_000;
  const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  saveItem(tenant, {
    ...blank(parent.driveId, name, author.id, iso(made)),
    id: itemId(parent.driveId, seedId(`${parent.id}/${name}`)),
    parentId: parent.id,
    isFolder: false,
    lastModifiedDateTime: iso(changed),
    size: content.length,
    mimeType: mimeTypeOf(name),
    quickXorHash: quickXorOf(content),
    content: { seed },
  });
}

function share({ tenant }: Seeding, owner: string, path: string, recipients: string[], role: 'read' | 'write'): void {
  const people = [...tenant.tables.users.all()];
  const idOf = (name: string) => people.find(({ displayName }) => displayName === name)!.id;
  const drive = oneDriveOf(tenant, idOf(owner))!;
  const item = itemAt(tenant, rootOf(tenant, drive), path);
  if (!item) throw new Error(`the seed shares ${path}, which ${owner} does not have`);
  for (const recipient of recipients) {
    const user = tenant.tables.users.get(idOf(recipient))!;
    driveTables(tenant).permissions.put({
      id: seedId(`share ${item.id} ${user.id}`),
      itemId: item.id,
      role,
      userId: user.id,
      memberIds: [],
      invitation: { email: user.mail, invitedById: idOf(owner), signInRequired: true },
      createdDateTime: since,
    });
  }
}

/** Sites.Selected has something to open: scripts may write to one site. */
function grantApp(tenant: Tenant): void {
  const { sites, sitePermissions } = driveTables(tenant);
  const [, name] = communicationSites[0]!;
  const [site] = sites.by('address', `${rootHost(tenant)}/sites/${name}`.toLowerCase());
  for (const app of [scriptClientId, tenant.aide.clientId])
    sitePermissions.put({
      id: seedId(`granted ${app}`),
      siteId: site!.id,
      appId: app,
      displayName: tenant.tables.apps.get(app)?.displayName ?? '',
      roles: ['write'],
    });
}
