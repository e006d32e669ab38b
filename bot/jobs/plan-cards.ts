import { card, execute, openUrl } from '../chat/cards.ts';
import { doneReply } from '../chat/outcome.ts';
import { line } from '../chat/parts.ts';
import type { Reply } from '../features/chat.ts';
import type { Plan } from '../features/operation.ts';
import type { PlanOutcome } from './plans.ts';

/**
 * What became of a plan, in the person's own chat.
 * @param connect where a browser gives what was missing (consent, a sign-in step); the plan is carried out after it
 */
export function planReply(plan: Plan, outcome: PlanOutcome, connect?: string): Reply {
  if (outcome.kind === 'done') return doneReply(outcome.operation);
  const late = outcome.kind === 'late';
  const title = `Not done: ${line(plan.title)}`;
  const why = late
    ? [
        'I was not running at its time, and more than twelve hours have passed since: maybe too late. Should I still do it?',
      ]
    : [outcome.detail, outcome.remedy];
  return {
    text: `${title}. ${why[0]}`,
    card: card({
      title,
      status: { text: late ? 'Its time has passed' : 'It did not happen', kind: 'attention' },
      body: ['You planned this for later.', ...why],
      actions: [
        ...(connect ? [openUrl('Give what is missing', connect)] : []),
        execute('Do it now', 'plan.now', { id: plan.id }),
        execute('Leave it', 'operation.keep', {}),
      ],
    }),
  };
}
