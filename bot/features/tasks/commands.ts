import { addCommand } from './commands/add.ts';
import { attachCommand, attachmentsCommand, detachCommand } from './commands/attach.ts';
import { completeCommand, deleteCommand, importanceCommand, reopenCommand } from './commands/change.ts';
import { moveCommand, noteCommand, renameCommand, stepCommand } from './commands/edit.ts';
import { deleteListCommand, exportCommand, listsCommand, newListCommand, renameListCommand } from './commands/lists.ts';
import { rescheduleCommand } from './commands/reschedule.ts';
import { listCommand, overviewCommand, taskCommand } from './commands/show.ts';

/** What people can say about their tasks. */
export const commands = [
  addCommand,
  overviewCommand,
  completeCommand,
  rescheduleCommand,
  listCommand,
  taskCommand,
  reopenCommand,
  renameCommand,
  noteCommand,
  importanceCommand,
  moveCommand,
  deleteCommand,
  stepCommand,
  attachCommand,
  attachmentsCommand,
  detachCommand,
  listsCommand,
  newListCommand,
  renameListCommand,
  deleteListCommand,
  exportCommand,
];
