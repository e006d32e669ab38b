import type { Mail } from '@aide/contracts/mail';
import { plainWords } from '../../chat/words.ts';
import type { Context } from '../feature.ts';
import { folderIds, readList, searchQuery } from './list.ts';
import type { Which, Wish } from './wish.ts';

/** Among so many newest ones it is looked for. */
const depth = 25;
/** So many can be worked with at once. */
export const mostAtOnce = 100;

/** Emails that may be meant, newest first; of "the last one" only that. One round trip, or two at once. */
export async function findMails(ctx: Context, { which, sender }: Wish): Promise<Mail[]> {
  const wanted = which ?? ({ latest: true } as Which);
  const { all, count, latest, from: _, ...rest } = wanted;
  const mails = await mailsWith(ctx, { ...rest, sender, top: all ? mostAtOnce : depth });
  return latest ? mails.slice(0, 1) : mails.slice(0, count ?? mostAtOnce);
}

export interface Wanted extends Partial<Omit<Which, 'from' | 'latest' | 'all' | 'count'>> {
  sender?: Wish['sender'];
  /** What lies in Deleted Items counts as well: for what came, wherever it is by now. */
  deletedToo?: boolean;
  top?: number;
}

/**
 * Mail of somebody, about something, of some time, newest first: of whoever it is in the inbox; of a certain sender, or about something,
 * wherever it lies but in Junk Email, Deleted Items and Drafts.
 */
export async function mailsWith(ctx: Context, wanted: Wanted): Promise<Mail[]> {
  const { sender, about, unread = false, flagged = false, withAttachments = false, since, until, top = depth } = wanted;
  const hidden = wanted.deletedToo ? ['junkemail'] : ['deleteditems', 'junkemail'];
  if (about || sender?.words) return search(ctx, wanted, hidden, top);
  const input = {
    folder: sender ? 'all' : 'inbox',
    unread,
    flagged,
    withAttachments,
    ...(sender?.address ? { from: sender.address } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    skip: 0,
    top,
  };
  return (await readList(ctx, input, hidden)).mails;
}

async function search(ctx: Context, wanted: Wanted, hidden: string[], top: number): Promise<Mail[]> {
  const { about = '', sender, unread, flagged, withAttachments, since, until } = wanted;
  const from = sender?.address ?? sender?.words;
  const [{ mails }, passedOver] = await Promise.all([
    searchQuery.run(ctx, {
      text: telling(about),
      ...(from ? { from } : {}),
      // Search knows days, and those of UTC: what is too early or too late is left out below.
      ...(since ? { since: since.slice(0, 10) } : {}),
      skip: 0,
      top,
    }),
    folderIds(ctx, hidden),
  ]);
  const fitting = mails.filter(
    (mail) =>
      !mail.isDraft &&
      !passedOver.has(mail.folderId) &&
      (!unread || !mail.isRead) &&
      (!flagged || mail.isFlagged) &&
      (!withAttachments || mail.hasAttachments) &&
      (!since || Date.parse(mail.receivedAt) >= Date.parse(since)) &&
      (!until || Date.parse(mail.receivedAt) < Date.parse(until)),
  );
  // Who names a subject means that one, and not every email that quotes its words.
  const words = plainWords(telling(about));
  const titled = fitting.filter(({ subject }) => {
    const subjectWords = plainWords(subject);
    return words.length > 0 && words.every((word) => subjectWords.some((w) => w.startsWith(word)));
  });
  return titled.length > 0 ? titled : fitting;
}

const small = new Set('a an the my our his her their this that in on of to for with about and'.split(' '));

/** Without the small words, which every email has; if nothing is left, as it was. */
function telling(about: string): string {
  const words = about.split(/\s+/).filter((word) => !small.has(word.toLowerCase()));
  return words.length > 0 ? words.join(' ') : about;
}
