import { createHash } from 'node:crypto';
import { type Draft, type draftInput, draftOutput } from '@aide/contracts/mail/write';
import type { Message } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { AideError } from '../../errors.ts';
import { plainOf } from '../../graph/chat-message.ts';
import { uncertain } from '../../graph/errors.ts';
import type { Context, Memory } from '../feature.ts';
import {
  findByInternetId,
  messagePath,
  nameOf,
  peopleOf,
  preferring,
  recipientsFor,
  subjectOf,
  unlessGone,
} from './message.ts';
import { above, htmlOf } from './text.ts';

/** What is to be written: a new mail, or an answer to a message. */
export type Writing =
  | ({ kind: 'new' } & z.output<typeof draftInput>)
  | { kind: 'reply' | 'replyAll'; message: string; text: string }
  | { kind: 'forward'; message: string; text: string; to: z.output<typeof draftInput>['to'] };

/** What is kept of an attempt, so that a second one finds what the first has left. `at`: when it is sent. */
export const attempt = z.object({ at: z.string().optional(), draft: draftOutput.optional() });

export const draftFields = 'id,subject,conversationId,internetMessageId,webLink,isDraft,body,toRecipients';
type Created = Message & { id: string };

/**
 * Writes a draft, once for each operation: its internet message id is made of the operation, so that it is found again whatever happened in
 * between. The id may be set as long as it is a draft. https://learn.microsoft.com/graph/api/message-update
 * @param at kept besides
 */
export async function writeDraft(
  ctx: Context,
  writing: Writing,
  operation: string,
  memory: Memory,
  at?: string,
): Promise<Draft> {
  const before = attempt.safeParse(memory.kept);
  if (before.success && before.data.draft) return before.data.draft;
  const key = await keyOf(ctx, operation);
  const known = before.success ? await findDraft(ctx, key) : undefined;
  const kept = { ...(at ? { at } : {}) };
  if (!before.success) await memory.keep(kept);
  const written =
    writing.kind === 'new' ? (known ?? (await createNew(ctx, writing, key))) : await answer(ctx, writing, key, known);
  const draft = draftOf(written);
  await memory.keep({ ...kept, draft });
  return draft;
}

/** "<aide-…@contoso.com>": says nothing of the operation, and is nobody else's. */
async function keyOf(ctx: Context, operation: string): Promise<string> {
  const { mail } = await ctx.profile();
  const { tenantId, userId } = ctx.person;
  const hash = createHash('sha256').update(`${tenantId}.${userId}.${operation}`).digest('hex').slice(0, 40);
  return `<aide-${hash}@${mail.split('@').at(-1) || 'localhost'}>`;
}

async function findDraft(ctx: Context, key: string): Promise<Created | undefined> {
  const found = await findByInternetId(ctx, key);
  return found && (await ctx.graph.get<Created>(messagePath(found.id), { $select: draftFields }, htmlPreferred));
}

/** Drafts are HTML: what is quoted in them has to stay as it is. */
const htmlPreferred = { Prefer: 'IdType="ImmutableId"' };

const createNew = (ctx: Context, { to, cc, bcc, subject, text, importance }: Writing & { kind: 'new' }, key: string) =>
  create(ctx, '/me/messages', {
    internetMessageId: key,
    subject,
    importance,
    body: { contentType: 'text', content: text },
    toRecipients: recipientsFor(to),
    ccRecipients: recipientsFor(cc),
    bccRecipients: recipientsFor(bcc),
  });

/**
 * Exchange makes the draft, addressed and with the quoted message; then the text is put above the quote. Given with the first call, a body
 * would take the place of the quote in some clients, and a comment loses its line breaks.
 */
async function answer(ctx: Context, writing: Exclude<Writing, { kind: 'new' }>, key: string, known?: Created) {
  const { kind, message, text } = writing;
  const given = {
    internetMessageId: key,
    ...(kind === 'forward' ? { toRecipients: recipientsFor(writing.to) } : {}),
  };
  const path = messagePath(message, `create${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);
  const draft = known ?? (await create(ctx, path, { message: given }));
  const html = htmlOf(text);
  const whole = draft.body?.content ?? '';
  const isWritten = known !== undefined && plainOf(whole).startsWith(plainOf(html));
  if (isWritten && draft.internetMessageId === key) return draft;
  const body = { contentType: 'html', content: isWritten ? whole : above(html, whole) };
  try {
    // The same again changes nothing.
    return await ctx.graph.patch<Created>(
      messagePath(draft.id),
      { ...given, ...(html ? { body } : {}) },
      { headers: htmlPreferred, repeatable: true },
    );
  } catch (error) {
    // There is a draft by now: no error means that nothing was changed.
    throw uncertain('mail: a draft is there without its text', { cause: error });
  }
}

const create = (ctx: Context, path: string, body: unknown) =>
  ctx.graph.post<Created>(path, body, { headers: htmlPreferred, repeatable: false });

export const draftOf = (from: Created): Draft => ({
  message: from.id,
  subject: subjectOf(from),
  conversationId: from.conversationId ?? '',
  internetMessageId: from.internetMessageId ?? '',
  to: names(peopleOf(from.toRecipients).map(nameOf)),
  ...(from.webLink ? { webLink: from.webLink } : {}),
});

/**
 * A draft goes to Deleted Items: moved, because deleting what is there already would delete it for good. Safe to run again.
 * @throws AideError cannot_undo when it was sent
 */
export async function discardDraft(ctx: Context, message: string): Promise<void> {
  const found = await unlessGone(ctx.graph.get<Message>(messagePath(message), { $select: 'id,isDraft' }, preferring));
  if (!found) return;
  if (!found.isDraft)
    throw new AideError('cannot_undo', {
      userMessage: 'This was sent already.',
      remedy: 'Write to whoever got it; mail that was sent cannot be taken back.',
    });
  await unlessGone(
    ctx.graph.post(
      messagePath(message, 'move'),
      { destinationId: 'deleteditems' },
      { headers: preferring, repeatable: true },
    ),
  );
}
