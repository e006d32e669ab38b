import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { compileFilter, type Filter } from '../filter/compile.ts';
import { FilterSyntax } from '../filter/lexer.ts';
import { below } from './folders.ts';
import { type FolderRow, type MailRow, mailTables, type SavedSearch } from './model.ts';
import { renderMessage } from './render.ts';

/** @throws GraphFailure 400 for a filter that $filter of messages would not take */
export function readFilter(filterQuery: string): Filter {
  try {
    return compileFilter(filterQuery, 'message');
  } catch (error) {
    if (!(error instanceof FilterSyntax)) throw error;
    throw new GraphFailure(400, 'ErrorInvalidUrlQueryFilter', `Invalid filter clause: ${error.message}`);
  }
}

const view = { bodyType: 'html', immutableIds: false, basic: false } as const;

/** Made anew when the search is another; a row is replaced, never changed. */
const compiled = new WeakMap<SavedSearch, Filter>();

function filterOf(search: SavedSearch): Filter {
  const known = compiled.get(search) ?? readFilter(search.filterQuery);
  compiled.set(search, known);
  return known;
}

/** The folders that a search looks into. */
function sourcesOf(tenant: Tenant, { sourceFolderIds, includeNestedFolders }: SavedSearch): Set<string> {
  const { folders } = mailTables(tenant);
  const sources = sourceFolderIds.flatMap((id) => folders.get(id) ?? []);
  const nested = includeNestedFolders ? sources.flatMap((folder) => below(tenant, folder)) : [];
  return new Set([...sources, ...nested].map(({ id }) => id));
}

const fits = (tenant: Tenant, search: SavedSearch, message: MailRow) =>
  filterOf(search).test(renderMessage(tenant, message, view));

/** Is this message among what the search folder shows now? */
export const isFound = (tenant: Tenant, { search }: FolderRow, message: MailRow): boolean =>
  search !== undefined && sourcesOf(tenant, search).has(message.folderId) && fits(tenant, search, message);

/** The messages of a folder; of a search folder those that it finds where it looks. */
export function messagesIn(tenant: Tenant, { id, search }: FolderRow): MailRow[] {
  const { messages } = mailTables(tenant);
  if (!search) return messages.by('folder', id);
  return [...sourcesOf(tenant, search)]
    .flatMap((source) => messages.by('folder', source))
    .filter((message) => fits(tenant, search, message));
}
