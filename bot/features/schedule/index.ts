import type { Feature } from '../feature.ts';
import { agendaQuery, freeQuery, nextQuery } from './agenda.ts';
import { freeBusyQuery, roomsQuery } from './availability.ts';
import { bookAction } from './book.ts';
import { cancelAction } from './cancel.ts';
import { commands } from './commands.ts';
import { proposeQuery } from './propose.ts';
import { rescheduleAction } from './reschedule.ts';
import { respondAction } from './respond.ts';
import { reasons } from './scopes.ts';
import { verbs } from './verbs.ts';

/** Meetings: find a time that suits everybody, book, move, cancel and answer them, and see what is on. */
export const schedule: Feature = {
  name: 'schedule',
  title: 'Meetings and your calendar',
  actions: [bookAction, cancelAction, rescheduleAction, respondAction],
  queries: [proposeQuery, freeBusyQuery, roomsQuery, agendaQuery, freeQuery, nextQuery],
  commands,
  verbs,
  reasons,
};
