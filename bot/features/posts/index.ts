import type { Feature } from '../feature.ts';
import { commands } from './commands.ts';
import { editAction } from './edit.ts';
import { cancelPlanAction, planAction } from './plan.ts';
import { postAction, replyAction } from './post.ts';
import { postAsFileAction } from './post-as-file.ts';
import { chatsQuery, plannedQuery, previewQuery, tagsQuery, teamsQuery } from './queries.ts';
import { grantedScopes, optionalScopes, reasons } from './scopes.ts';
import { takeBackAction } from './take-back.ts';
import { composeVerbs } from './verbs/compose.ts';
import { sendVerbs } from './verbs/send.ts';

/** Posts in channels and messages in chats: write, preview, send now or later, reply, change and take back. */
export const posts: Feature = {
  name: 'posts',
  title: 'Channel posts and chat messages',
  actions: [postAction, replyAction, editAction, takeBackAction, planAction, cancelPlanAction, postAsFileAction],
  queries: [teamsQuery, chatsQuery, tagsQuery, previewQuery, plannedQuery],
  commands,
  verbs: [...composeVerbs, ...sendVerbs],
  optionalScopes,
  grantedScopes,
  reasons,
};
