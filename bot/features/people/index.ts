import type { Feature } from '../feature.ts';
import { commands } from './commands.ts';
import { findQuery } from './find.ts';
import { peopleSearch } from './message-search.ts';
import { personQuery } from './person.ts';
import { optionalScopes, reasons } from './scopes.ts';
import { verbs } from './verbs.ts';

/** Colleagues: who they are, whom they work with, whether they are there, and how late it is for them. Reads only. */
export const people: Feature = {
  name: 'people',
  title: 'Colleagues',
  actions: [],
  queries: [findQuery, personQuery],
  commands,
  verbs,
  searches: [peopleSearch],
  optionalScopes,
  reasons,
};
