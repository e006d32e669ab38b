import { createHash } from 'node:crypto';
import { type Draft, type sendDraftInput, sendInput, sendOutput } from '@aide/contracts/mail/write';
import type { Message } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context, Memory } from '../../feature.ts';
import { attempt, discardDraft, draftOf, type Writing, writeDraft } from '../draft.ts';
import { ownText } from '../get.ts';
import { outlookLink, peopleOf, readMessage } from '../message.ts';
import { type Envelope, envelopeOf, factsOf, shortNames } from '../propose.ts';
import { sendScopes } from '../scopes.ts';
import { timeText } from '../when.ts';

type Input = z.output<typeof sendInput>;
type Output = z.output<typeof sendOutput>;

/** Mail that was sent cannot be taken back: so it waits in Drafts for a while, and undo is to not send it. */
export const sendAction: Action<typeof sendInput, Output> = {
  name: 'mail.send',
  title: 'Send an email',
  scopes: sendScopes,
  input: sendInput,
  output: sendOutput,

  async propose(ctx, input) {
    const now = await ctx.now();
    requireTime(input.at, now);
    const { envelope, text } = await contentOf(ctx, input);
    requireContent(input, envelope);
    const wait = ctx.settings.mailHold;
    const undo = input.at || wait > 0 ? 'exact' : 'none';
    return {
      title: `${input.at ? 'Send later' : 'Send'} to ${shortNames(envelope.to)}: "${envelope.subject || '(no subject)'}"`,
      facts: [...factsOf(envelope, text), ...(input.at ? [{ title: 'Sent', value: timeText(input.at, now) }] : [])],
      warnings: envelope.subject ? [] : ['It has no subject.'],
      undo,
      remains:
        undo === 'none'
          ? 'Mail that was sent cannot be taken back.'
          : 'It waits in your Drafts until then; what was sent cannot be taken back.',
    };
  },

  async perform(ctx, input, operation, memory) {
    const before = attempt.safeParse(memory.kept);
    const now = await ctx.now();
    if (!before.success) {
      requireTime(input.at, now);
      // The consent to send is asked for while somebody is there to give it.
      await ctx.graph.ready();
    }
    const at = before.data?.at ?? input.at ?? now.plus({ seconds: ctx.settings.mailHold }).toUTC().toISO()!;
    const draft = await draftFor(ctx, input, operation, memory, at);
    const plan = await planSending(ctx, draft, operation, at);
    return {
      summary: `${whatOf(draft)} is sent ${timeText(plan.at, now)}; until then it waits in your Drafts and can be taken back`,
      warnings: [],
      links: outlookLink(draft.webLink, 'Open the draft'),
      undo: DateTime.fromISO(plan.at) > now ? 'exact' : 'none',
      result: { ...draft, at: plan.at, plan: plan.id, wasThere: input.kind === 'draft' },
    };
  },

  // Draft and plan are made of the operation: made again they are the same ones.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    const plan = await ctx.plans.cancel(result.plan);
    if (plan && (plan.state === 'running' || plan.state === 'done')) throw tooLate();
    if (!result.wasThere) await discardDraft(ctx, result.message);
    return {
      summary: `"${result.subject}" is not sent; the draft is in ${result.wasThere ? 'Drafts' : 'Deleted Items'}`,
    };
  },

  about: (_input, { result }) => mailThread(result.conversationId),
};

const whatOf = ({ subject, to }: Draft): string => `"${subject}"${to ? ` to ${to}` : ''}`;

/** Plans to send a draft, once for each operation. @param at ISO 8601, UTC */
export const planSending = (ctx: Context, draft: Draft, operation: string, at: string) =>
  ctx.plans.add({
    id: planIdOf(operation),
    action: 'mail.sendDraft',
    input: { message: draft.message, internetMessageId: draft.internetMessageId } satisfies z.input<
      typeof sendDraftInput
    >,
    at,
    title: `Send ${whatOf(draft)}`,
  });

/** A plan becomes an operation under its own id, which is not the one of the operation that planned it. */
const planIdOf = (operation: string) =>
  createHash('sha256').update(`mail.send:${operation}`).digest('base64url').slice(0, 32);

const draftParts =
  'id,subject,conversationId,internetMessageId,webLink,isDraft,toRecipients,ccRecipients,bccRecipients';

async function readDraft(ctx: Context, message: string, fields: string): Promise<Message & { id: string }> {
  const found = await readMessage(ctx, message, fields);
  if (found.isDraft) return found;
  throw new AideError('invalid_input', {
    userMessage: 'This is no draft: it was sent, or you received it.',
    remedy: 'Choose a draft, or forward it.',
  });
}

async function draftFor(ctx: Context, input: Input, operation: string, memory: Memory, at: string): Promise<Draft> {
  if (input.kind !== 'draft') return writeDraft(ctx, writingOf(input), operation, memory, at);
  const found = await readDraft(ctx, input.message, draftParts);
  const [to, cc, bcc] = [found.toRecipients, found.ccRecipients, found.bccRecipients].map(peopleOf);
  requireContent(input, { to: to!, cc: cc!, bcc: bcc! });
  await memory.keep({ at });
  return draftOf(found);
}

const writingOf = (input: Exclude<Input, { kind: 'draft' }>): Writing => {
  const { at: _, ...writing } = input;
  return writing;
};

async function contentOf(ctx: Context, input: Input): Promise<{ envelope: Envelope; text: string }> {
  if (input.kind !== 'draft') return { envelope: await envelopeOf(ctx, writingOf(input)), text: input.text };
  const found = await readDraft(ctx, input.message, `${draftParts},body,uniqueBody`);
  const envelope = {
    to: peopleOf(found.toRecipients),
    cc: peopleOf(found.ccRecipients),
    bcc: peopleOf(found.bccRecipients),
    subject: found.subject ?? '',
    files: [],
  };
  return { envelope, text: ownText(found) };
}

/** @throws AideError invalid_input: nobody to send it to, or nothing in it */
function requireContent(input: Input, { to, cc, bcc }: Pick<Envelope, 'to' | 'cc' | 'bcc'>): void {
  if (to.length + cc.length + bcc.length === 0)
    throw new AideError('invalid_input', {
      userMessage: 'There is nobody to send this to.',
      remedy: 'Name somebody it is for.',
    });
  const needsText = input.kind === 'reply' || input.kind === 'replyAll';
  const empty = input.kind !== 'draft' && input.kind !== 'forward' && input.text.trim() === '';
  if (empty && (needsText || !('subject' in input && input.subject)))
    throw new AideError('invalid_input', {
      userMessage: 'There is nothing in this email.',
      remedy: 'Write what it should say.',
    });
}

/** The furthest a mail can be planned ahead. */
const furthest = { years: 1 };

/** @throws AideError invalid_input: the past, or more than a year ahead */
function requireTime(at: string | undefined, now: DateTime): void {
  if (at === undefined) return;
  const time = DateTime.fromISO(at);
  const fault =
    time <= now ? 'This time is in the past.' : time > now.plus(furthest) ? 'This is more than a year ahead.' : '';
  if (fault)
    throw new AideError('invalid_input', { userMessage: fault, remedy: 'Name a time from now on, within a year.' });
}

export const tooLate = () =>
  new AideError('cannot_undo', {
    userMessage: 'It was sent already, or is about to be.',
    remedy: 'Mail that was sent cannot be taken back; write to whoever got it.',
  });
