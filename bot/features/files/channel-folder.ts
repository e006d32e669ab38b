import { channelFolderInput, type File, file } from '@aide/contracts/files';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import type { Query } from '../feature.ts';
import { fileOf } from './item.ts';
import { beyond } from './reach.ts';
import { readEverywhere, readScopes } from './scopes.ts';

/** https://learn.microsoft.com/graph/api/channel-get-filesfolder */
export const channelFolderQuery: Query<typeof channelFolderInput, File> = {
  name: 'files.channelFolder',
  title: 'The folder of a channel',
  scopes: readScopes,
  input: channelFolderInput,
  output: file,
  run: (ctx, { teamId, channelId }) =>
    beyond(ctx, readEverywhere, async (graph) => {
      const path = `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/filesFolder`;
      const item = await graph.get<DriveItem>(path);
      // It is made when somebody first opens "Files" in Teams.
      if (!item.id || !item.parentReference?.driveId) throw notReady();
      return fileOf(item, false);
    }),
};

const notReady = () =>
  new AideError('not_found', {
    userMessage: 'This channel has no folder yet.',
    remedy: 'Open the tab "Files" of the channel once in Teams, then try again.',
  });
