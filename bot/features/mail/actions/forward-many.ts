import { forwardManyInput, forwardManyOutput } from '@aide/contracts/mail/write';
import type { Message } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import type { Action, Memory } from '../../feature.ts';
import { attempt, discardDraft, writeDraft } from '../draft.ts';
import { subjectsOf } from '../marks.ts';
import { gone, isGone, messagePath, read, readAll } from '../message.ts';
import { shortNames } from '../propose.ts';
import { sendScopes } from '../scopes.ts';
import { timeText } from '../when.ts';
import { planSending, tooLate } from './send.ts';

type Output = z.output<typeof forwardManyOutput>;

/** What is kept of each of them, by its number, and when they are all sent. */
const progress = z.object({ at: z.string(), parts: z.record(z.string(), attempt) });

/** Several emails forwarded, each as an email of its own. They wait in Drafts together, and are taken back together. */
export const forwardManyAction: Action<typeof forwardManyInput, Output> = {
  name: 'mail.forwardMany',
  title: 'Forward several emails',
  scopes: sendScopes,
  input: forwardManyInput,
  output: forwardManyOutput,

  async propose(ctx, { messages, to, text }) {
    const found = await readAll<Message>(
      ctx,
      messages.map((id) => read(messagePath(id), { $select: 'id,subject' })),
    );
    const subjects = subjectsOf(found).map((subject) => `“${subject}”`);
    const more = subjects.length > 6 ? ` and ${subjects.length - 6} more` : '';
    const undo = ctx.settings.mailHold > 0 ? 'exact' : 'none';
    return {
      title: `Forward ${countOf(messages.length)} to ${shortNames(to)}`,
      facts: [
        { title: 'To', value: shortNames(to) },
        { title: 'Emails', value: `${subjects.slice(0, 6).join(', ')}${more}` },
        ...(text ? [{ title: 'Text', value: text.slice(0, 500) }] : []),
      ],
      warnings: [],
      undo,
      remains:
        undo === 'none'
          ? 'Mail that was sent cannot be taken back.'
          : 'They wait in your Drafts until then; what was sent cannot be taken back.',
    };
  },

  async perform(ctx, { messages, to, text }, operation, memory) {
    const now = await ctx.now();
    const before = progress.safeParse(memory.kept);
    if (!before.success) {
      // The consent to send is asked for while somebody is there to give it.
      await ctx.graph.ready();
      await memory.keep({ at: now.plus({ seconds: ctx.settings.mailHold }).toUTC().toISO()!, parts: {} });
    }
    const { at } = progress.parse(memory.kept);
    const forwards: Output['forwards'] = [];
    // One after the other: a mailbox takes four calls at once, and each of them is kept as it is written.
    for (const [index, message] of messages.entries()) {
      const part = `${operation}.${index}`;
      try {
        const draft = await writeDraft(ctx, { kind: 'forward', message, to, text }, part, partOf(memory, index));
        const plan = await planSending(ctx, draft, part, at);
        forwards.push({ ...draft, at: plan.at, plan: plan.id, wasThere: false });
      } catch (error) {
        // Deleted for good since it was proposed: there is nothing to forward.
        if (!isGone(error)) throw error;
      }
    }
    if (forwards.length === 0) throw gone();
    const missing = messages.length - forwards.length;
    return {
      summary: `${countOf(forwards.length)} to ${shortNames(to)} ${forwards.length === 1 ? 'is' : 'are'} sent ${timeText(at, now)}; until then they wait in your Drafts and can be taken back`,
      warnings: missing > 0 ? [`${countOf(missing)} had been deleted meanwhile.`] : [],
      links: [],
      undo: DateTime.fromISO(at) > now ? 'exact' : 'none',
      result: { forwards },
    };
  },

  // Drafts and plans are made of the operation: made again they are the same ones.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    let sent = 0;
    for (const { plan: id, message } of result.forwards) {
      const plan = await ctx.plans.cancel(id);
      if (plan && (plan.state === 'running' || plan.state === 'done')) sent += 1;
      else await discardDraft(ctx, message);
    }
    if (sent > 0 && sent === result.forwards.length) throw tooLate();
    const kept = result.forwards.length - sent;
    const late = sent > 0 ? `; ${countOf(sent)} had been sent already` : '';
    return {
      summary: `${countOf(kept)} ${kept === 1 ? 'is' : 'are'} not sent; the drafts are in Deleted Items${late}`,
    };
  },

  about: (_input, { result }) => result.forwards.flatMap(({ conversationId }) => mailThread(conversationId)),
};

const countOf = (count: number) => (count === 1 ? '1 email' : `${count} emails`);

/** The part of the memory that belongs to one of them. */
function partOf(memory: Memory, index: number): Memory {
  return {
    get kept() {
      return progress.parse(memory.kept).parts[index];
    },
    async keep(value) {
      const { at, parts } = progress.parse(memory.kept);
      await memory.keep({ at, parts: { ...parts, [index]: attempt.parse(value) } });
    },
  };
}
