import { selectedSites } from '../../chat/files/reach.ts';
import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/**
 * With a work account Files.Read and Files.ReadWrite open the person's own OneDrive, and each person can consent to them. Everything
 * beyond (what others share, sites) needs the .All scopes, an administrator's decision: they are asked for when something lies
 * there, and not before. https://learn.microsoft.com/graph/permissions-reference#files-permissions
 */
export const readScopes: GraphScope[] = ['Files.Read', ...directoryScopes.profile];
export const writeScopes: GraphScope[] = ['Files.ReadWrite', ...directoryScopes.profile];
export const peopleScopes: GraphScope[] = [...new Set([...readScopes, ...directoryScopes.resolve])];

/** To post a file: where, who reads there, and the post itself. */
export const postScopes: GraphScope[] = [
  ...writeScopes,
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'Chat.ReadBasic',
  'ChannelMessage.Send',
  'ChatMessage.Send',
];
export const placeScopes: GraphScope[] = [...readScopes, 'Team.ReadBasic.All', 'Channel.ReadBasic.All'];
/** To find a chat by its name, and to know who is in it. */
export const chatScopes: GraphScope[] = [...directoryScopes.profile, 'Chat.ReadBasic'];
/** A chat with somebody one has not written to yet is made first. */
export const beginChat: GraphScope[] = [...chatScopes, 'Chat.Create'];
/** To take a post back: an administrator's decision for channels, used only where it was made. */
export const takeBackPosts = { channel: ['ChannelMessage.ReadWrite'], chat: ['Chat.ReadWrite'] } satisfies Record<
  string,
  GraphScope[]
>;
/** To look after a breakdown whether a post arrived, where it may be read. Chat.ReadWrite reads as well. */
export const readPosts = { channel: ['ChannelMessage.Read.All'], chat: takeBackPosts.chat } satisfies Record<
  string,
  GraphScope[]
>;

/** To read what others share, and to search everywhere. `/search/query` knows no smaller scope. */
export const readEverywhere: GraphScope[] = ['Files.Read.All'];
export const writeEverywhere: GraphScope[] = ['Files.ReadWrite.All'];
/** To find sites by name. */
export const readSites: GraphScope[] = ['Sites.Read.All'];
export { selectedSites };

export const optionalScopes: GraphScope[] = [
  ...readEverywhere,
  ...writeEverywhere,
  ...readSites,
  'Chat.Create',
  ...takeBackPosts.chat,
];
export const grantedScopes: GraphScope[] = [...selectedSites, ...takeBackPosts.channel, ...readPosts.channel];

export const reasons: Record<GraphScope, string> = {
  ...directoryReasons,
  'Files.Read': 'To find and show the files in your OneDrive.',
  'Files.ReadWrite': 'To share, copy, move and upload files in your OneDrive, each only after you confirmed it.',
  'Files.Read.All': 'To find files that others share with you, and those of your sites.',
  'Files.ReadWrite.All': 'To share, copy and move files that are not in your own OneDrive, as far as you may yourself.',
  'Team.ReadBasic.All': 'To find the team whose channel you want to post a file in.',
  'Channel.ReadBasic.All': 'To find the channel that you want to post a file in.',
  'Chat.ReadBasic': 'To find the chat you want to post a file in, and to give those in it access.',
  'Chat.Create': 'To begin a chat with somebody you post a file to and have not written to yet.',
  'ChannelMessage.Send': 'To post a file in a channel as you, each time after you confirmed it.',
  'ChatMessage.Send': 'To post a file in a chat as you, each time after you confirmed it.',
  'ChannelMessage.ReadWrite': 'Optional: to take back a file that was posted in a channel.',
  'ChannelMessage.Read.All': 'Optional: to find out after a breakdown whether a file arrived in its channel.',
  'Chat.ReadWrite': 'Only when you take back a file that was posted in a chat.',
  'Sites.Read.All': 'To find SharePoint sites by their names.',
  'Sites.Selected': 'Instead of the wider permissions: only the sites that your administrator opens to Aide.',
};
