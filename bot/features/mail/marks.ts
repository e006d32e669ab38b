import { type Marks, marks } from '@aide/contracts/mail/change';
import type { MailFolder, Message } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import type { GraphRequest } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { isGone, messagePath, preferring, subjectOf } from './message.ts';

/** What of a message has to be known to change it, and to change it back. */
export const markFields = 'id,subject,conversationId,from,parentFolderId,isRead,categories,flag,webLink';

export const marksOf = ({ parentFolderId, isRead, categories, flag }: Message): Marks =>
  marks.parse({
    folderId: parentFolderId ?? '',
    isRead: isRead ?? true,
    categories: categories ?? [],
    flag: flag ?? { flagStatus: 'notFlagged' },
  });

const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
/** The order of categories means nothing; of a flag its status and its day, because Exchange adds times to it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].sort();
  if (!value || typeof value !== 'object' || !('flagStatus' in value)) return value;
  const { flagStatus, dueDateTime } = value as { flagStatus: string; dueDateTime?: { dateTime?: string } | null };
  return [flagStatus, dueDateTime?.dateTime?.slice(0, 19)];
}
const keys = ['folderId', 'isRead', 'categories', 'flag'] as const;

/** Of `a` what is not so in `b`. */
export const differing = (a: Partial<Marks>, b: Partial<Marks>): Partial<Marks> =>
  Object.fromEntries(keys.filter((key) => key in a && !same(a[key], b[key])).map((key) => [key, a[key]]));
export const pick = (from: Marks, like: Partial<Marks>): Partial<Marks> =>
  Object.fromEntries(keys.filter((key) => key in like).map((key) => [key, from[key]]));

/**
 * What is to be set to have it as it was before.
 * @returns 'changed': somebody has changed the same again since, and that counts
 */
export function wayBack(now: Marks, { before, after }: { before: Marks; after: Marks }): Partial<Marks> | 'changed' {
  const back = differing(before, after);
  if (Object.keys(differing(pick(now, back), before)).length === 0) return {};
  return Object.keys(differing(pick(now, back), after)).length > 0 ? 'changed' : back;
}

/** The requests that set marks: to be sent one after the other. Set twice they are the same; moved to where it is, a message stays there. */
export function markRequests(message: string, folderId: string | undefined, set: Partial<Marks>): GraphRequest[] {
  const { folderId: target, ...body } = set;
  return [
    ...(Object.keys(body).length > 0
      ? [{ method: 'PATCH', path: messagePath(message), body, headers: preferring, repeatable: true } as const]
      : []),
    ...(target !== undefined && target !== folderId
      ? [
          {
            method: 'POST',
            path: messagePath(message, 'move'),
            body: { destinationId: target },
            headers: preferring,
            repeatable: true,
          } as const,
        ]
      : []),
  ];
}

/** A folder by its id or well-known name. @throws AideError not_found with a way on */
export async function folderOf(ctx: Pick<Context, 'graph'>, folder: string): Promise<{ id: string; name: string }> {
  try {
    const found = await ctx.graph.get<MailFolder>(
      `/me/mailFolders/${encodeURIComponent(folder)}`,
      { $select: 'id,displayName' },
      preferring,
    );
    return { id: found.id ?? folder, name: found.displayName ?? folder };
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new AideError(
      'not_found',
      { userMessage: 'There is no such mail folder.', remedy: 'Name one of your folders, for instance: Archive.' },
      { cause: error },
    );
  }
}

export const changedSince = (several = false) =>
  new AideError('stale', {
    userMessage: `${several ? 'These emails were' : 'This email was'} changed again since, so ${several ? 'they are left as they are' : 'it is left as it is'}.`,
    remedy: `Change ${several ? 'them' : 'it'} in Outlook yourself.`,
  });

/** "Budget", and its like: the first few subjects of many. */
export const subjectsOf = (messages: Message[]): string[] => messages.map(subjectOf);
