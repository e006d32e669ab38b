import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { plainWords } from '../../chat/words.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { readFolders } from './list.ts';
import { isGone } from './message.ts';

/** What people call the folders that every mailbox has. */
const wellKnown: Record<string, string> = {
  inbox: 'inbox',
  archive: 'archive',
  'deleted items': 'deleteditems',
  deleted: 'deleteditems',
  trash: 'deleteditems',
  bin: 'deleteditems',
  'recycle bin': 'deleteditems',
  junk: 'junkemail',
  'junk email': 'junkemail',
  'junk mail': 'junkemail',
  spam: 'junkemail',
  drafts: 'drafts',
  sent: 'sentitems',
  'sent items': 'sentitems',
  'sent mail': 'sentitems',
  outbox: 'outbox',
};

const simple = (name: string) =>
  plainWords(name)
    .filter((word) => !['the', 'my', 'our', 'folder', 'folders'].includes(word))
    .join(' ');

/** A well-known name for what people call a folder; undefined for one of their own. */
export const wellKnownFolder = (name: string): string | undefined => wellKnown[simple(name)];

/** The id, or well-known name, of a mail folder. @throws AideError not_found with the names there are */
export async function mailFolderNamed(ctx: Context, name: string): Promise<string> {
  const known = wellKnownFolder(name);
  if (known) return known;
  const folders = await readFolders(ctx);
  const wanted = simple(name);
  const same = folders.filter((folder) => simple(folder.name) === wanted);
  const found = same.length > 0 ? same : folders.filter((folder) => simple(folder.name).startsWith(wanted));
  if (found.length === 1 && wanted) return found[0]!.id;
  const names = (found.length > 1 ? found : folders).slice(0, 12).map(({ path }) => path);
  throw new AideError('not_found', {
    message: 'no such mail folder',
    userMessage:
      found.length > 1 ? `There are several mail folders called ${name}.` : `You have no mail folder called ${name}.`,
    remedy: `These are yours: ${names.join(', ')}.`,
  });
}

/** A folder of the person's OneDrive by its name, or its path with slashes. @throws AideError not_found */
export async function folderNamed(ctx: Context, name: string): Promise<{ itemId: string } | undefined> {
  const parts = name
    .split('/')
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0 || /^(?:my )?(?:one ?drive|files|drive)$/i.test(name.trim())) return undefined;
  try {
    const path = `/me/drive/root:/${parts.map(encodeURIComponent).join('/')}`;
    const item = await ctx.graph.get<DriveItem>(path, { $select: 'id,folder' });
    if (item.folder && item.id) return { itemId: item.id };
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  throw new AideError('not_found', {
    message: 'no such folder in OneDrive',
    userMessage: `There is no folder called ${name} in your OneDrive.`,
    remedy: 'Leave the folder out to save at the top of your OneDrive, or create it first.',
  });
}
