import { connect, files, raw } from './browser.ts';
import { activities, cards, invokes, sentences } from './chat.ts';
import type { Door } from './door.ts';
import { actions, headers, operations, queries, uploads } from './rest.ts';

/** Every way into Aide. */
export const doors: Door[] = [
  sentences,
  activities,
  invokes,
  cards,
  actions,
  queries,
  operations,
  uploads,
  headers,
  connect,
  files,
  raw,
];
