import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';

/** What an app keeps under a name of its own at a message, an event, a contact, a task or a person. id: its owner and name. */
interface ExtensionRow extends Row {
  ownerId: string;
  extensionName: string;
  values: Record<string, unknown>;
}

const table = ({ store }: Tenant): Table<ExtensionRow> =>
  store.table<ExtensionRow>('openExtensions', { owner: (extension) => extension.ownerId });

/** In what the ids of a mailbox's extensions begin with; those of people and tasks are the bare names. */
const prefix = 'Microsoft.OutlookServices.OpenTypeExtension.';

/** The name in an id, which is the name alone or the name behind the type. */
export const nameOf = (id: string): string =>
  id.replace(/^(Microsoft\.OutlookServices|microsoft\.graph)\.OpenTypeExtension\./i, '');

const keyOf = (ownerId: string, name: string) => `${ownerId} ${name.toLowerCase()}`;

export const extensionsOf = (tenant: Tenant, ownerId: string): ExtensionRow[] => table(tenant).by('owner', ownerId);

/** @throws GraphFailure 404 */
export function extensionOf(tenant: Tenant, ownerId: string, id: string): ExtensionRow {
  const found = table(tenant).get(keyOf(ownerId, nameOf(id)));
  if (!found) throw new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return found;
}

const refused = (message: string) => new GraphFailure(400, 'BadRequest', message);

export interface ExtensionInput {
  extensionName?: string;
  values: Record<string, unknown>;
}

/**
 * What a request says of an open extension.
 * @throws GraphFailure 400 for what is no object, another type, or a name that is no text
 * @see https://learn.microsoft.com/graph/api/opentypeextension-post-opentypeextension
 */
export function readExtension(body: unknown): ExtensionInput {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw refused('Empty Payload. JSON content expected.');
  const { '@odata.type': type, extensionName, id: _, ...values } = body as Record<string, unknown>;
  if (type !== undefined && !/^#?microsoft\.graph\.openTypeExtension$/i.test(String(type)))
    throw refused(`The type '${String(type)}' is not an open type extension.`);
  if (extensionName !== undefined && (typeof extensionName !== 'string' || !/^[\w.-]{1,128}$/.test(extensionName)))
    throw refused('The extension name is not valid.');
  const bad = Object.keys(values).find((name) => name.includes('@') && !name.endsWith('@odata.type'));
  if (bad) throw refused(`The property '${bad}' cannot be part of an extension.`);
  return { extensionName, values };
}

/** @throws GraphFailure 400 without a name; 409 when there is one of this name already */
export function createExtension(
  tenant: Tenant,
  ownerId: string,
  { extensionName, values }: ExtensionInput,
): ExtensionRow {
  if (!extensionName) throw refused("The property 'extensionName' is required.");
  const id = keyOf(ownerId, extensionName);
  if (table(tenant).has(id))
    throw new GraphFailure(409, 'NameAlreadyExists', `An extension with the name '${extensionName}' exists already.`);
  return table(tenant).put({ id, ownerId, extensionName, values });
}

/** What is not named stays; what is null goes. https://learn.microsoft.com/graph/api/opentypeextension-update */
export function updateExtension(tenant: Tenant, extension: ExtensionRow, { values }: ExtensionInput): ExtensionRow {
  const all = Object.entries({ ...extension.values, ...values }).filter(([, value]) => value !== null);
  return table(tenant).put({ ...extension, values: Object.fromEntries(all) });
}

export const removeExtension = (tenant: Tenant, { id }: ExtensionRow): boolean => table(tenant).delete(id);

/** @param isMailbox its owner is an item of a mailbox, which writes ids of its own */
export const renderExtension = (
  { extensionName, values }: ExtensionRow,
  isMailbox: boolean,
): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.openTypeExtension',
  ...values,
  extensionName,
  id: isMailbox ? prefix + extensionName : extensionName,
});
