import type { File } from '@aide/contracts/files';
import { receivedItems } from '../../chat/files/received.ts';
import type { Context } from '../feature.ts';
import { fileOf, itemFields } from './item.ts';

/** The files that came with a message. @throws AideError not_found when one lies somewhere else, or is gone meanwhile */
export const receivedFiles = async (ctx: Context): Promise<File[]> =>
  (await receivedItems(ctx, ctx.graph, itemFields)).map((item) => fileOf(item, true));
