import type { Permission } from './permission.ts';

const groups = ['Group.Read.All', 'Group.ReadWrite.All'];
const channelRead = ['ChannelMessage.Read.All', ...groups];
const inChannel: Permission = { delegated: channelRead, application: channelRead };
const chatRead = ['Chat.Read', 'Chat.ReadWrite'];
const listChat: Permission = { delegated: chatRead, application: ['Chat.Read.All', 'Chat.ReadWrite.All'] };
const inChat: Permission = { delegated: chatRead, application: ['Chat.Read.All'] };

/** Messages are posted without a person only while a channel is migrated, and nobody migrates here. */
const personal = (...delegated: string[]): Permission => ({ delegated, application: [] });
const sendToChannel = personal('ChannelMessage.Send', 'Group.ReadWrite.All');
const sendToChat = personal('ChatMessage.Send', 'Chat.ReadWrite', 'Group.ReadWrite.All');
const reactInChat = personal('ChatMessage.Send', 'Chat.ReadWrite');

const channel = 'teams/{team}/channels/{channel}/messages';
const chat = 'chats/{chat}/messages';
const mine = '{user}/chats/{chat}/messages';

/** Reading and changing one message, and its images. */
const ofChannel = (message: string): Record<string, Permission> => ({
  [`GET ${message}`]: inChannel,
  [`PATCH ${message}`]: personal('ChannelMessage.ReadWrite', 'Group.ReadWrite.All'),
  [`POST ${message}/softDelete`]: personal('ChannelMessage.ReadWrite'),
  [`POST ${message}/undoSoftDelete`]: personal('ChannelMessage.ReadWrite'),
  [`POST ${message}/setReaction`]: personal('ChannelMessage.Send'),
  [`POST ${message}/unsetReaction`]: personal('ChannelMessage.Send'),
  ...hosted(message, inChannel),
});

const hosted = (message: string, permission: Permission): Record<string, Permission> => ({
  [`GET ${message}/hostedContents`]: permission,
  [`GET ${message}/hostedContents/{content}`]: permission,
  [`GET ${message}/hostedContents/{content}/$value`]: {
    ...permission,
    ...(message.startsWith('teams/') ? {} : { application: [] }),
    source: 'https://learn.microsoft.com/graph/api/chatmessagehostedcontent-get',
  },
});

export const messagePermissions: Record<string, Permission> = {
  [`GET ${channel}`]: inChannel,
  [`POST ${channel}`]: sendToChannel,
  [`GET ${channel}/delta`]: inChannel,
  ...ofChannel(`${channel}/{message}`),
  [`GET ${channel}/{message}/replies`]: inChannel,
  [`POST ${channel}/{message}/replies`]: sendToChannel,
  ...ofChannel(`${channel}/{message}/replies/{reply}`),
  [`GET ${chat}`]: listChat,
  [`POST ${chat}`]: sendToChat,
  [`POST ${chat}/replyWithQuote`]: {
    ...personal('ChatMessage.Send'),
    source: 'https://learn.microsoft.com/graph/api/chatmessage-replywithquote',
  },
  [`GET ${chat}/{message}`]: inChat,
  [`PATCH ${chat}/{message}`]: personal('Chat.ReadWrite', 'Group.ReadWrite.All'),
  [`POST ${chat}/{message}/setReaction`]: {
    ...reactInChat,
    source: 'https://learn.microsoft.com/graph/api/chatmessage-setreaction',
  },
  [`POST ${chat}/{message}/unsetReaction`]: {
    ...reactInChat,
    source: 'https://learn.microsoft.com/graph/api/chatmessage-unsetreaction',
  },
  ...hosted(`${chat}/{message}`, inChat),
  [`GET ${mine}`]: listChat,
  [`GET ${mine}/{message}`]: inChat,
  [`POST ${mine}/{message}/softDelete`]: personal('Chat.ReadWrite'),
  [`POST ${mine}/{message}/undoSoftDelete`]: personal('Chat.ReadWrite'),
  [`POST ${mine}/{message}/setReaction`]: reactInChat,
  [`POST ${mine}/{message}/unsetReaction`]: reactInChat,
  ...hosted(`${mine}/{message}`, inChat),
};
