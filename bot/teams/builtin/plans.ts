import { operationId } from '@aide/contracts/operations';
import { z } from 'zod';
import { card, execute } from '../../chat/cards.ts';
import { doneReply } from '../../chat/outcome.ts';
import { bold, line, small } from '../../chat/parts.ts';
import { type Reader, written } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../../features/chat.ts';
import type { Plan } from '../../features/operation.ts';
import type { Registry } from '../../features/registry.ts';
import type { Plans } from '../../operations/plans.ts';
import { isZone } from '../../zones.ts';
import type { Turn } from '../turn.ts';
import type { BuiltIn, BuiltInVerb } from './builtin.ts';
import { operationReply } from './operations.ts';

const id = z.object({ id: operationId });
const from = z.int().min(0).max(10_000).default(0);

/** Cancel buttons on a card; the sixth place is for the next page. */
const pageSize = 5;

/** What waits for its time, each with Cancel. */
export const planned: BuiltIn = {
  name: 'plans.list',
  title: 'What you planned for later, with Cancel',
  phrases: [
    'planned',
    'plans',
    'my plans',
    'show my plans',
    'show plans',
    'list plans',
    'what is planned',
    'whats planned',
    'what have i planned',
    'what did i plan',
    'what is waiting',
  ],
  run: (turn) => showPlans(turn, 0),
};

async function showPlans(turn: Turn, start: number, note?: string): Promise<Reply> {
  return plansReply(await turn.open([]).plans.list(), { start, note, reader: readerOf(turn) });
}

export function plansReply(
  plans: Plan[],
  { start, note, reader }: { start: number; note?: string; reader: Reader },
): Reply {
  const status = note ? { status: { text: note, kind: 'good' as const } } : {};
  if (plans.length === 0) {
    const text = 'Nothing is planned for later.';
    return { text: note ? `${note} ${text}` : text, card: card({ title: text, ...status }) };
  }
  const first = start < plans.length ? start : 0;
  const shown = plans.slice(first, first + pageSize);
  const next = first + pageSize;
  const more = plans.length - next;
  return {
    text: note ?? `${plans.length} planned for later.`,
    card: card({
      title: plans.length === 1 ? 'One thing is planned' : `${plans.length} things are planned`,
      ...status,
      body: shown.flatMap((plan) => [bold(line(plan.title)), small(timeOf(plan, reader))]),
      note: `Times are in ${reader.timeZone}.`,
      actions: [
        ...shown.map((plan) =>
          execute(`Cancel: ${plan.title}`, 'plan.cancel', { id: plan.id, from: first }, 'destructive'),
        ),
        ...(more > 0 ? [execute(`${more} more`, 'plan.page', { from: next })] : []),
      ],
      fallbackText: ['Planned for later:', ...shown.map((p) => `${timeOf(p, reader)}: ${line(p.title)}`)].join('\n'),
    }),
  };
}

export function planVerbs(registry: Registry, plans: Plans): BuiltInVerb[] {
  const cancel: BuiltInVerb = {
    verb: 'plan.cancel',
    data: id.extend({ from }),
    async run(turn, data) {
      const { id: planId, from: page } = data as { id: string; from: number };
      const plan = await turn.open([]).plans.cancel(planId);
      if (!plan) throw notYours();
      return showPlans(turn, page, plan.state === 'cancelled' ? `Cancelled: ${line(plan.title)}` : tooLate[plan.state]);
    },
  };
  const now: BuiltInVerb = {
    verb: 'plan.now',
    data: id,
    async run(turn, data) {
      const { id: planId } = data as { id: string };
      const plan = await turn.open([]).plans.get(planId);
      const action = plan && registry.actions.get(plan.action);
      if (!action) throw notYours();
      if (plan.state === 'cancelled' || plan.state === 'planned' || plan.state === 'retrying')
        return { text: notNow[plan.state] };
      // The plan's id is the operation's: pressed again, or done meanwhile, it is the same one.
      const operation = await turn.open(action.scopes).operations.run(action, plan.input, planId);
      if (operation.state !== 'done') return operationReply(operation);
      await plans.change(turn.person, planId, 'failed', 'done');
      return doneReply(operation);
    },
  };
  const page: BuiltInVerb = {
    verb: 'plan.page',
    data: z.object({ from }),
    run: (turn, data) => showPlans(turn, (data as { from: number }).from),
  };
  return [cancel, now, page];
}

const tooLate: Record<Plan['state'], string> = {
  planned: 'It still waits.',
  running: 'Too late to cancel: it is being done.',
  retrying: 'It still waits.',
  done: 'Too late to cancel: it is done. Say “recent” to take it back.',
  failed: 'It did not happen.',
  cancelled: 'Cancelled.',
};

const notNow = {
  planned: 'It waits for its time. Say “planned” to see it.',
  retrying: 'Microsoft 365 was busy; it is tried again soon. Say “planned” to see it.',
  cancelled: 'You cancelled it, so I did nothing. Ask me for it again.',
};

const timeOf = ({ at, state }: Plan, reader: Reader) => {
  const time = written(at, 'fullMoment', reader);
  return state === 'retrying' ? `${time} (Microsoft 365 was busy: it is tried again)` : time;
};

/** What the client says of the person, which needs no sign-in. */
const readerOf = ({ zone, locale = 'en-US' }: Turn): Reader => ({
  timeZone: zone && isZone(zone) ? zone : 'UTC',
  locale,
});

const notYours = () =>
  new AideError('not_found', {
    userMessage: 'This plan is not yours, or it is no longer there.',
    remedy: 'Say “planned” to see what waits.',
  });
