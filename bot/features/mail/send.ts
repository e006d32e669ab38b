import type { SendInput } from '@aide/contracts/mail/write';
import { confirmReply } from '../../chat/confirm.ts';
import { doneReply, endedReply } from '../../chat/outcome.ts';
import { operationOfTurn } from '../../chat/turn-operation.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import type { Operation } from '../operation.ts';
import { draftAction, forwardAction, replyAction, replyAllAction } from './actions/draft.ts';
import { sendAction } from './actions/send.ts';
import { peopleIn } from './settle.ts';
import { beginning } from './text.ts';
import type { Wish } from './wish.ts';

/** The mail as it will be, to be confirmed; or, when only a draft is wanted, the draft, which can be thrown away again. */
export async function answerReply(ctx: Context, wish: Wish): Promise<Reply> {
  if (wish.isDraft) return draftReply(ctx, wish, operationOfTurn(ctx, draftAction));
  const draft = await ctx.drafts.put(wish);
  const operation = await ctx.operations.propose(sendAction, inputOf(wish), draft);
  return confirmReply(operation, wish.at ? 'Send it then' : 'Send', {
    more: [{ label: 'Only keep a draft', verb: 'mail.draft', data: { draft } }],
  });
}

/** @param draft of the card: its draft is written once. An id of its own, because sending has that of the card. */
export async function draftReply(ctx: Context, wish: Wish, draft: string): Promise<Reply> {
  const id = `${draft}-d`;
  const { kind: _, ...input } = inputOf(wish);
  const { at: __, ...given } = input;
  const operation: Operation = await (() => {
    switch (wish.what.kind) {
      case 'reply':
        return ctx.operations.run(replyAction, given as never, id);
      case 'replyAll':
        return ctx.operations.run(replyAllAction, given as never, id);
      case 'forward':
        return ctx.operations.run(forwardAction, given as never, id);
      default:
        return ctx.operations.run(draftAction, given as never, id);
    }
  })();
  return operation.state === 'done' ? doneReply(operation) : endedReply(operation, wish.sentence);
}

function inputOf(wish: Wish): SendInput {
  const { what, mail, text = '', at } = wish;
  const when = at ? { at } : {};
  if (what.kind === 'new')
    return {
      kind: 'new',
      to: peopleIn(wish.to),
      cc: peopleIn(wish.cc),
      subject: wish.subject ?? subjectFrom(text),
      text,
      ...when,
    };
  const message = mail!.id;
  if (what.kind === 'forward') return { kind: 'forward', message, to: peopleIn(wish.to), text, ...when };
  return { kind: what.kind === 'replyAll' ? 'replyAll' : 'reply', message, text, ...when };
}

/** A mail without a subject is called by its first sentence, as people would. */
function subjectFrom(text: string): string {
  const [first = ''] = text.trim().split(/\n|(?<=[.!?])\s/u);
  return beginning(first, 60).replace(/[.,;:]+$/u, '');
}
