import { type File, fileRef } from '@aide/contracts/files';
import { z } from 'zod';
import { textQuery } from '../../chat/files/kql.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { browseQuery } from './browse.ts';
import { listReply, pageSize } from './cards/list.ts';
import { recentQuery, searchFiles, sharedWithMeQuery } from './search.ts';

/** What a list on a card is of. */
export const list = z.object({
  title: z.string(),
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('search'), text: z.string() }),
    z.object({ kind: z.literal('recent') }),
    z.object({ kind: z.literal('shared'), text: z.string().optional() }),
    z.object({ kind: z.literal('folder'), folder: fileRef }),
  ]),
  /** Of the page: how many come before it; in a folder, the token of the page. */
  from: z.number().int().default(0),
  page: z.string().optional(),
});
export type List = z.output<typeof list>;

/** One page of a list. The next one is read when it is asked for. */
export async function showList(ctx: Context, wanted: List): Promise<Reply> {
  const reader = await ctx.profile();
  const { files, next, narrow } = await readPage(ctx, wanted);
  const draft = await ctx.drafts.put({ files, list: next ?? wanted });
  return listReply({
    title: wanted.title,
    files,
    draft,
    reader,
    ...(next ? { more: { label: 'More', verb: 'files.more', data: { draft } } } : {}),
    ...(narrow ? { note: narrow } : {}),
    empty: wanted.from > 0 || wanted.page ? 'That is all.' : 'Nothing.',
  });
}

const ownOnly = 'Only your own OneDrive: to look further, Aide needs your administrator’s consent.';

async function readPage(ctx: Context, wanted: List): Promise<{ files: File[]; next?: List; narrow?: string }> {
  const { of, from, page } = wanted;
  if (of.kind === 'folder') {
    const answer = await browseQuery.run(ctx, { folder: of.folder, top: pageSize, ...(page ? { page } : {}) });
    return { files: answer.files, ...(answer.next ? { next: { ...wanted, page: answer.next } } : {}) };
  }
  const window = { from, top: pageSize };
  const answer =
    of.kind === 'recent'
      ? await recentQuery.run(ctx, window)
      : of.kind === 'shared'
        ? await sharedWithMeQuery.run(ctx, { ...window, ...(of.text ? { text: of.text } : {}) })
        : await searchFiles(ctx, textQuery(of.text), window, of.text);
  return {
    files: answer.files,
    ...(answer.more ? { next: { ...wanted, from: from + pageSize } } : {}),
    ...(answer.everywhere ? {} : { narrow: ownOnly }),
  };
}
