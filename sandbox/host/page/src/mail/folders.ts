/** What the view reads of Graph's mailFolder. */
export interface MailFolder {
  id: string;
  displayName: string;
  parentFolderId: string;
  childFolderCount: number;
  unreadItemCount: number;
  totalItemCount: number;
}

/** Names that stand for a folder's id, in the order in which Outlook shows them. */
export const wellKnownNames = [
  'inbox',
  'drafts',
  'sentitems',
  'archive',
  'deleteditems',
  'junkemail',
  'outbox',
  'conversationhistory',
] as const;
export type WellKnown = (typeof wellKnownNames)[number];

export interface FolderNode extends MailFolder {
  /** Names it in addresses: the well-known name, else the id. */
  key: string;
  wellKnown?: WellKnown;
  /** 0 = at the top. */
  depth: number;
}

/** Outlook shows these only when something is in them. */
const seldom = new Set<string | undefined>(['outbox', 'conversationhistory']);

/**
 * The tree as it is shown: well-known folders first, each followed by what is in it.
 * @param known ids of the well-known folders: Graph 1.0 does not tell them in the folder itself
 */
export function folderTree(folders: readonly MailFolder[], known: ReadonlyMap<string, WellKnown>): FolderNode[] {
  const ids = new Set(folders.map(({ id }) => id));
  const place = (folder: MailFolder) => {
    const name = known.get(folder.id);
    return name === undefined ? wellKnownNames.length : wellKnownNames.indexOf(name);
  };
  const inOrder = [...folders].sort((a, b) => place(a) - place(b) || a.displayName.localeCompare(b.displayName));
  const under = (parent: string | undefined, depth: number): FolderNode[] =>
    inOrder
      // At the top stand those whose parent is not in the list: the mailbox's root never is.
      .filter(({ parentFolderId }) => (ids.has(parentFolderId) ? parentFolderId : undefined) === parent)
      .flatMap((folder) => {
        const wellKnown = known.get(folder.id);
        return [{ ...folder, key: wellKnown ?? folder.id, wellKnown, depth }, ...under(folder.id, depth + 1)];
      });
  return under(undefined, 0).filter(({ wellKnown, totalItemCount }) => !seldom.has(wellKnown) || totalItemCount > 0);
}

/** The number beside a folder: what is unread; in Drafts all that is there. */
export const countOf = ({ wellKnown, unreadItemCount, totalItemCount }: FolderNode): number =>
  wellKnown === 'drafts' ? totalItemCount : wellKnown === 'deleteditems' ? 0 : unreadItemCount;

/** Where everything is the person's own. */
export const isOwn = (folder: FolderNode | undefined): boolean =>
  folder?.wellKnown === 'drafts' || folder?.wellKnown === 'sentitems' || folder?.wellKnown === 'outbox';
