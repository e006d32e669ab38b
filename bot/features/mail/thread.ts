import {
  doneInput,
  doneOutput,
  participantsInput,
  participantsOutput,
  type Recipient,
  threadInput,
  threadOutput,
} from '@aide/contracts/mail';
import type { Message } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { mailThread } from '../../chat/about.ts';
import type { Context, Query } from '../feature.ts';
import { ownText } from './get.ts';
import { mailOf, peopleOf, preferring, quoted, readMessage, shortFields, subjectOf } from './message.ts';
import { readScopes } from './scopes.ts';
import { limited } from './text.ts';

/** Parts of a thread that are read: the newest. */
const most = 50;
const heads = `${shortFields},toRecipients,ccRecipients`;

/** The messages of a thread wherever they lie, oldest first. Filtered by one thing, they come in no order. */
async function readThread(ctx: Context, conversationId: string, select: string) {
  const found = await ctx.graph.list<Message>(
    '/me/messages',
    { $filter: `conversationId eq ${quoted(conversationId)}`, $select: select, $top: most },
    { headers: preferring, max: 500 },
  );
  return found.sort((a, b) => ((a.receivedDateTime ?? '') < (b.receivedDateTime ?? '') ? -1 : 1));
}

export const threadQuery: Query<typeof threadInput, z.output<typeof threadOutput>> = {
  name: 'mail.thread',
  title: 'The conversation that an email belongs to, oldest first',
  scopes: readScopes,
  input: threadInput,
  output: threadOutput,
  async run(ctx, { message }) {
    const [{ mail, timeZone }, { conversationId }] = await Promise.all([
      ctx.profile(),
      readMessage(ctx, message, 'id,conversationId'),
    ]);
    const all = await readThread(ctx, conversationId ?? '', `${heads},body,uniqueBody`);
    const shown = all.slice(-most);
    return {
      subject: subjectOf(all[0] ?? {}),
      conversationId: conversationId ?? '',
      parts: shown.map((part) => ({
        ...mailOf(part),
        to: peopleOf(part.toRecipients),
        cc: peopleOf(part.ccRecipients),
        ...limited(ownText(part)),
        isMine: same(part.from?.emailAddress?.address, mail),
      })),
      more: all.length > shown.length,
      timeZone,
    };
  },
};

const same = (a: string | null | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();

export const participantsQuery: Query<typeof participantsInput, z.output<typeof participantsOutput>> = {
  name: 'mail.participants',
  title: 'Everybody in the conversation of an email',
  scopes: readScopes,
  input: participantsInput,
  output: participantsOutput,
  async run(ctx, { message }) {
    const [{ mail, userPrincipalName }, { conversationId, subject }] = await Promise.all([
      ctx.profile(),
      readMessage(ctx, message, 'id,conversationId,subject'),
    ]);
    const all = await readThread(
      ctx,
      conversationId ?? '',
      'id,from,toRecipients,ccRecipients,receivedDateTime,isDraft',
    );
    const found = new Map<string, z.output<typeof participantsOutput>['participants'][number]>();
    const add = (person: Partial<Recipient>, role: 'required' | 'optional', wrote: boolean) => {
      const { name, address } = person;
      if (!address || same(address, mail) || same(address, userPrincipalName)) return;
      const key = address.toLowerCase();
      const before = found.get(key);
      const named = before?.name ?? name;
      found.set(key, {
        ...(named ? { name: named } : {}),
        address,
        role: before?.role === 'required' ? 'required' : role,
        wrote: wrote || (before?.wrote ?? false),
      });
    };
    // Whom a draft is for has heard nothing yet.
    for (const part of all.filter(({ isDraft }) => !isDraft)) {
      for (const person of peopleOf(part.from ? [part.from] : [])) add(person, 'required', true);
      for (const person of peopleOf(part.toRecipients)) add(person, 'required', false);
      for (const person of peopleOf(part.ccRecipients)) add(person, 'optional', false);
    }
    return { subject: subjectOf({ subject }), participants: [...found.values()] };
  },
};

const mostDone = 20;

/** The ledger knows by the thread what was done with it, whichever of its messages it began with. */
export const doneQuery: Query<typeof doneInput, z.output<typeof doneOutput>> = {
  name: 'mail.done',
  title: 'What Aide already did with this conversation',
  scopes: readScopes,
  input: doneInput,
  output: doneOutput,
  async run(ctx, { message }) {
    const { conversationId } = await readMessage(ctx, message, 'id,conversationId');
    const [about] = mailThread(conversationId ?? undefined);
    const operations = about ? await ctx.operations.about(about, mostDone) : [];
    return {
      operations: operations.map(({ id, action, state, createdAt, receipt, canUndo }) => ({
        operation: id,
        action,
        state,
        at: createdAt,
        summary: receipt?.summary ?? '',
        links: receipt?.links ?? [],
        canUndo,
      })),
    };
  },
};
