import { operationId } from '@aide/contracts/operations';
import { z } from 'zod';
import { card, execute, openUrl, text } from '../../chat/cards.ts';
import { keptReply } from '../../chat/confirm.ts';
import type { Reply } from '../../features/chat.ts';
import type { Operation } from '../../features/operation.ts';
import type { Registry } from '../../features/registry.ts';
import type { Turn } from '../turn.ts';
import type { BuiltIn, BuiltInVerb } from './builtin.ts';

const data = z.object({ id: operationId });

/** "recent": the ledger of the person, with Undo where it is possible. */
export const recent: BuiltIn = {
  name: 'operations.recent',
  title: 'What I did for you lately, with Undo',
  phrases: ['recent', 'recent operations', 'recent actions', 'history', 'what did you do', 'undo list'],
  run: showRecent,
};

async function showRecent(turn: Turn): Promise<Reply> {
  const operations = await turn.open([]).operations.list(10);
  return operations.length === 0 ? { text: 'I have not done anything for you yet.' } : recentReply(operations);
}

/** "undo": takes back what was done last. What cannot be taken back is said, and what else can be is shown. */
export const undoLast = (registry: Registry): BuiltIn => ({
  name: 'operations.undo',
  title: 'Take back what I did last',
  phrases: [
    'undo',
    'undo it',
    'undo that',
    'undo this',
    'undo last',
    'undo the last one',
    'undo the last thing',
    'take it back',
    'take that back',
    'take this back',
    'revert that',
  ],
  async run(turn) {
    const operations = await turn.open([]).operations.list(10);
    // What was only shown has not been done, and what was taken back is back.
    const last = operations.find(({ state }) => state !== 'proposed' && state !== 'undone' && state !== 'failed');
    if (!last?.canUndo) return showRecent(turn);
    return operationReply(await turn.open(registry.actions.get(last.action)?.scopes ?? []).operations.undo(last.id));
  },
});

function recentReply(operations: Operation[]): Reply {
  const undoable = operations.filter((o) => o.canUndo).slice(0, 6);
  return {
    text: 'What I did for you lately.',
    card: card({
      title: 'What I did for you lately',
      body: operations.flatMap((o) => [
        text(summaryOf(o), { spacing: 'Small' }),
        text(stateWords[o.state], { isSubtle: true, size: 'Small', spacing: 'None' }),
      ]),
      actions: undoable.map((o) => execute(`Undo: ${summaryOf(o)}`, 'operation.undo', { id: o.id }, 'destructive')),
      ...(undoable.length === 0 ? { note: 'None of these can be undone any more.' } : {}),
    }),
  };
}

/** The buttons that work on any operation, of whichever feature. */
export function operationVerbs(registry: Registry): BuiltInVerb[] {
  /** The ledger opened with the scopes of the operation's own action; undefined when it is not this person's. */
  const opened = async (turn: Turn, id: string) => {
    const found = await turn.open([]).operations.get(id);
    return found && turn.open(registry.actions.get(found.action)?.scopes ?? []).operations;
  };
  return [
    {
      verb: 'operation.undo',
      data,
      async run(turn, { id }) {
        const operations = await opened(turn, id);
        return operations ? operationReply(await operations.undo(id)) : notYours;
      },
    },
    {
      verb: 'operation.confirm',
      data,
      async run(turn, { id }) {
        const operations = await opened(turn, id);
        return operations ? operationReply(await operations.confirm(id)) : notYours;
      },
    },
    { verb: 'operation.keep', data: z.object({}), run: async () => keptReply() },
  ];
}

const notYours: Reply = {
  text: 'This card belongs to somebody else, or it is too old. Ask me yourself, and you get your own.',
};

/** An operation as it stands now. */
export function operationReply(operation: Operation): Reply {
  const { receipt, problem, proposal, state } = operation;
  const summary = summaryOf(operation);
  const kind = state === 'done' || state === 'undone' ? 'good' : state === 'failed' ? 'attention' : 'warning';
  return {
    text: `${stateWords[state]}: ${summary}`,
    card: card({
      title: summary,
      status: { text: stateWords[state], kind },
      body: problem ? [problem.detail, problem.remedy] : [],
      facts: state === 'proposed' || state === 'done' ? (receipt?.facts ?? proposal?.facts ?? []) : [],
      warnings: [
        ...(receipt && state === 'done' ? receipt.warnings : []),
        ...(state === 'undone' && proposal?.remains ? [proposal.remains] : []),
      ],
      actions: [
        ...(state === 'done' ? (receipt?.links ?? []).slice(0, 4).map((link) => openUrl(link.title, link.url)) : []),
        ...(operation.canUndo ? [execute('Undo', 'operation.undo', { id: operation.id }, 'destructive')] : []),
      ],
    }),
  };
}

const summaryOf = (o: Operation) => o.receipt?.summary ?? o.proposal?.title ?? o.action;

const stateWords: Record<Operation['state'], string> = {
  proposed: 'Not confirmed',
  attempting: 'Still at work',
  done: 'Done',
  failed: 'It did not happen',
  unknown: 'It is not known whether it happened',
  undone: 'Undone',
};
