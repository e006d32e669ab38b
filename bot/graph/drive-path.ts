/** A file or folder. Without `driveId` it lies in the person's own OneDrive. */
export interface ItemRef {
  driveId?: string;
  itemId: string;
}

/** Where something is to be put: a folder and a name in it. Without `folderId` it is the root. */
export interface Target {
  driveId?: string;
  folderId?: string;
  name: string;
}

export const drivePath = (driveId?: string): string =>
  driveId === undefined ? '/me/drive' : `/drives/${encodeURIComponent(driveId)}`;

/** '/me/drive/items/{id}/permissions' */
export const itemPath = ({ driveId, itemId }: ItemRef, ...more: string[]): string =>
  [`${drivePath(driveId)}/items/${encodeURIComponent(itemId)}`, ...more].join('/');

/**
 * A child by its name: '/me/drive/items/{folder}:/Budget.xlsx:/content'.
 * https://learn.microsoft.com/graph/onedrive-addressing-driveitems
 */
export const childPath = ({ driveId, folderId = 'root', name }: Target, action?: string): string =>
  `${drivePath(driveId)}/items/${encodeURIComponent(folderId)}:/${encodeURIComponent(name)}${action ? `:/${action}` : ''}`;
