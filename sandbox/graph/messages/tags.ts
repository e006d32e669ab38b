import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** A tag of a team: a name for some of its members. https://learn.microsoft.com/graph/api/resources/teamworktag */
export interface TagRow extends Row {
  teamId: string;
  displayName: string;
  description: string;
  memberIds: string[];
}

export const tagsOf = (tenant: Tenant): Table<TagRow> =>
  tenant.store.table<TagRow>('teams.tags', { team: (tag) => tag.teamId });

/** Ids of tags and of their members say what they belong to. @param parts of the tenant, the team and the tag or person */
export const tagId = (...parts: string[]): string => Buffer.from(parts.join('##')).toString('base64');
