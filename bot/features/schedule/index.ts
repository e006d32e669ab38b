import type { Feature } from '../feature.ts';
import { agendaQuery, freeQuery, nextQuery } from './agenda.ts';
import { attendeesAction } from './attendees.ts';
import { attendeesAllAction } from './attendees-all.ts';
import { freeBusyQuery, roomsQuery } from './availability.ts';
import { bookAction } from './book.ts';
import { cancelAction } from './cancel.ts';
import { cancelAllAction } from './cancel-all.ts';
import { commands } from './commands.ts';
import { facts } from './facts.ts';
import { moveAllAction } from './move-all.ts';
import { proposeQuery } from './propose.ts';
import { references } from './references.ts';
import { renameAction } from './rename.ts';
import { rescheduleAction } from './reschedule.ts';
import { respondAction } from './respond.ts';
import { reasons } from './scopes.ts';
import { changeSeriesAction } from './series/change.ts';
import { endSeriesAction } from './series/end.ts';
import { proposeSeriesQuery } from './series/propose.ts';
import { verbs } from './verbs.ts';

/** Meetings: find a time that suits everybody, book, move, cancel and answer them, and see what is on. */
export const schedule: Feature = {
  name: 'schedule',
  title: 'Meetings and your calendar',
  actions: [
    bookAction,
    cancelAction,
    cancelAllAction,
    rescheduleAction,
    moveAllAction,
    renameAction,
    attendeesAction,
    attendeesAllAction,
    respondAction,
    endSeriesAction,
    changeSeriesAction,
  ],
  queries: [proposeQuery, proposeSeriesQuery, freeBusyQuery, roomsQuery, agendaQuery, freeQuery, nextQuery],
  commands,
  verbs,
  facts,
  references,
  reasons,
};
