import { agendaCommand, freeCommand, nextCommand } from './commands/agenda.ts';
import { cancelCommand, rescheduleCommand, respondCommand } from './commands/change.ts';
import { meetCommand } from './commands/meet.ts';

/** What people can say about their calendar. */
export const commands = [
  meetCommand,
  agendaCommand,
  freeCommand,
  nextCommand,
  cancelCommand,
  rescheduleCommand,
  respondCommand,
];
