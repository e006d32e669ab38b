import { type Understood, understandInput, understandOutput } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import { inWords } from '../../chat/recurrence.ts';
import { readSentence } from '../../language/read.ts';
import type { Query } from '../feature.ts';
import { readAdd } from './commands/add.ts';
import { knownLists, listsNamed, readLists } from './lists.ts';
import { recurrenceOf } from './repeat.ts';
import { readScopes } from './scopes.ts';
import type { TaskWish } from './wish.ts';

/** Reads a line as chat does. Nothing is written; Graph is asked for nothing but the lists, and only when one may be named. */
export const understandQuery: Query<typeof understandInput, Understood> = {
  name: 'tasks.understand',
  title: 'What a line says about a task',
  scopes: readScopes,
  input: understandInput,
  output: understandOutput,
  async run(ctx, { text }) {
    const [now, reader] = await Promise.all([ctx.now(), ctx.profile()]);
    const wish = wishOf(text, now, reader.locale);
    const named = wish.perhaps?.list ?? wish.list;
    const lists = named ? ((await knownLists(ctx)) ?? (await readLists(ctx))) : [];
    const found = named ? listsNamed(lists, named).filter((list) => list.kind !== 'flagged') : [];
    const list = found.length === 1 ? found[0] : undefined;
    // "talk to Megan": there is no such list, so it belongs to the title; "milk to Groceries" names one.
    // What no task can repeat on stays where it was typed, and is seen there.
    const isWhole = wish.unrepeatable !== undefined || (named && !list && !wish.perhaps);
    const title = (list && !isWhole && wish.perhaps?.title) || (isWhole ? text : wish.title);
    const { due, reminder, importance, note, repeat } = wish;
    const zone = now.zoneName!;
    return {
      ...(title ? { title: Array.from(title).slice(0, 255).join('').slice(0, 255) } : {}),
      ...(list ? { listId: list.id, list: list.name } : {}),
      ...(due ? { due } : {}),
      ...(reminder ? { reminder } : {}),
      importance,
      ...(note ? { note } : {}),
      ...(repeat && due ? { repeat, repeats: inWords(recurrenceOf(repeat, due, zone), reader) } : {}),
      timeZone: zone,
    };
  },
};

/** What is said in full ("remind me to …", "add milk to Groceries"), or just the task. */
function wishOf(text: string, now: DateTime, locale: string): Pick<TaskWish, 'importance'> & Partial<TaskWish> {
  const read = (sentence: string) => readAdd(readSentence(sentence, { now, locale }))?.request;
  return read(text) ?? read(`todo: ${text}`) ?? { title: text, importance: 'normal' };
}
