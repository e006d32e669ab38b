import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/** To know where one can post: teams, channels and chats, nothing of what is said in them. */
export const placeScopes: GraphScope[] = [
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'Chat.ReadBasic',
  ...directoryScopes.profile,
];
export const composeScopes: GraphScope[] = [...new Set([...placeScopes, ...directoryScopes.resolve])];
export const sendScopes: GraphScope[] = [
  ...placeScopes,
  'ChannelMessage.Send',
  'ChatMessage.Send',
  // A chat with somebody one has not written to yet is made first.
  'Chat.Create',
];
export const fileScopes: GraphScope[] = [...placeScopes, 'ChannelMessage.Send', 'Files.ReadWrite.All'];

/** To change or delete one's own message, and to read it: other permissions in channels than in chats. */
export const changing = {
  channel: { write: ['ChannelMessage.ReadWrite'], read: ['ChannelMessage.Read.All'] },
  // Chat.ReadWrite reads as well.
  chat: { write: ['Chat.ReadWrite'], read: ['Chat.Read'] },
} satisfies Record<string, { write: GraphScope[]; read: GraphScope[] }>;
/** To find the message that is answered, and to show what it says. Sending the answer takes no more than any message. */
export const quoteScopes: GraphScope[] = changing.chat.read;
export const tagScopes: GraphScope[] = ['TeamworkTag.Read'];

/** Asked for when a message in a chat is changed or taken back, when one is answered by its author's name, and when a tag is mentioned. */
export const optionalScopes: GraphScope[] = [...changing.chat.write, ...quoteScopes, ...tagScopes];
/** Without them a post in a channel stays, and one whose fate is not known is not looked for. */
export const grantedScopes: GraphScope[] = [...changing.channel.write, ...changing.channel.read];

export const reasons: Record<GraphScope, string> = {
  ...directoryReasons,
  'Team.ReadBasic.All': 'To find the team you want to post in by its name.',
  'Channel.ReadBasic.All': 'To find the channel you want to post in by its name.',
  'Chat.ReadBasic': 'To find the chat you want to write in by its name or its members.',
  'ChannelMessage.Send': 'To post in channels and reply there as you, each time after you confirmed it.',
  'ChatMessage.Send': 'To send messages in chats as you, each time after you confirmed it.',
  'Chat.Create': 'To begin a chat with somebody you have not written to yet.',
  'Files.ReadWrite.All': 'To put a text that is too long for a post into the channel’s folder, when you agree.',
  'ChannelMessage.ReadWrite': 'Optional: to change your posts in channels, and to take them back.',
  'ChannelMessage.Read.All': 'Optional: to find out after a breakdown whether your post arrived.',
  'Chat.ReadWrite': 'Only when you change a message in a chat, or take it back.',
  'Chat.Read':
    'Only when you answer somebody’s message in a chat, to find it and quote it; then also to find out after a breakdown whether yours arrived.',
  'TeamworkTag.Read': 'Only when you mention a tag: to find it by its name.',
};
