import type { GraphScope } from '../features/feature.ts';

/** Delegated scopes by what they are needed for. Whoever uses the directory asks for those of the functions it calls. */
export const directoryScopes = {
  profile: ['User.Read', 'MailboxSettings.Read'],
  // 'me' is answered from the profile.
  resolve: ['User.Read', 'MailboxSettings.Read', 'People.Read', 'User.ReadBasic.All'],
  rooms: ['Place.Read.All'],
  // Besides those of resolve. Asked for only when somebody wants a name to be looked for there.
  contacts: ['Contacts.Read'],
} satisfies Record<string, GraphScope[]>;

/** For docs/permissions.md and the consent page. */
export const directoryReasons: Record<GraphScope, string> = {
  'User.Read': 'To know your name and address.',
  'MailboxSettings.Read': 'To know your time zone and language, so that times are yours.',
  'People.Read': 'To find whom you mean by a name among the people you work with.',
  'User.ReadBasic.All': 'To find colleagues by name, and their addresses.',
  'Contacts.Read': 'Only when you look for somebody in your contacts: to find them, and how to reach them.',
  'Place.Read.All': 'To find meeting rooms that are large enough.',
};
