import type { AddInput, Understood } from '@aide/contracts/tasks';
import { instantOf } from './local-time.ts';

/**
 * What is added: what was understood, and before it what was chosen beside the line. What is longer than a title is in the note as a
 * whole.
 * @param chosen due 'yyyy-MM-dd', reminder 'yyyy-MM-ddTHH:mm' by the person's clock; '' = not chosen
 */
export function addInputOf(
  text: string,
  { title, due, reminder, importance, note, repeat, listId }: Understood,
  chosen: { due: string; reminder: string; listId?: string },
  timeZone: string,
): AddInput {
  const day = chosen.due || due;
  const rings = instantOf(chosen.reminder, timeZone) ?? reminder;
  const list = listId ?? chosen.listId;
  const cut = text.trim().length > 255 && (title ?? '').length >= 250;
  const notes = [cut ? text.trim() : undefined, note].filter(Boolean).join('\n\n');
  return {
    title: title ?? text.trim().slice(0, 255),
    importance,
    ...(day ? { due: day } : {}),
    ...(rings ? { reminder: rings } : {}),
    ...(list ? { listId: list } : {}),
    ...(notes ? { note: notes } : {}),
    ...(repeat && day ? { repeat } : {}),
  };
}
