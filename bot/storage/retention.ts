/** What Aide keeps in Tables, and for how long after it was last written. The privacy page says the same, from here. */
export const retention: Kept[] = [
  { table: 'activities', days: 2, what: 'That a message of yours was answered, so that it is not answered twice' },
  { table: 'exchanges', days: 2, what: 'That a sign-in was finished, so that it is not finished twice' },
  { table: 'connects', days: 2, what: 'That a sign-in window was used' },
  { table: 'waiting', days: 2, what: 'What you said before you had signed in, until it is carried out' },
  { table: 'questions', days: 2, what: 'The question that Aide asked you last' },
  { table: 'obocache', days: 2, what: 'Access tokens for Microsoft Graph, encrypted' },
  { table: 'drafts', days: 8, what: 'What the buttons of a card are about' },
  { table: 'profiles', days: 8, what: 'Your name, address, time zone and language' },
  { table: 'knowledge', days: 8, what: 'Ids of your lists and the like, so that they are not read again each time' },
  { table: 'rooms', days: 8, what: 'The rooms of your organisation' },
  { table: 'aliases', days: 366, what: 'Whom you mean by a name' },
  { table: 'plans', days: 366, what: 'What you planned for later' },
  { table: 'plansdue', days: 366, what: 'When a plan is due' },
  { table: 'operations', days: 180, what: 'What Aide did for you and what is needed to take it back' },
  { table: 'recent', days: 180, what: 'The order in which it was done' },
  { table: 'operationsabout', days: 180, what: 'What it was done about, e.g. an email thread, as a hash' },
  { table: 'audit', days: 366, what: 'Who did what and when, without contents' },
  { table: 'conversations', what: 'Where Aide can write to you in Teams: until Aide is removed there' },
  { table: 'teamids', what: 'Which team a conversation of Teams belongs to' },
];

export interface Kept {
  /** Name of the table, without the prefix. */
  table: string;
  /** Absent: it is deleted by whoever wrote it. */
  days?: number;
  /** In words, for the privacy page. */
  what: string;
}
