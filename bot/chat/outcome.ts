import type { Reply } from '../features/chat.ts';
import type { Operation } from '../features/operation.ts';
import { card, execute } from './cards.ts';
import { buttons, line, link, say } from './parts.ts';
import { tabPlace } from './tab-links.ts';

/** A move that was made, or any other operation with a receipt. */
export function doneReply(operation: Operation, note?: string): Reply {
  const { summary, warnings, links } = operation.receipt!;
  return {
    text: summary,
    card: card({
      title: line(summary),
      status: note ? { text: note, kind: 'warning' } : { text: 'Done', kind: 'good' },
      warnings,
      tab: tabPlace('activity', operation.id),
      actions: [
        ...links.slice(0, 3).flatMap(({ title, url }) => link(title, url)),
        ...(operation.canUndo && operation.undoKind !== 'none'
          ? [execute('Undo', 'operation.undo', { id: operation.id }, 'destructive')]
          : []),
      ],
    }),
  };
}

/** An operation that did not end well, or was taken back: what is so now, and the way on. */
export function endedReply(operation: Operation, sentence: string): Reply {
  const undone = operation.state === 'undone';
  const text = undone
    ? (operation.receipt?.summary ?? 'Taken back.')
    : (operation.problem?.detail ?? 'Aide is still at work on this.');
  return {
    text,
    card: card({
      title: undone ? 'This was taken back' : 'Not settled',
      body: [text, ...(operation.problem ? [operation.problem.remedy] : [])],
      actions: sentence ? buttons([say('Ask again', sentence)]) : [],
    }),
  };
}
