import type { Mail } from '@aide/contracts/mail';
import { plainWords } from '../../chat/words.ts';
import type { Context } from '../feature.ts';
import { listQuery, searchQuery } from './list.ts';
import type { Which, Wish } from './wish.ts';

/** Among so many newest ones it is looked for. */
const depth = 25;

/** Emails that may be meant, newest first; of "the last one" only that. One round trip. */
export async function findMails(ctx: Context, { which, sender }: Wish): Promise<Mail[]> {
  const wanted = which ?? ({ latest: true } as Which);
  const { about = '', unread, flagged, withAttachments } = wanted;
  const mails =
    about || sender?.words
      ? await search(ctx, wanted, sender)
      : (
          await listQuery.run(ctx, {
            folder: sender ? 'all' : 'inbox',
            unread: unread ?? false,
            flagged: flagged ?? false,
            withAttachments: withAttachments ?? false,
            ...(sender?.address ? { from: sender.address } : {}),
            skip: 0,
            top: wanted.latest ? 10 : depth,
          })
        ).mails;
  return wanted.latest ? mails.slice(0, 1) : mails;
}

async function search(ctx: Context, which: Which, sender: Wish['sender']): Promise<Mail[]> {
  const { about = '', unread, flagged, withAttachments } = which;
  const from = sender?.address ?? sender?.words;
  const { mails } = await searchQuery.run(ctx, {
    text: telling(about),
    ...(from ? { from } : {}),
    skip: 0,
    top: depth,
  });
  const fitting = mails.filter(
    (mail) =>
      !mail.isDraft &&
      (!unread || !mail.isRead) &&
      (!flagged || mail.isFlagged) &&
      (!withAttachments || mail.hasAttachments),
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
