import type { Attachment } from '@aide/contracts/mail';
import { type SavedFile, savedFile } from '@aide/contracts/mail/outside';
import type { Part } from '@aide/contracts/operations';
import { z } from 'zod';

/**
 * What is kept while attachments are saved: what is there already, and what is begun. After a crash it says where to go on; meanwhile it says
 * how far it is.
 */
export const saving = z.object({
  /** Everything that is to be saved, in its order. */
  queue: z.array(z.object({ attachment: z.string(), name: z.string() })).default([]),
  files: z.array(savedFile),
  /** Its name in the folder was free when it was begun. Bytes. */
  pending: z
    .object({ attachment: z.string(), name: z.string(), size: z.number(), sent: z.number().default(0) })
    .optional(),
});
export type Saving = z.output<typeof saving>;

/**
 * Where to begin, or to go on.
 * @param kept what an attempt before has left; what failed in it is tried again
 */
export function resume(kept: unknown, chosen: Attachment[]): Saving {
  const before = saving.safeParse(kept).data;
  return {
    queue: chosen.map(({ id, name }) => ({ attachment: id, name })),
    files: before?.files.filter(({ state }) => state !== 'failed') ?? [],
    ...(before?.pending ? { pending: before.pending } : {}),
  };
}

const stateOf: Record<SavedFile['state'], Part['state']> = { saved: 'done', link: 'done', failed: 'failed' };

/** How far each file is. */
export function partsOf(kept: unknown): Part[] | undefined {
  const { data } = saving.safeParse(kept);
  return data?.queue.map(({ attachment, name }): Part => {
    const about = { id: attachment, title: name };
    const file = data.files.find((one) => one.attachment === attachment);
    if (file) return { ...about, state: stateOf[file.state], ...(file.note ? { note: file.note } : {}) };
    const { pending } = data;
    if (pending?.attachment !== attachment) return { ...about, state: 'queued' };
    const percent = pending.size > 0 ? Math.min(100, Math.floor((100 * pending.sent) / pending.size)) : 0;
    return { ...about, state: 'working', percent };
  });
}
