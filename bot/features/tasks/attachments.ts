import type { Attachment, TaskRef } from '@aide/contracts/tasks';
import type { AttachmentBase } from '@microsoft/microsoft-graph-types';
import { plainWords } from '../../chat/words.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { attachmentOf, goneOr, taskPath } from './task.ts';

/** The files at a task, without their bytes. @throws AideError not_found with a way forward */
export async function readAttachments(ctx: Pick<Context, 'graph'>, ref: TaskRef): Promise<Attachment[]> {
  try {
    return (await ctx.graph.list<AttachmentBase>(taskPath(ref, 'attachments'))).map(attachmentOf);
  } catch (error) {
    throw goneOr(error);
  }
}

/**
 * A file that came to the task since something began: To Do takes no key from a client, so it is known by its name and its size.
 * @param before ids of those that were there
 */
export const addedSince = (
  there: Attachment[],
  before: readonly string[],
  { name, size }: Pick<Attachment, 'name' | 'size'>,
): Attachment | undefined =>
  // Exchange counts more than the content of a file.
  there.find((one) => !before.includes(one.id) && one.name === name && one.size >= size);

/** @throws AideError not_found */
export function attachmentIn(there: Attachment[], id: string): Attachment {
  const found = there.find((one) => one.id === id);
  if (found) return found;
  throw new AideError('not_found', {
    userMessage: 'This file is not at the task any more.',
    remedy: 'Look at the task to see what is attached.',
  });
}

/** Which of them is meant: the one with this name, with or without its extension; else those that have all the words. None said: all. */
export function attachmentsNamed(there: Attachment[], said: string | undefined): Attachment[] {
  const wanted = plainWords(said ?? '').filter((word) => !small.has(word));
  if (wanted.length === 0) return there;
  const same = there.filter(({ name }) =>
    [name, name.replace(/\.[\p{L}\p{N}]{1,12}$/u, '')].some((one) => plainWords(one).join(' ') === wanted.join(' ')),
  );
  if (same.length > 0) return same;
  return there.filter(({ name }) => {
    const words = plainWords(name);
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  });
}
const small = new Set(['the', 'a', 'an', 'my', 'file', 'attachment', 'it', 'this', 'that']);
