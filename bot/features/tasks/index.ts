import type { Feature } from '../feature.ts';
import { addAction } from './actions/add.ts';
import { checkAction } from './actions/check.ts';
import { completeAction, reopenAction } from './actions/complete.ts';
import { deleteAction } from './actions/delete.ts';
import { addListAction, deleteListAction, renameListAction } from './actions/lists.ts';
import { moveAction } from './actions/move.ts';
import { updateAction } from './actions/update.ts';
import { commands } from './commands.ts';
import { tasksSearch } from './message-search.ts';
import { getQuery, listQuery, listsQuery, overviewQuery } from './queries.ts';
import { reasons } from './scopes.ts';
import { understandQuery } from './understand.ts';
import { verbs } from './verbs.ts';

/** Microsoft To Do: add, see, complete, change and move tasks, and their lists. */
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
    addListAction,
    renameListAction,
    deleteListAction,
  ],
  queries: [listsQuery, overviewQuery, listQuery, getQuery, understandQuery],
  commands,
  verbs,
  searches: [tasksSearch],
  reasons,
};
