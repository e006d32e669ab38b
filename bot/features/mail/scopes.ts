import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/** Mail.ReadBasic shows no text. https://learn.microsoft.com/graph/permissions-reference#mailread */
export const readScopes: GraphScope[] = ['Mail.Read', ...directoryScopes.profile];
/** To read, with whom is meant by a name. */
export const peopleScopes: GraphScope[] = [...new Set([...readScopes, ...directoryScopes.resolve])];
export const writeScopes: GraphScope[] = [...readScopes, 'Mail.ReadWrite'];
export const sendScopes: GraphScope[] = [...writeScopes, 'Mail.Send'];
export const saveScopes: GraphScope[] = [...readScopes, 'Files.ReadWrite'];
export const taskScopes: GraphScope[] = [...readScopes, 'Tasks.ReadWrite'];
/** To find the channel that is meant. */
export const placeScopes: GraphScope[] = [...peopleScopes, 'Team.ReadBasic.All', 'Channel.ReadBasic.All'];
export const channelScopes: GraphScope[] = [
  ...readScopes,
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Send',
];

/** Folders that are not in the person's own OneDrive, those of channels included. */
export const otherDrives: GraphScope[] = ['Files.ReadWrite.All'];
/** To take a post back, and to find out after a breakdown whether it is there: an administrator's decision, used where it was made. */
export const takeBack: GraphScope[] = ['ChannelMessage.ReadWrite'];
export const lookFor: GraphScope[] = ['ChannelMessage.Read.All'];

export const optionalScopes: GraphScope[] = otherDrives;
export const grantedScopes: GraphScope[] = [...takeBack, ...lookFor];

export const reasons: Record<GraphScope, string> = {
  ...directoryReasons,
  'Mail.Read': 'To show and search your mail, and to see what an email is about when you work with it.',
  'Mail.ReadWrite': 'To write drafts, and to move, flag, categorise and delete mail, when you ask for it.',
  'Mail.Send': 'To send mail as you, each time after you confirmed it.',
  'Files.ReadWrite': 'To save attachments in your OneDrive.',
  'Files.ReadWrite.All':
    'To save attachments on a site, or to put an email that is too long for a post into the channel’s folder.',
  'Tasks.ReadWrite': 'To make a task of an email.',
  'Team.ReadBasic.All': 'To find the team in which you want to post an email.',
  'Channel.ReadBasic.All': 'To find the channel in which you want to post an email.',
  'ChannelMessage.Send': 'To post an email in a channel as you, each time after you confirmed it.',
  'ChannelMessage.ReadWrite': 'To take an email back that was posted in a channel.',
  'ChannelMessage.Read.All': 'To find out after a breakdown whether your post arrived.',
};
