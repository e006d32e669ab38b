import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { type Change, changeTask } from '../change.ts';
import { foreign, named, noun } from './gist.ts';

export interface ChangeRequest {
  /** What the task is called, as it was said. */
  words: string;
  change: Change;
  sentence: string;
}
export type Read = Command<ChangeRequest>['read'];

export const run: Command<ChangeRequest>['run'] = (ctx, { words, change, sentence }) =>
  changeTask(ctx, words, change, sentence);

/** A reading of a task's name and what becomes of it; nothing when no task can be meant. */
export function reading(
  sentence: Sentence,
  name: string | undefined,
  change: Change,
  sureness: { task: number; bare: number },
) {
  const words = name === undefined ? '' : named(name);
  if (!words) return undefined;
  const called = noun.test(sentence.text);
  if (!called && foreign.test(sentence.text)) return undefined;
  const score = called ? sureness.task : sureness.bare;
  return score > 0 ? { score, request: { words, change, sentence: sentence.text } } : undefined;
}

/** The group `name` of the first pattern that fits. */
export const nameIn = (words: string, patterns: RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = pattern.exec(words)?.groups?.name;
    if (found) return found;
  }
  return undefined;
};

/** The words with their times: they belong to a title or a note. */
export const gistless = (sentence: Sentence): string =>
  sentence.text
    .trim()
    .replace(/^please /iu, '')
    .replace(/[.!]$/u, '');
