import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { listReply, pageSize } from './cards/list.ts';
import { mailFolderNamed } from './folders.ts';
import { listQuery, searchQuery } from './list.ts';
import { short, type View } from './wish.ts';

/** A page of a list. @param from index of its first email */
export async function showMails(ctx: Context, view: View, from: number): Promise<Reply> {
  const now = await ctx.now();
  const { mails, more } = await pageOf(ctx, view, from);
  const draft = await ctx.drafts.put({ view, shown: mails.map(short) });
  return listReply({ title: view.title, mails, from, more, now, draft });
}

async function pageOf(ctx: Context, view: View, from: number) {
  const { folder, search, sender, unread, flagged, withAttachments, since, until } = view;
  if (search !== undefined || (sender && !sender.address)) {
    const who = sender && (sender.address ?? sender.name);
    const found = await searchQuery.run(ctx, {
      text: search ?? '',
      ...(who ? { from: who } : {}),
      ...(since ? { since: since.slice(0, 10) } : {}),
      ...(until ? { until: until.slice(0, 10) } : {}),
      skip: from,
      top: pageSize,
    });
    // What Exchange's search has no word for.
    const mails = found.mails.filter((mail) => (!unread || !mail.isRead) && (!flagged || mail.isFlagged));
    return { ...found, mails };
  }
  return listQuery.run(ctx, {
    folder: folder ? await mailFolderNamed(ctx, folder) : sender ? 'all' : 'inbox',
    unread,
    flagged,
    withAttachments,
    ...(sender?.address ? { from: sender.address } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    skip: from,
    top: pageSize,
  });
}
