import type { Mail } from '@aide/contracts/mail';
import { type ChangeOfMany, mostMessages } from '@aide/contracts/mail/change';
import { mostForwards } from '@aide/contracts/mail/write';
import { confirmReply } from '../../chat/confirm.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { changeManyAction } from './actions/change-many.ts';
import { forwardManyAction } from './actions/forward-many.ts';
import { toWhomReply } from './cards/ask.ts';
import { mailFolderNamed } from './folders.ts';
import { peopleIn, settleAddressees } from './settle.ts';
import type { What, Wish } from './wish.ts';

/** Several emails at once are always shown before anything happens: "all of them" may be more than somebody thinks. */
export async function proceedWithMany(ctx: Context, wish: Wish, mails: Mail[]): Promise<Reply> {
  const messages = mails.map(({ id }) => id);
  if (wish.what.kind === 'forward') return forwardMany(ctx, wish, messages);
  const change = await changeOf(ctx, wish.what);
  const operation = await ctx.operations.propose(changeManyAction, {
    messages: messages.slice(0, mostMessages),
    change,
  });
  return confirmReply(operation, labels[change.kind]);
}

const labels: Record<ChangeOfMany['kind'], string> = {
  delete: 'Delete them',
  move: 'Move them',
  markRead: 'Do it',
  flag: 'Do it',
};

async function changeOf(ctx: Context, what: What): Promise<ChangeOfMany> {
  switch (what.kind) {
    case 'delete':
      return { kind: 'delete' };
    case 'move':
      return { kind: 'move', folder: await mailFolderNamed(ctx, what.folder) };
    case 'markRead':
      return { kind: 'markRead', read: what.read };
    case 'flag':
      return { kind: 'flag', flag: what.flag };
    default:
      throw oneByOne();
  }
}

async function forwardMany(ctx: Context, begun: Wish, messages: string[]): Promise<Reply> {
  const settled = await settleAddressees(ctx, begun);
  if ('ask' in settled) return settled.ask;
  const { wish } = settled;
  if (wish.to.length === 0) return toWhomReply(wish, await ctx.drafts.put(wish));
  if (messages.length > mostForwards) throw tooMany(messages.length);
  const text = wish.text ?? '';
  return confirmReply(
    await ctx.operations.propose(forwardManyAction, { messages, to: peopleIn(wish.to), text }),
    'Send',
  );
}

const oneByOne = () =>
  new AideError('invalid_input', {
    message: 'not an act on several emails',
    userMessage: 'I do that with one email at a time.',
    remedy: 'Name one: the last email from Alex.',
  });

const tooMany = (count: number) =>
  new AideError('too_large', {
    message: 'more forwards than one operation has',
    userMessage: `These are ${count} emails, and I forward at most ${mostForwards} at once. Nothing was sent.`,
    remedy: 'Say which of them, for instance: forward all emails from Alex about the budget since Monday to Megan.',
  });
