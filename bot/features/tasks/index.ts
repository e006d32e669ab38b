import type { Feature } from '../feature.ts';
import { addAction } from './actions/add.ts';
import { attachAction } from './actions/attach.ts';
import { checkAction } from './actions/check.ts';
import { completeAction, reopenAction } from './actions/complete.ts';
import { deleteAction } from './actions/delete.ts';
import { detachAction } from './actions/detach.ts';
import { addListAction, deleteListAction, renameListAction } from './actions/lists.ts';
import { moveAction } from './actions/move.ts';
import { updateAction } from './actions/update.ts';
import { commands } from './commands.ts';
import { tasksSearch } from './message-search.ts';
import { attachmentsQuery, getQuery, listQuery, listsQuery, overviewQuery } from './queries.ts';
import { optionalScopes, reasons } from './scopes.ts';
import { understandQuery } from './understand.ts';
import { verbs } from './verbs.ts';

/** Microsoft To Do: add, see, complete, change and move tasks, their files, and their lists. */
export const tasks: Feature = {
  name: 'tasks',
  title: 'Tasks and reminders',
  actions: [
    addAction,
    completeAction,
    reopenAction,
    updateAction,
    moveAction,
    deleteAction,
    checkAction,
    attachAction,
    detachAction,
    addListAction,
    renameListAction,
    deleteListAction,
  ],
  queries: [listsQuery, overviewQuery, listQuery, getQuery, attachmentsQuery, understandQuery],
  commands,
  verbs,
  searches: [tasksSearch],
  optionalScopes,
  reasons,
};
