import { type ChangeOfMany, changeManyInput, changeManyOutput, type Marks, marks } from '@aide/contracts/mail/change';
import type { Message } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { graphError, uncertain } from '../../../graph/errors.ts';
import type { GraphRequest } from '../../../graph/graph.ts';
import type { Action, Context, Memory } from '../../feature.ts';
import { changedSince, differing, folderOf, markFields, markRequests, marksOf, subjectsOf, wayBack } from '../marks.ts';
import { gone, isGone, messagePath, nameOf, personOf, read, subjectOf } from '../message.ts';
import { writeScopes } from '../scopes.ts';

type Output = z.output<typeof changeManyOutput>;
type Found = Message & { id: string };

/** How it was before, by message: kept before anything is changed, so that it can be gone on with and taken back. */
const kept = z.object({ before: z.record(z.string(), marks) });

/** Several emails moved, deleted or marked in one operation, and all of them back. In as few `$batch` calls as hold them. */
export const changeManyAction: Action<typeof changeManyInput, Output> = {
  name: 'mail.changeMany',
  title: 'Move, delete or mark several emails',
  scopes: writeScopes,
  input: changeManyInput,
  output: changeManyOutput,

  async propose(ctx, { messages, change }) {
    const found = await readMany(ctx, messages);
    const { words } = await changeOf(ctx, change);
    const senders = [...new Set(found.flatMap(({ from }) => (from ? [nameOf(personOf(from))] : [])))];
    const subjects = subjectsOf(found);
    const missing = messages.length - found.length;
    return {
      title: `${words[0]} ${countOf(found.length)}`,
      facts: [
        ...(senders.length > 0 ? [{ title: 'From', value: firstOf(senders, 4) }] : []),
        {
          title: 'Subjects',
          value: firstOf(
            subjects.map((subject) => `“${subject}”`),
            6,
          ),
        },
      ],
      warnings: missing > 0 ? [`${countOf(missing)} of these ${missing === 1 ? 'is' : 'are'} not there any more.`] : [],
      undo: 'exact',
    };
  },

  async perform(ctx, { messages, change }, _operation, memory) {
    const found = await readMany(ctx, messages);
    const before = await keepMarks(found, memory);
    const { set, words } = await changeOf(ctx, change);
    const changed = await applyAll(
      ctx,
      found.map((message) => ({ message, set })),
    );
    return {
      summary: `${words[1]} ${countOf(changed.length)}`,
      warnings:
        changed.length < messages.length ? [`${countOf(messages.length - changed.length)} were gone meanwhile.`] : [],
      links: [],
      result: {
        messages: changed.map((message) => {
          const was = before[message.id] ?? marksOf(message);
          return { message: message.id, subject: subjectOf(message), before: was, after: { ...was, ...set } };
        }),
        conversationIds: [...new Set(changed.flatMap(({ conversationId }) => conversationId ?? []))],
      },
    };
  },

  // How each was before is kept, and set twice it is the same.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    const now = new Map(
      (
        await readMany(
          ctx,
          result.messages.map(({ message }) => message),
        )
      ).map((one) => [one.id, one]),
    );
    const ways = result.messages.map(({ message, before, after }) => {
      const found = now.get(message);
      return found ? { message: found, set: wayBack(marksOf(found), { before, after }) } : undefined;
    });
    const back = ways.flatMap((way) => (way && way.set !== 'changed' ? [{ message: way.message, set: way.set }] : []));
    if (back.length === 0) throw changedSince(true);
    await applyAll(ctx, back);
    const left = result.messages.length - back.length;
    return {
      summary: `${countOf(back.length)} ${back.length === 1 ? 'is' : 'are'} as before${left > 0 ? `; ${countOf(left)} had been changed again since, or deleted, and stayed so` : ''}`,
    };
  },

  about: (_input, { result }) => result.conversationIds.flatMap(mailThread),
};

const countOf = (count: number) => (count === 1 ? '1 email' : `${count} emails`);
const firstOf = (items: string[], most: number) =>
  items.length > most ? `${items.slice(0, most).join(', ')} and ${items.length - most} more` : items.join(', ');

const flagWords: Record<string, [string, string]> = {
  flagged: ['Flag', 'Flagged'],
  complete: ['Complete the flags of', 'Completed the flags of'],
  notFlagged: ['Take the flags off', 'Took the flags off'],
};

async function changeOf(ctx: Context, change: ChangeOfMany): Promise<{ set: Partial<Marks>; words: [string, string] }> {
  switch (change.kind) {
    case 'markRead': {
      const word = change.read ? 'read' : 'unread';
      return { set: { isRead: change.read }, words: [`Mark as ${word}:`, `Marked as ${word}:`] };
    }
    case 'flag':
      return { set: { flag: { flagStatus: change.flag } }, words: flagWords[change.flag]! };
    case 'delete': {
      const { id } = await folderOf(ctx, 'deleteditems');
      return { set: { folderId: id }, words: ['Delete', 'Moved to Deleted Items:'] };
    }
    case 'move': {
      const { id, name } = await folderOf(ctx, change.folder);
      return { set: { folderId: id }, words: [`Move to ${name}:`, `Moved to ${name}:`] };
    }
  }
}

/** Those that are there. @throws AideError not_found when none is */
async function readMany(ctx: Context, messages: string[]): Promise<Found[]> {
  const requests = [...new Set(messages)].map((id) => read(messagePath(id), { $select: markFields }));
  const answers = await answersOf<Found>(ctx, requests);
  const found = answers.flatMap((answer) => answer());
  if (found.length === 0) throw gone();
  return found;
}

/** One answer for each request: nothing when its message is gone, @throws AideError for whatever else is wrong. One alone is no batch. */
type Answer<T> = () => T[];

async function answersOf<T>(ctx: Context, requests: GraphRequest[]): Promise<Answer<T>[]> {
  const [only] = requests;
  if (!only) return [];
  if (requests.length > 1)
    return (await ctx.graph.batch(requests)).map((answer) => () => {
      if (answer.status < 400) return [answer.body as T];
      return unlessGone(graphError(answer, { scopes: writeScopes }));
    });
  try {
    const { body } = await ctx.graph.call<T>(only);
    return [() => [body]];
  } catch (error) {
    return [() => unlessGone(error)];
  }
}

function unlessGone(error: unknown): [] {
  if (isGone(error)) return [];
  throw error;
}

async function keepMarks(found: Found[], memory: Memory): Promise<Record<string, Marks>> {
  const known = kept.safeParse(memory.kept);
  if (known.success) return known.data.before;
  const before = Object.fromEntries(found.map((message) => [message.id, marksOf(message)]));
  await memory.keep({ before });
  return before;
}

/**
 * Sets the marks of all of them that are not so already. @returns those that are so now; what is gone is left out
 * @throws AideError uncertain when some of it was done
 */
async function applyAll(ctx: Context, work: { message: Found; set: Partial<Marks> }[]): Promise<Found[]> {
  const steps = work.flatMap(({ message, set }) =>
    markRequests(message.id, message.parentFolderId ?? undefined, differing(set, marksOf(message))).map((request) => ({
      message,
      request,
    })),
  );
  const answers = await answersOf(
    ctx,
    steps.map(({ request }) => request),
  );
  const lost = new Set<string>();
  let failure: unknown;
  let done = 0;
  for (const [i, answer] of answers.entries()) {
    try {
      if (answer().length === 0) lost.add(steps[i]!.message.id);
      else done += 1;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure && done > 0) throw uncertain('mail: some of several emails are changed', { cause: failure });
  if (failure) throw failure;
  return work.map(({ message }) => message).filter(({ id }) => !lost.has(id));
}
