import type { File } from '@aide/contracts/files';
import { wantedQuery } from '../../chat/files/kql.ts';
import { bestOf, type Wanted } from '../../chat/files/wanted.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { whichReply } from './cards/ask.ts';
import { searchFiles } from './search.ts';
import type { Wish } from './wish.ts';

/** Files on a card of choices. */
export const mostChoices = 5;
/** Files looked at to find the one that is meant. */
const most = 25;

/** The file somebody means, or the question that settles it. */
export async function findFile(ctx: Context, which: Wanted, wish: Wish): Promise<{ file: File } | { ask: Reply }> {
  const folders = which.folder === true;
  const { files, everywhere } = await searchFiles(
    ctx,
    wantedQuery(which),
    { from: 0, top: most },
    which.name ?? which.words.join(' '),
  );
  const kind = files.filter((file) => !folders || file.kind === 'folder');
  const [first, ...others] = bestOf(kind, which);
  if (first && others.length === 0) return { file: first };
  const shown = (first ? [first, ...others] : kind).slice(0, mostChoices);
  const reader = await ctx.profile();
  const draft = await ctx.drafts.put({ wish, files: shown });
  return {
    ask: whichReply({
      text: which.text,
      files: shown,
      found: first !== undefined,
      everywhere,
      draft,
      reader,
      folders,
    }),
  };
}
