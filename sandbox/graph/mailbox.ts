import { GraphFailure, type Route } from './area.ts';
import { itemNotFound } from './calendar/faults.ts';

/** What the folders of an Exchange mailbox have in common, of mail and of contacts. */
export interface MailboxFolder {
  id: string;
  displayName: string;
  /** null: the person made it. */
  wellKnownName: string | null;
}

/** What lists of messages and of contacts understand. https://learn.microsoft.com/graph/query-parameters */
export const itemListOptions: NonNullable<Route['options']> = [
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$skiptoken',
  '$search',
];

/** For an id that names nothing of this mailbox: 404 ErrorItemNotFound, or 400 when it is no id of Exchange. */
export const unknownId = (id: string): GraphFailure =>
  /^A[AQ](MkA|QkA|kALg)/.test(id)
    ? itemNotFound()
    : new GraphFailure(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');

/**
 * @param siblings the folders of the parent @param except the folder that is renamed
 * @throws GraphFailure 409 ErrorFolderExists when one of them has this name
 */
export function requireFreeName(siblings: readonly MailboxFolder[], displayName: string, except?: string): void {
  const name = displayName.toLowerCase();
  if (siblings.some((f) => f.id !== except && f.displayName.toLowerCase() === name))
    throw new GraphFailure(
      409,
      'ErrorFolderExists',
      `A folder with the specified name already exists., ${displayName}`,
    );
}

const distinguished = {
  deleted: 'ErrorDeleteDistinguishedFolder',
  renamed: 'ErrorCannotUpdateDistinguishedFolder',
  moved: 'ErrorMoveDistinguishedFolder',
};

/** @throws GraphFailure 400 for a folder that Outlook keeps itself */
export function requireOwn(folder: MailboxFolder, what: keyof typeof distinguished): void {
  if (folder.wellKnownName !== null)
    throw new GraphFailure(400, distinguished[what], `The distinguished folder cannot be ${what}.`);
}
