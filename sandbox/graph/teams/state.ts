import { randomUUID } from 'node:crypto';
import type { ChannelRow, GroupRow } from '../../tenant/model.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { forbidden } from '../messages/faults.ts';

/** What owners have set in a team; id = team id. What they have not is as Teams has it. */
export interface TeamRow extends Row {
  isArchived?: boolean;
  classification?: string | null;
  settings: Partial<TeamSettings>;
}

/** A thing that takes its time with Teams. https://learn.microsoft.com/graph/api/resources/teamsasyncoperation */
export interface OperationRow extends Row {
  teamId: string;
  operationType:
    | 'createTeam'
    | 'cloneTeam'
    | 'archiveTeam'
    | 'unarchiveTeam'
    | 'createChannel'
    | 'archiveChannel'
    | 'unarchiveChannel';
  createdDateTime: string;
  targetResourceId: string;
  targetResourceLocation: string;
}

/** https://learn.microsoft.com/graph/api/resources/team */
export const usualSettings = {
  memberSettings: {
    allowCreateUpdateChannels: true,
    allowCreatePrivateChannels: true,
    allowDeleteChannels: true,
    allowAddRemoveApps: true,
    allowCreateUpdateRemoveTabs: true,
    allowCreateUpdateRemoveConnectors: true,
  },
  guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
  messagingSettings: {
    allowUserEditMessages: true,
    allowUserDeleteMessages: true,
    allowOwnerDeleteMessages: true,
    allowTeamMentions: true,
    allowChannelMentions: true,
  },
  funSettings: {
    allowGiphy: true,
    giphyContentRating: 'moderate',
    allowStickersAndMemes: true,
    allowCustomMemes: true,
  },
  discoverySettings: { showInTeamsSearchAndSuggestions: true },
};
export type TeamSettings = typeof usualSettings;

export const teamRows = ({ store }: Tenant): Table<TeamRow> => store.table<TeamRow>('teams.settings');
export const operationRows = ({ store }: Tenant): Table<OperationRow> =>
  store.table<OperationRow>('teams.operations', { team: ({ teamId }) => teamId });

export const stateOf = (tenant: Tenant, teamId: string): TeamRow =>
  teamRows(tenant).get(teamId) ?? { id: teamId, settings: {} };

/** All settings of a team, those that nobody has touched as well. */
export function settingsOf(tenant: Tenant, teamId: string): TeamSettings {
  const { settings } = stateOf(tenant, teamId);
  const names = Object.keys(usualSettings) as (keyof TeamSettings)[];
  return Object.fromEntries(names.map((name) => [name, { ...usualSettings[name], ...settings[name] }])) as TeamSettings;
}

/** @throws GraphFailure 403 for everybody but the team's owners; without a person the app's permission is enough */
export function requireOwner({ me, token }: GraphCall, team: GroupRow): void {
  if (token.oid !== undefined && !me?.isAdmin && !team.ownerIds.includes(token.oid))
    throw forbidden('Only an owner of the team may do this.');
}

/** An archived team, or channel, is there to be read. https://learn.microsoft.com/graph/api/team-archive */
export function requireActive(tenant: Tenant, teamId: string, channel?: ChannelRow): void {
  if (stateOf(tenant, teamId).isArchived) throw forbidden('The team is archived: it can be read only.');
  if (channel?.isArchived) throw forbidden('The channel is archived: it can be read only.');
}

/** Notes what was done, and answers where that is told. @returns '/teams('…')/operations('…')' */
export function operated(
  tenant: Tenant,
  teamId: string,
  operationType: OperationRow['operationType'],
  target: { id: string; location: string },
): string {
  const { id } = operationRows(tenant).put({
    id: randomUUID(),
    teamId,
    operationType,
    createdDateTime: tenant.clock.now().toISOString(),
    targetResourceId: target.id,
    targetResourceLocation: target.location,
  });
  return `/teams('${teamId}')/operations('${id}')`;
}

/** Done as soon as it is asked for: the sandbox has nothing to wait for. */
export const renderOperation = ({ teamId: _, createdDateTime, ...row }: OperationRow): Record<string, unknown> => ({
  ...row,
  createdDateTime,
  status: 'succeeded',
  lastActionDateTime: createdDateTime,
  attemptsCount: 1,
  error: null,
});
