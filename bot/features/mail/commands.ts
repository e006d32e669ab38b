import { changeCommand, channelCommand, saveCommand, taskCommand } from './commands/act.ts';
import { forwardCommand, replyCommand } from './commands/answer.ts';
import { listCommand, readCommand, searchCommand } from './commands/list.ts';
import { sendCommand } from './commands/send.ts';

/** What people can say about their mail. */
export const commands = [
  listCommand,
  readCommand,
  sendCommand,
  replyCommand,
  forwardCommand,
  searchCommand,
  saveCommand,
  taskCommand,
  channelCommand,
  changeCommand,
];
