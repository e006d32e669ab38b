import { sendDraftInput, sendDraftOutput } from '@aide/contracts/mail/write';
import type { Receipt } from '@aide/contracts/operations';
import type { MailFolder, Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import type { Action, Context } from '../../feature.ts';
import { findByInternetId, isGone, messagePath, outlookLink, peopleOf, read, readAll, subjectOf } from '../message.ts';
import { shortNames } from '../propose.ts';
import { sendScopes } from '../scopes.ts';

type Input = z.output<typeof sendDraftInput>;
type Output = z.output<typeof sendDraftOutput>;
type Found = (Message & { id: string }) | undefined;

/**
 * Sends a draft now: what a plan of mail.send comes to. A draft that the person has sent or deleted meanwhile is left alone, and that is no failure.
 */
export const sendDraftAction: Action<typeof sendDraftInput, Output> = {
  name: 'mail.sendDraft',
  title: 'Send a draft now',
  scopes: sendScopes,
  input: sendDraftInput,
  output: sendDraftOutput,

  async propose(ctx, input) {
    const found = await findIt(ctx, input);
    return {
      title: found ? `Send "${subjectOf(found)}" now` : 'Send a draft that is not there any more',
      facts: found ? [{ title: 'To', value: shortNames(peopleOf(found.toRecipients)) }] : [],
      warnings: found?.isDraft ? [] : ['There is nothing to send: it was sent or deleted.'],
      undo: 'none',
      remains: 'Mail that was sent cannot be taken back.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const found = await findIt(ctx, input);
    if (!found?.isDraft) return receiptOf(input, found, found ? 'was sent already' : 'is gone');
    await memory.keep({ sending: true });
    await ctx.graph.post(messagePath(found.id, 'send'), undefined, { repeatable: false });
    return receiptOf(input, found, 'sent');
  },

  /**
   * A draft is one item: once it is handed over it is no draft any more, so that it cannot leave twice.
   * https://learn.microsoft.com/graph/api/message-send
   */
  async recover(ctx, input, _operation, memory) {
    if (memory.kept === undefined) return 'repeat';
    const found = await findIt(ctx, input);
    return found && !found.isDraft ? { done: receiptOf(input, found, 'sent') } : 'repeat';
  },

  about: (_input, { result }) => mailThread(result.conversationId),
};

const fields = 'id,subject,conversationId,internetMessageId,webLink,isDraft,parentFolderId,toRecipients';

/** The draft, or what became of it; undefined when it was deleted. */
async function findIt(ctx: Context, { message, internetMessageId }: Input): Promise<Found> {
  try {
    const [found, deleted] = await readAll<Message & MailFolder & { id: string }>(ctx, [
      read(messagePath(message), { $select: fields }),
      read('/me/mailFolders/deleteditems', { $select: 'id' }),
    ]);
    return found!.isDraft && found!.parentFolderId === deleted!.id ? undefined : found;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  // Sent by a client that puts a new item into Sent Items.
  const copy = internetMessageId ? await findByInternetId(ctx, internetMessageId) : undefined;
  return copy?.isDraft ? undefined : copy;
}

function receiptOf(input: Input, found: Found, outcome: Output['outcome']): Receipt<Output> {
  const subject = found ? ` "${subjectOf(found)}"` : '';
  const to = found?.toRecipients?.length ? ` to ${shortNames(peopleOf(found.toRecipients))}` : '';
  const summaries = {
    sent: `Sent${subject}${to}`,
    'was sent already': `Not sent again: you have sent${subject} yourself`,
    'is gone': 'Not sent: you have deleted the draft',
  };
  return {
    summary: summaries[outcome],
    warnings: [],
    links: outlookLink(found?.webLink),
    result: {
      message: found?.id ?? input.message,
      outcome,
      ...(found?.conversationId ? { conversationId: found.conversationId } : {}),
    },
  };
}
