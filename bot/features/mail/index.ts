import type { Feature } from '../feature.ts';
import { categoriseAction, deleteAction, flagAction, markReadAction, moveAction } from './actions/change.ts';
import { changeManyAction } from './actions/change-many.ts';
import { draftAction, forwardAction, replyAction, replyAllAction } from './actions/draft.ts';
import { forwardManyAction } from './actions/forward-many.ts';
import { saveAttachmentsAction } from './actions/save.ts';
import { sendAction } from './actions/send.ts';
import { sendDraftAction } from './actions/send-draft.ts';
import { toChannelAction } from './actions/to-channel.ts';
import { toTaskAction } from './actions/to-task.ts';
import { commands } from './commands.ts';
import { facts } from './facts.ts';
import { getQuery } from './get.ts';
import { foldersQuery, listQuery, searchQuery } from './list.ts';
import { references } from './references.ts';
import { grantedScopes, optionalScopes, reasons } from './scopes.ts';
import { doneQuery, participantsQuery, threadQuery } from './thread.ts';
import { verbs } from './verbs.ts';

/** Mail: read, search, answer and forward, file away, and make tasks, files and posts of it. */
export const mail: Feature = {
  name: 'mail',
  title: 'Email',
  actions: [
    draftAction,
    replyAction,
    replyAllAction,
    forwardAction,
    sendAction,
    sendDraftAction,
    moveAction,
    categoriseAction,
    flagAction,
    markReadAction,
    deleteAction,
    changeManyAction,
    forwardManyAction,
    saveAttachmentsAction,
    toTaskAction,
    toChannelAction,
  ],
  queries: [listQuery, getQuery, threadQuery, searchQuery, participantsQuery, doneQuery, foldersQuery],
  commands,
  verbs,
  facts,
  references,
  optionalScopes,
  grantedScopes,
  reasons,
};
