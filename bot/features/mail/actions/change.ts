import {
  categoriseInput,
  changeOutput,
  deleteInput,
  flagInput,
  type Marks,
  markReadInput,
  marks,
  moveInput,
} from '@aide/contracts/mail';
import type { MailFolder, Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import {
  idOf,
  isGone,
  messagePath,
  nameOf,
  outlookLink,
  personOf,
  preferring,
  read,
  readAll,
  subjectOf,
} from '../message.ts';
import { writeScopes } from '../scopes.ts';
import { dayTime } from '../when.ts';

type Output = z.output<typeof changeOutput>;
type Found = Message & { id: string };

/** What an action makes of a message: the marks it sets, in words. */
interface Change {
  set: Partial<Marks>;
  /** "Flag", and "Flagged". */
  words: [before: string, after: string];
  facts?: { title: string; value: string }[];
}

/** Changing one message: each action says what it sets; reading, moving, keeping and undoing are the same for all. */
function changing<In extends z.ZodType<{ message: string }>>(
  name: `mail.${string}`,
  title: string,
  input: In,
  changeOf: (ctx: Context, given: z.output<In>, before: Marks) => Promise<Change>,
): Action<In, Output> {
  return {
    name,
    title,
    scopes: writeScopes,
    input,
    output: changeOutput,

    async propose(ctx, given) {
      const found = await readMarked(ctx, given.message);
      const { words, facts = [] } = await changeOf(ctx, given, marksOf(found));
      return {
        title: `${words[0]} "${subjectOf(found)}"`,
        facts: [...(found.from ? [{ title: 'From', value: nameOf(personOf(found.from)) }] : []), ...facts],
        warnings: [],
        undo: 'exact',
      };
    },

    async perform(ctx, given, _operation, memory) {
      const found = await readMarked(ctx, given.message);
      const kept = marks.safeParse(memory.kept);
      const before = kept.success ? kept.data : marksOf(found);
      if (!kept.success) await memory.keep(before);
      const { set, words } = await changeOf(ctx, given, before);
      const after = await apply(ctx, found, set);
      return {
        summary: `${words[1]} "${subjectOf(found)}"`,
        warnings: [],
        links: outlookLink(found.webLink),
        result: {
          message: found.id,
          subject: subjectOf(found),
          conversationId: found.conversationId ?? '',
          before,
          after,
        },
      };
    },

    // How it was before is kept, and set twice it is the same.
    recover: async () => 'repeat',

    async undo(ctx, _given, { result: { message, subject, before, after } }) {
      const found = await readMarked(ctx, message);
      const back = differing(before, after);
      const now = marksOf(found);
      if (Object.keys(differing(pick(now, back), before)).length > 0) {
        if (Object.keys(differing(pick(now, back), after)).length > 0) throw changedSince();
        await apply(ctx, found, back);
      }
      return { summary: `"${subject}" is as it was before` };
    },

    about: (_given, { result }) => mailThread(result.conversationId),
  };
}

const fields = 'id,subject,conversationId,from,parentFolderId,isRead,categories,flag,webLink';

async function readMarked(ctx: Context, message: string): Promise<Found> {
  const [found] = await readAll<Found>(ctx, [read(messagePath(await idOf(ctx, message)), { $select: fields })]);
  return found!;
}

const marksOf = ({ parentFolderId, isRead, categories, flag }: Message): Marks =>
  marks.parse({
    folderId: parentFolderId ?? '',
    isRead: isRead ?? true,
    categories: categories ?? [],
    flag: flag ?? { flagStatus: 'notFlagged' },
  });

/** Moves and marks it. @returns its marks afterwards */
async function apply(ctx: Context, { id, ...found }: Found, set: Partial<Marks>): Promise<Marks> {
  const { folderId, ...body } = set;
  let now: Message = found;
  if (Object.keys(body).length > 0)
    now = await ctx.graph.patch<Message>(messagePath(id), body, { headers: preferring, repeatable: true });
  if (folderId !== undefined && folderId !== found.parentFolderId)
    // Moved to where it is, it stays there.
    now = await ctx.graph.post<Message>(
      messagePath(id, 'move'),
      { destinationId: folderId },
      { headers: preferring, repeatable: true },
    );
  return { ...marksOf(now), ...(folderId === undefined ? { folderId: found.parentFolderId ?? '' } : {}) };
}

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
const differing = (a: Partial<Marks>, b: Partial<Marks>): Partial<Marks> =>
  Object.fromEntries(keys.filter((key) => key in a && !same(a[key], b[key])).map((key) => [key, a[key]]));
const pick = (from: Marks, like: Partial<Marks>): Partial<Marks> =>
  Object.fromEntries(keys.filter((key) => key in like).map((key) => [key, from[key]]));

const changedSince = () =>
  new AideError('stale', {
    userMessage: 'This email was changed again since, so it is left as it is.',
    remedy: 'Change it in Outlook yourself.',
  });

/** A folder by its id or well-known name. @throws AideError not_found with a way on */
async function folderOf(ctx: Context, folder: string): Promise<{ id: string; name: string }> {
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

export const moveAction = changing('mail.move', 'Move an email to a folder', moveInput, async (ctx, given) => {
  const { id, name } = await folderOf(ctx, given.folder);
  return { set: { folderId: id }, words: [`Move to ${name}:`, `Moved to ${name}:`] };
});

/** Deleted as Outlook deletes: it lies in Deleted Items, and comes back from there under the same immutable id. */
export const deleteAction = changing('mail.delete', 'Delete an email', deleteInput, async (ctx) => {
  const { id } = await folderOf(ctx, 'deleteditems');
  return { set: { folderId: id }, words: ['Delete', 'Moved to Deleted Items:'] };
});

export const markReadAction = changing(
  'mail.markRead',
  'Mark an email as read or unread',
  markReadInput,
  async (_ctx, given) => {
    const word = given.read ? 'read' : 'unread';
    return { set: { isRead: given.read }, words: [`Mark as ${word}:`, `Marked as ${word}:`] };
  },
);

const flagWords = {
  flagged: ['Flag', 'Flagged'],
  complete: ['Complete the flag of', 'Completed the flag of'],
  notFlagged: ['Take the flag off', 'Took the flag off'],
} satisfies Record<string, [string, string]>;

export const flagAction = changing('mail.flag', 'Flag an email for follow-up', flagInput, async (ctx, given) => {
  const { timeZone } = await ctx.profile();
  // A due date needs a start. https://learn.microsoft.com/graph/api/resources/followupflag
  const time = given.due && given.flag === 'flagged' ? dayTime(given.due, timeZone) : undefined;
  return {
    set: { flag: { flagStatus: given.flag, ...(time ? { startDateTime: time, dueDateTime: time } : {}) } },
    words: flagWords[given.flag] as [string, string],
    facts: time ? [{ title: 'Due', value: given.due! }] : [],
  };
});

export const categoriseAction = changing(
  'mail.categorise',
  'Put an email into categories, or take it out',
  categoriseInput,
  async (_ctx, { add, remove }, before) => {
    const plain = (name: string) => name.toLocaleLowerCase();
    const gone = new Set(remove.map(plain));
    const kept = before.categories.filter((name) => !gone.has(plain(name)));
    const there = new Set(kept.map(plain));
    const names = [...add, ...remove].join(', ');
    return {
      set: { categories: [...kept, ...add.filter((name) => !there.has(plain(name)))] },
      words:
        add.length > 0
          ? [`Categorise as ${names}:`, `Categorised as ${names}:`]
          : [`Take ${names} off`, `Took ${names} off`],
    };
  },
);
