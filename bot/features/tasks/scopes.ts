import { directoryReasons, directoryScopes } from '../../directory/scopes.ts';
import type { GraphScope } from '../feature.ts';

/** https://learn.microsoft.com/graph/permissions-reference#tasksread */
export const readScopes: GraphScope[] = ['Tasks.Read', ...directoryScopes.profile];
export const writeScopes: GraphScope[] = [...readScopes, 'Tasks.ReadWrite'];

/** What is attached is read where it lies: each of these is asked for when something of that kind is attached, and not before. */
export const readOwnFiles: GraphScope[] = ['Files.Read'];
export const readFilesEverywhere: GraphScope[] = ['Files.Read.All'];
export const readMail: GraphScope[] = ['Mail.Read'];
export const optionalScopes: GraphScope[] = [...readOwnFiles, ...readFilesEverywhere, ...readMail];

const profile = Object.fromEntries(directoryScopes.profile.map((scope) => [scope, directoryReasons[scope] ?? '']));
export const reasons: Record<GraphScope, string> = {
  ...profile,
  'Tasks.Read': 'To show your tasks, what is due and what is overdue.',
  'Tasks.ReadWrite': 'To add, complete, change, move and delete your tasks and lists, when you ask for it.',
  'Files.Read': 'To attach a file of your OneDrive to a task.',
  'Files.Read.All': 'To attach a file that others share with you, or one of a site, to a task.',
  'Mail.Read': 'To attach a file of an email to a task.',
};
