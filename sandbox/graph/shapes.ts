import { findWindows } from 'windows-iana';
import { isMicrosoft365, isSecurityEnabled, nicknameOf } from '../tenant/groups.ts';
import type { ChannelRow, GroupRow, RoomRow, UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { assignedPlansOf, licensesOf } from './directory/licenses.ts';
import { stateOf } from './teams/state.ts';

/** Resources of the directory, Teams and places as Graph writes them. */
type Resource = Record<string, unknown>;

/** What Graph gives of a user without $select. https://learn.microsoft.com/graph/api/user-get */
export const userDefaults = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const;

const basics = new Set(['id', 'displayName', 'givenName', 'surname', 'mail', 'userPrincipalName']);

/** @param onlyBasics names and mail alone, as User.ReadBasic.All opens them: the rest is null */
export function userOf(row: UserRow, onlyBasics = false): Resource {
  const [nickname, domain] = row.userPrincipalName.split('@');
  const full: Resource = {
    businessPhones: row.businessPhones,
    displayName: row.displayName,
    givenName: row.givenName || null,
    id: row.id,
    jobTitle: row.jobTitle || null,
    mail: row.mail,
    mobilePhone: row.mobilePhone,
    officeLocation: row.officeLocation || null,
    preferredLanguage: row.preferredLanguage || null,
    surname: row.surname || null,
    userPrincipalName: row.userPrincipalName,
    accountEnabled: row.accountEnabled,
    assignedLicenses: licensesOf(row),
    assignedPlans: assignedPlansOf(row),
    companyName: 'Contoso',
    createdDateTime: row.createdDateTime,
    department: row.department || null,
    identities: [{ signInType: 'userPrincipalName', issuer: domain, issuerAssignedId: row.userPrincipalName }],
    imAddresses: [row.userPrincipalName.toLowerCase()],
    mailNickname: nickname,
    proxyAddresses: [`SMTP:${row.mail}`],
    signInSessionsValidFromDateTime: row.sessionsValidFrom ?? row.createdDateTime,
    usageLocation: 'US',
    userType: 'Member',
    ...row.profile,
  };
  if (!onlyBasics) return full;
  return Object.fromEntries(
    Object.entries(full).map(([name, value]) => [name, basics.has(name) ? value : Array.isArray(value) ? [] : null]),
  );
}

export const groupOf = (row: GroupRow): Resource => ({
  id: row.id,
  deletedDateTime: null,
  classification: null,
  createdDateTime: row.createdDateTime ?? '2024-01-15T08:00:00Z',
  creationOptions: [],
  description: row.description,
  displayName: row.displayName,
  expirationDateTime: null,
  groupTypes: isMicrosoft365(row) ? ['Unified'] : [],
  isAssignableToRole: null,
  mail: row.mail,
  mailEnabled: row.mail !== null,
  mailNickname: nicknameOf(row),
  membershipRule: null,
  membershipRuleProcessingState: null,
  onPremisesDomainName: null,
  onPremisesLastSyncDateTime: null,
  onPremisesNetBiosName: null,
  onPremisesProvisioningErrors: [],
  onPremisesSamAccountName: null,
  onPremisesSecurityIdentifier: null,
  onPremisesSyncEnabled: null,
  preferredDataLocation: null,
  preferredLanguage: null,
  proxyAddresses: row.mail === null ? [] : [`SMTP:${row.mail}`],
  resourceBehaviorOptions: [],
  renewedDateTime: row.createdDateTime ?? '2024-01-15T08:00:00Z',
  resourceProvisioningOptions: row.isTeam ? ['Team'] : [],
  securityEnabled: isSecurityEnabled(row),
  securityIdentifier: securityIdentifierOf(row.id),
  theme: null,
  visibility: isMicrosoft365(row) ? (row.visibility ?? 'Private') : null,
});

/** A user or a group among others: what kind of object it is stands with it. */
export const userObject = (row: UserRow): Resource => ({ '@odata.type': '#microsoft.graph.user', ...userOf(row) });
export const groupObject = (row: GroupRow): Resource => ({ '@odata.type': '#microsoft.graph.group', ...groupOf(row) });

/** The SID that Windows knows a cloud object by: S-1-12-1 and its object id as four little-endian numbers. */
function securityIdentifierOf(id: string): string {
  const [a = '', b = '', c = '', ...rest] = id.split('-');
  const tail = Buffer.from(rest.join(''), 'hex');
  const parts = [Number.parseInt(a, 16), Number.parseInt(c + b, 16), tail.readUInt32LE(0), tail.readUInt32LE(4)];
  return `S-1-12-1-${parts.join('-')}`;
}

export const teamOf = (tenant: Tenant, row: GroupRow): Resource => ({
  id: row.id,
  createdDateTime: row.createdDateTime ?? '2024-01-15T08:00:00Z',
  displayName: row.displayName,
  description: row.description,
  internalId: null,
  classification: stateOf(tenant, row.id).classification ?? null,
  specialization: null,
  visibility: (row.visibility ?? 'Private').toLowerCase(),
  webUrl: `https://teams.microsoft.com/l/team/${row.id}/conversations?groupId=${row.id}&tenantId=${tenant.id}`,
  isArchived: stateOf(tenant, row.id).isArchived ?? false,
});

export const channelOf = (tenant: Tenant, row: ChannelRow): Resource => ({
  id: row.id,
  createdDateTime: row.createdDateTime ?? '2024-01-15T08:00:00Z',
  displayName: row.displayName,
  description: row.description,
  isFavoriteByDefault: null,
  email: row.email ?? '',
  tenantId: tenant.id,
  webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(row.id)}/${encodeURIComponent(row.displayName)}?groupId=${row.teamId}&tenantId=${tenant.id}`,
  membershipType: row.membershipType,
  isArchived: row.isArchived ?? false,
});

export const roomOf = (row: RoomRow): Resource => ({
  id: row.id,
  emailAddress: row.emailAddress,
  displayName: row.displayName,
  address: { street: null, city: null, state: null, postalCode: null, countryOrRegion: null },
  geoCoordinates: null,
  phone: '',
  nickname: row.displayName,
  label: null,
  capacity: row.capacity,
  building: row.building,
  floorNumber: row.floorNumber,
  floorLabel: null,
  isWheelChairAccessible: true,
  bookingType: row.bookingType,
  tags: [],
  audioDeviceName: null,
  videoDeviceName: null,
  displayDeviceName: null,
  ...row.details,
});

/** A zone as Outlook names it: 'Pacific Standard Time' for 'America/Los_Angeles'. */
export const windowsZone = (iana: string): string => findWindows(iana)[0] ?? iana;
