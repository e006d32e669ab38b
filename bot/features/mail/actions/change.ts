import {
  categoriseInput,
  changeOutput,
  deleteInput,
  flagInput,
  type Marks,
  markReadInput,
  marks,
  moveInput,
} from '@aide/contracts/mail/change';
import type { Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import type { Action, Context } from '../../feature.ts';
import { changedSince, folderOf, markFields, markRequests, marksOf, wayBack } from '../marks.ts';
import { idOf, messagePath, nameOf, outlookLink, personOf, read, readAll, subjectOf } from '../message.ts';
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
      const back = wayBack(marksOf(found), { before, after });
      if (back === 'changed') throw changedSince();
      await apply(ctx, found, back);
      return { summary: `"${subject}" is as it was before` };
    },

    about: (_given, { result }) => mailThread(result.conversationId),
  };
}

async function readMarked(ctx: Context, message: string): Promise<Found> {
  const [found] = await readAll<Found>(ctx, [read(messagePath(await idOf(ctx, message)), { $select: markFields })]);
  return found!;
}

/** Moves and marks it. @returns its marks afterwards */
async function apply(ctx: Context, { id, ...found }: Found, set: Partial<Marks>): Promise<Marks> {
  let now: Message = found;
  for (const request of markRequests(id, found.parentFolderId ?? undefined, set))
    now = (await ctx.graph.call<Message>(request)).body;
  return { ...marksOf(now), ...(set.folderId === undefined ? { folderId: found.parentFolderId ?? '' } : {}) };
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
