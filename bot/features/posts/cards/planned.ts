import type { Planned } from '@aide/contracts/posts';
import { card, execute, shorten } from '../../../chat/cards.ts';
import { doneReply } from '../../../chat/outcome.ts';
import { bold, line, small } from '../../../chat/parts.ts';
import type { Reader } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import type { Operation } from '../../operation.ts';
import { momentOf } from '../moment.ts';
import { lookOf } from './look.ts';

const page = 5;

/** What waits, soonest first; each opens as its own card. */
export function plannedReply(plans: readonly Planned[], reader: Reader, from: number): Reply {
  if (plans.length === 0) {
    const text = 'No post of yours is planned.';
    return { text, card: card({ title: 'Planned posts', body: [text] }) };
  }
  const shown = plans.slice(from, from + page);
  const rest = plans.length - from - shown.length;
  const title = plans.length === 1 ? '1 planned post' : `${plans.length} planned posts`;
  return {
    text: title,
    card: card({
      title,
      body: shown.flatMap((plan) => [
        bold(`${momentOf(plan.at, reader)} · ${line(plan.title)}`),
        small(shorten(plan.post.subject ?? plan.post.text, 120)),
        ...(plan.retrying ? [small('Microsoft 365 was busy: it is tried again.')] : []),
      ]),
      actions: [
        ...shown.map((plan) => execute(`${momentOf(plan.at, reader)}: ${plan.title}`, 'posts.plan', { id: plan.id })),
        ...(rest > 0 ? [execute(`${rest} more`, 'posts.planned', { from: from + page })] : []),
      ],
      fallbackText: [title, ...shown.map((plan) => `${momentOf(plan.at, reader)}: ${line(plan.title)}`)].join('\n'),
    }),
  };
}

export function planReply(plan: Planned, reader: Reader): Reply {
  return {
    text: `${plan.title}, ${momentOf(plan.at, reader)}`,
    card: card({
      title: line(plan.title),
      body: [
        ...(plan.post.subject ? [bold(line(plan.post.subject))] : []),
        ...lookOf(plan.post.text, plan.post.mentions),
      ],
      facts: [{ title: 'When', value: momentOf(plan.at, reader) }],
      ...(plan.retrying
        ? { note: 'Its time has come, but Microsoft 365 was busy. I am trying again; you can still cancel it.' }
        : {}),
      actions: [
        execute('Change', 'posts.change', { id: plan.id }),
        execute('Cancel it', 'posts.cancelPlan', { id: plan.id }, 'destructive'),
        execute('All planned posts', 'posts.planned', { from: 0 }),
      ],
    }),
  };
}

/** After it was sent: the result with Undo, and a way to change what it says. */
export function postedReply(operation: Operation, note?: string): Reply {
  const reply = doneReply(operation, note);
  const canEdit = operation.canUndo && operation.undoKind !== 'none';
  if (!canEdit || !reply.card) return reply;
  const edit = execute('Edit', 'posts.edit', { operation: operation.id });
  return {
    ...reply,
    card: { ...reply.card, actions: [edit, ...((reply.card.actions as unknown[] | undefined) ?? [])] },
  };
}
