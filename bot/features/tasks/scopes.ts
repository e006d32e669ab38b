import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/** https://learn.microsoft.com/graph/permissions-reference#tasksread */
export const readScopes: GraphScope[] = ['Tasks.Read', ...directoryScopes.profile];
export const writeScopes: GraphScope[] = [...readScopes, 'Tasks.ReadWrite'];
const profile = Object.fromEntries(directoryScopes.profile.map((scope) => [scope, directoryReasons[scope] ?? '']));
export const reasons: Record<GraphScope, string> = {
  ...profile,
  'Tasks.Read': 'To show your tasks, what is due and what is overdue.',
  'Tasks.ReadWrite': 'To add, complete, change, move and delete your tasks and lists, when you ask for it.',
};
