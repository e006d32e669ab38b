import type { JWK } from 'jose';
import type { Row, Table } from './store.ts';

/** A user of the tenant: Graph's `user`, with what Entra and Exchange know besides. */
export interface UserRow extends Row {
  userPrincipalName: string;
  mail: string;
  displayName: string;
  givenName: string;
  surname: string;
  jobTitle: string;
  department: string;
  officeLocation: string;
  mobilePhone: string | null;
  businessPhones: string[];
  preferredLanguage: string;
  accountEnabled: boolean;
  managerId: string | null;
  /** Sandbox only: for the page and for scripts. */
  password: string;
  isAdmin: boolean;
  /** Exchange: IANA name, and as Graph's mailboxSettings gives it (Windows name). */
  timeZone: string;
  workingHours: { daysOfWeek: string[]; startTime: string; endTime: string };
  createdDateTime: string;
  /** What somebody has written of them besides, by Graph's names: city, employeeId, skills … */
  profile?: Record<string, unknown>;
  /** Absent: what everybody has from the beginning. */
  licenses?: { skuId: string; disabledPlans: string[] }[];
  /** ISO 8601, wall time: sign-ins of before are good no more. */
  sessionsValidFrom?: string;
}

/** The four kinds of groups: https://learn.microsoft.com/graph/api/resources/groups-overview */
export type GroupKind = 'microsoft365' | 'security' | 'mailEnabledSecurity' | 'distribution';

export interface GroupRow extends Row {
  displayName: string;
  /** null: a security group that no mail goes to. */
  mail: string | null;
  description: string;
  /** Default: a Microsoft 365 group. */
  kind?: GroupKind;
  /** Where it is not what the address begins with. */
  nickname?: string;
  /** Of Microsoft 365 groups; default: Private. */
  visibility?: 'Public' | 'Private' | 'HiddenMembership';
  /** ISO 8601; absent: as old as the tenant. */
  createdDateTime?: string;
  /** People, and in every kind but Microsoft 365 groups other groups as well. */
  memberIds: string[];
  ownerIds: string[];
  /** A team stands behind it. */
  isTeam: boolean;
}

export interface ChannelRow extends Row {
  /** Team id = group id. */
  teamId: string;
  displayName: string;
  description: string;
  membershipType: 'standard' | 'private' | 'shared';
  /** Private and shared channels have members of their own; to a standard one the whole team belongs. */
  memberIds?: string[];
  ownerIds?: string[];
  /** ISO 8601; absent: as old as the tenant. */
  createdDateTime?: string;
  /** Address that mail to the channel goes to; absent: nobody has asked for one. */
  email?: string;
  isArchived?: boolean;
}

export interface RoomRow extends Row {
  displayName: string;
  emailAddress: string;
  capacity: number;
  building: string;
  floorNumber: number;
  timeZone: string;
  bookingType: 'standard' | 'reserved';
  /** What administrators have said of it besides, as Graph's place has it: label, tags, address … */
  details?: Record<string, unknown>;
}

/** An app registration in Entra ID. */
export interface AppRow extends Row {
  /** id = client id. */
  displayName: string;
  /** Application ID URI, when it exposes an API, and the scopes of it. */
  identifierUri?: string;
  exposedScopes: string[];
  /** Clients that need no consent for the exposed scopes. */
  preAuthorizedClientIds: string[];
  redirectUris: string[];
  /** Redirect URIs of the type "single-page application": codes for them are redeemed in a browser, without a secret. */
  spaRedirectUris?: string[];
  /** Delegated Graph permissions in the registration (requiredResourceAccess): what `.default` and admin consent stand for. */
  delegatedScopes?: string[];
  /** Application permissions for Graph that an administrator has granted. */
  applicationPermissions?: string[];
  isPublicClient: boolean;
  /** SHA-256 of each client secret, hex. */
  secretHashes: string[];
  /** Public keys for client assertions (JWK). */
  keys: JWK[];
  /** Trusted to ask for anything without consent: the script client, Teams itself. */
  isFirstParty: boolean;
}

/** oauth2PermissionGrant: consent of one person (or of an administrator for all) to an app's scopes on a resource. */
export interface GrantRow extends Row {
  clientId: string;
  /** Resource: 'https://graph.microsoft.com' or an application id URI. */
  resource: string;
  /** null = for everybody (admin consent). */
  principalId: string | null;
  scopes: string[];
}

export interface Tables {
  users: Table<UserRow>;
  groups: Table<GroupRow>;
  channels: Table<ChannelRow>;
  rooms: Table<RoomRow>;
  apps: Table<AppRow>;
  grants: Table<GrantRow>;
}
