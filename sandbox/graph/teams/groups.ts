import { randomUUID } from 'node:crypto';
import { isMicrosoft365 } from '../../tenant/groups.ts';
import type { GroupRow } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure } from '../area.ts';
import { badRequest, notFound } from '../messages/faults.ts';
import { boundKey } from './input.ts';
import { requireOwner } from './state.ts';

/** @throws GraphFailure 404 for a template that there is not */
export function requireTemplate(address: string): void {
  const name = boundKey(address, 'teamsTemplates');
  if (!templates.test(name)) throw notFound('template', name);
}
/** https://learn.microsoft.com/microsoftteams/get-started-with-teams-templates */
const templates =
  /^(standard|educationClass|educationStaff|educationProfessionalLearningCommunity|retailStore|retailManagerCollaboration|healthcareWard|healthcareHospital|com\.microsoft\.teams\.template\.\w+)$/i;

/** The group behind a new team, without people yet. @throws GraphFailure 400 without a name */
export function newGroup({ tenant }: GraphCall, displayName: string | null | undefined): GroupRow {
  if (!displayName) throw badRequest('Team display name required.');
  const nickname = `${displayName.replace(/\W/g, '') || 'team'}`;
  const taken = (name: string) => tenant.tables.groups.by('mail', `${name}@${tenant.domain}`.toLowerCase()).length > 0;
  const free = taken(nickname) ? `${nickname}${randomUUID().slice(0, 8)}` : nickname;
  return {
    id: randomUUID(),
    displayName,
    description: '',
    mail: `${free}@${tenant.domain}`,
    kind: 'microsoft365',
    nickname: free,
    visibility: 'Public',
    createdDateTime: `${tenant.clock.now().toISOString().slice(0, 19)}Z`,
    memberIds: [],
    ownerIds: [],
    isTeam: false,
  };
}

/** The group that …/groups/{id} names, for its team. @throws GraphFailure 404, and as {@link teamless} */
export function boundGroup(call: GraphCall, address: string): GroupRow {
  const id = boundKey(address, 'groups');
  const group = call.tenant.tables.groups.get(id);
  if (!group) throw notFound('group', id);
  return teamless(call, group);
}

/** @throws GraphFailure 400 for a group that no team can stand behind, 409 for one that has its team, 403 for somebody else's */
export function teamless(call: GraphCall, group: GroupRow): GroupRow {
  if (!isMicrosoft365(group)) throw badRequest('Only a Microsoft 365 group can have a team.');
  if (group.isTeam) throw new GraphFailure(409, 'Conflict', 'Group is already provisioned.');
  if (group.ownerIds.length === 0) throw badRequest('The group must have at least one owner.');
  requireOwner(call, group);
  return group;
}
