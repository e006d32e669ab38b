import type { Task } from '@aide/contracts/tasks';
import { plainWords } from '../../chat/words.ts';

/** Words that help to say which task is meant and are in no title. */
const small = new Set('a an and the my our in on from of to for with list task tasks todo about'.split(' '));

/**
 * Which tasks are meant by some words: those with exactly this title; if there is none, those whose title, or list, has all of
 * the words or what begins with them.
 */
export function tasksNamed(tasks: Task[], words: string): { fitting: Task[]; near: Task[] } {
  const all = plainWords(words);
  const telling = all.filter((word) => !small.has(word));
  const wanted = telling.length > 0 ? telling : all;
  if (wanted.length === 0) return { fitting: [], near: [] };
  const same = tasks.filter((task) => plainWords(task.title).join(' ') === all.join(' '));
  if (same.length > 0) return { fitting: same, near: [] };
  const begins = (among: string[], word: string) => among.some((w) => w.startsWith(word));
  const scored = tasks.map((task) => {
    const title = plainWords(task.title);
    const list = plainWords(task.list);
    const hits = wanted.filter((word) => begins(title, word)).length;
    return { task, hits, all: hits > 0 && wanted.every((word) => begins(title, word) || begins(list, word)) };
  });
  const fitting = scored.filter(({ all: fits }) => fits).map(({ task }) => task);
  const near = scored
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ task }) => task);
  return { fitting, near: fitting.length > 0 ? [] : near };
}
