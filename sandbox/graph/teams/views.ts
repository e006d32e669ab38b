import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** How one person sees a chat; id = chat|person. https://learn.microsoft.com/graph/api/resources/chatviewpoint */
export interface ViewRow extends Row {
  isHidden?: boolean;
  /** ISO 8601: everything until then was read. */
  readAt?: string;
}

export const viewRows = ({ store }: Tenant): Table<ViewRow> => store.table<ViewRow>('teams.views');
