import { messageCommand } from './commands/message.ts';
import { channelsCommand, editCommand, plannedCommand, takeBackCommand } from './commands/own.ts';
import { postCommand, replyCommand } from './commands/post.ts';

/** What people can say about posts and messages. */
export const commands = [
  postCommand,
  messageCommand,
  replyCommand,
  plannedCommand,
  editCommand,
  takeBackCommand,
  channelsCommand,
];
