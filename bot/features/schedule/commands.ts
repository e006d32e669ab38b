import { attendeesCommand, lengthCommand, renameCommand, swapCommand } from './commands/adjust.ts';
import { agendaCommand, freeCommand, nextCommand } from './commands/agenda.ts';
import { cancelCommand, rescheduleCommand, respondCommand } from './commands/change.ts';
import { meetCommand } from './commands/meet.ts';
import { meetingsCommand, metCommand } from './commands/meetings.ts';
import { meetSeriesCommand } from './commands/series.ts';
import { seriesCommand } from './commands/series-change.ts';

/** What people can say about their calendar. */
export const commands = [
  meetCommand,
  meetSeriesCommand,
  agendaCommand,
  freeCommand,
  nextCommand,
  cancelCommand,
  rescheduleCommand,
  respondCommand,
  renameCommand,
  lengthCommand,
  attendeesCommand,
  swapCommand,
  seriesCommand,
  metCommand,
  meetingsCommand,
];
