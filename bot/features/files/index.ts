import type { Feature } from '../feature.ts';
import { browseQuery, drivesQuery, getQuery, sitesQuery } from './browse.ts';
import { changeAccessAction } from './change-access.ts';
import { channelFolderQuery } from './channel-folder.ts';
import { folderCommand, recentCommand, searchCommand, sharedCommand, sitesCommand } from './commands/lists.ts';
import { createFolderCommand, receivedCommand } from './commands/more.ts';
import { wishCommands } from './commands/wishes.ts';
import { copyAction } from './copy.ts';
import { createFolderAction } from './create-folder.ts';
import { deleteAction } from './delete.ts';
import { linkAction } from './link.ts';
import { filesSearch } from './message-search.ts';
import { moveAction, renameAction } from './move.ts';
import { accessQuery } from './permissions.ts';
import { postAction } from './post.ts';
import { revokeAction } from './revoke.ts';
import { grantedScopes, optionalScopes, reasons } from './scopes.ts';
import { recentQuery, searchQuery, sharedWithMeQuery } from './search.ts';
import { shareAction } from './share.ts';
import { uploadAction } from './upload.ts';
import { verbs } from './verbs.ts';

/** Files in OneDrive and SharePoint: find, share, link, copy, move, upload, and see who has access. */
export const files: Feature = {
  name: 'files',
  title: 'Files',
  actions: [
    shareAction,
    linkAction,
    changeAccessAction,
    revokeAction,
    postAction,
    copyAction,
    moveAction,
    renameAction,
    createFolderAction,
    deleteAction,
    uploadAction,
  ],
  queries: [
    recentQuery,
    searchQuery,
    browseQuery,
    sharedWithMeQuery,
    getQuery,
    accessQuery,
    sitesQuery,
    drivesQuery,
    channelFolderQuery,
  ],
  commands: [
    ...wishCommands,
    recentCommand,
    searchCommand,
    sharedCommand,
    folderCommand,
    sitesCommand,
    createFolderCommand,
    receivedCommand,
  ],
  verbs,
  searches: [filesSearch],
  optionalScopes,
  grantedScopes,
  reasons,
};
