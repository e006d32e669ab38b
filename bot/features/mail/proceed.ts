import type { Mail } from '@aide/contracts/mail';
import { confirmReply } from '../../chat/confirm.ts';
import { doOrAsk } from '../../chat/do-or-ask.ts';
import { endedReply } from '../../chat/outcome.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { categoriseAction, deleteAction, flagAction, markReadAction, moveAction } from './actions/change.ts';
import { saveAttachmentsAction } from './actions/save.ts';
import { toChannelAction } from './actions/to-channel.ts';
import { toTaskAction } from './actions/to-task.ts';
import { toWhomReply, whichReply, writeReply } from './cards/ask.ts';
import { mailReply } from './cards/mail.ts';
import { findMails } from './find.ts';
import { folderNamed, mailFolderNamed } from './folders.ts';
import { readWhole } from './get.ts';
import { proceedWithMany } from './many.ts';
import { answerReply } from './send.ts';
import { settleAddressees, settleSender } from './settle.ts';
import { settleChannel } from './settle-channel.ts';
import { short, type What, type Wish } from './wish.ts';

const mostChoices = 5;

/**
 * One step further towards what is wanted: whose email, which one, for whom, what it says; then it is done, or shown to be confirmed. Everything
 * known so far waits in a draft, so that nothing that was typed is lost.
 * @param id of the operation, when a card's button says it: pressed twice it is done once
 */
export async function proceed(ctx: Context, begun: Wish, id?: string): Promise<Reply> {
  const sender = await settleSender(ctx, begun);
  if ('ask' in sender) return sender.ask;
  const found = await settleMail(ctx, sender.wish);
  if ('ask' in found) return found.ask;
  if (found.wish.mails) return proceedWithMany(ctx, found.wish, found.wish.mails);
  if (isWriting(found.wish.what)) return write(ctx, found.wish);
  const placed = await settleChannel(ctx, found.wish);
  if ('ask' in placed) return placed.ask;
  const { wish } = placed;
  const { mail } = wish;
  if (!mail) throw nothingLike(wish);
  return act(ctx, wish, mail, id);
}

type Writes = Extract<What, { kind: 'new' | 'reply' | 'replyAll' | 'forward' }>;
const isWriting = (what: What): what is Writes => ['new', 'reply', 'replyAll', 'forward'].includes(what.kind);

/** The email that is meant: the newest of those that fit, or the only one; a question when there are several. */
async function settleMail(ctx: Context, wish: Wish): Promise<{ wish: Wish } | { ask: Reply }> {
  if (wish.mail || wish.mails || wish.what.kind === 'new') return { wish };
  const mails = await findMails(ctx, wish);
  const [first] = mails;
  if (!first) throw nothingLike(wish);
  if (wish.which?.all && mails.length > 1) return { wish: { ...wish, mails: mails.map(short) } };
  if (mails.length === 1) return { wish: { ...wish, mail: short(first) } };
  const shown = mails.slice(0, mostChoices).map(short);
  const draft = await ctx.drafts.put({ wish, mails: shown });
  return { ask: whichReply(shown, mails.length, draft, await ctx.now()) };
}

function nothingLike({ which }: Wish): AideError {
  const of = [
    which?.unread ? 'unread' : '',
    which?.from ? `from ${which.from}` : '',
    which?.about ? `about ${which.about}` : '',
    which?.withAttachments ? 'with attachments' : '',
  ].filter(Boolean);
  return new AideError('not_found', {
    message: 'no such email',
    userMessage: `I found no email${of.length > 0 ? ` ${of.join(' ')}` : ''}.`,
    remedy: 'Say it in other words, or search: search mail for budget.',
  });
}

/** A mail to be written: nothing is sent before the person has seen it. */
async function write(ctx: Context, wish: Wish): Promise<Reply> {
  const needsPeople = wish.what.kind === 'new' || wish.what.kind === 'forward';
  const draft = () => ctx.drafts.put(wish);
  if (needsPeople && wish.to.length === 0) return toWhomReply(wish, await draft());
  const settled = await settleAddressees(ctx, wish);
  if ('ask' in settled) return settled.ask;
  if (needsPeople && settled.wish.to.length === 0) return toWhomReply(settled.wish, await draft());
  if (wish.what.kind !== 'forward' && !wish.text?.trim())
    return writeReply(settled.wish, await ctx.drafts.put(settled.wish));
  return answerReply(ctx, settled.wish);
}

async function act(ctx: Context, wish: Wish, mail: Mail, id: string | undefined): Promise<Reply> {
  const { what, sentence } = wish;
  const message = mail.id;
  const go = { sentence, ...(id ? { id } : {}) };
  switch (what.kind) {
    case 'read': {
      const draft = await ctx.drafts.put(wish);
      return mailReply(await readWhole(ctx, message), await ctx.now(), draft);
    }
    case 'save': {
      const folder = what.folder ? await folderNamed(ctx, what.folder) : undefined;
      const input = { message, ...(folder ? { to: folder } : {}) };
      return doOrAsk(ctx, saveAttachmentsAction, input, { ...go, label: 'Save' });
    }
    case 'task':
      return doOrAsk(
        ctx,
        toTaskAction,
        { message, ...(what.due ? { due: what.due } : {}) },
        { ...go, label: 'Add it' },
      );
    case 'channel': {
      const { mode, to } = what;
      if (!to) throw new Error('the channel is settled before');
      const operation = await ctx.operations.propose(toChannelAction, { message, to, mode }, id);
      return operation.state === 'proposed' ? confirmReply(operation, 'Post it') : endedReply(operation, sentence);
    }
    case 'flag': {
      const due = what.due ? { due: what.due } : {};
      return doOrAsk(ctx, flagAction, { message, flag: what.flag, ...due }, { ...go, label: 'Do it' });
    }
    case 'categorise':
      return doOrAsk(ctx, categoriseAction, { message, add: what.add, remove: what.remove }, { ...go, label: 'Do it' });
    case 'markRead':
      return doOrAsk(ctx, markReadAction, { message, read: what.read }, { ...go, label: 'Do it' });
    case 'move': {
      const folder = await mailFolderNamed(ctx, what.folder);
      return doOrAsk(ctx, moveAction, { message, folder }, { ...go, label: 'Move it' });
    }
    case 'delete': {
      // "the last email" may be another one than somebody thinks: what goes away is shown first.
      const operation = await ctx.operations.propose(deleteAction, { message }, id);
      return operation.state === 'proposed' ? confirmReply(operation, 'Delete it') : endedReply(operation, sentence);
    }
    default:
      throw new Error(`not an act on an email: ${what.kind}`);
  }
}
