import { checkInput, taskRef } from '@aide/contracts/tasks';
import type { ChecklistItem, TodoTask } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { writeScopes } from '../scopes.ts';
import { readTask, taskPath, titleOf } from '../task.ts';
import { unlessGone } from './gone.ts';

type Input = z.output<typeof checkInput>;
export const checkOutput = taskRef.extend({
  taskTitle: z.string(),
  stepId: z.string(),
  title: z.string(),
  wasDone: z.boolean(),
});
type Output = z.output<typeof checkOutput>;
const memory = z.object({ before: z.array(z.string()), step: checkOutput.optional() });

const words: Record<Input['change'], string> = {
  add: 'Added the step',
  check: 'Ticked the step',
  uncheck: 'Opened the step',
  remove: 'Removed the step',
};
const orders: Record<Input['change'], string> = { add: 'Add', check: 'Tick', uncheck: 'Open', remove: 'Remove' };

export const checkAction: Action<typeof checkInput, Output> = {
  name: 'tasks.check',
  title: 'Add, tick, open or remove a step of a task',
  scopes: writeScopes,
  input: checkInput,
  output: checkOutput,

  async propose(ctx, input) {
    const task = await readTask(ctx, input);
    const title = input.change === 'add' ? input.title : stepOf(task, input.stepId).title;
    return {
      title: `${orders[input.change]} the step "${title}"`,
      facts: [{ title: 'Task', value: titleOf(task) }],
      warnings: [],
      ...(input.change === 'remove'
        ? { undo: 'compensating', remains: 'It would be added again, at the end of the steps.' }
        : { undo: 'exact' }),
    };
  },

  async perform(ctx, input, _operation, kept) {
    const known = memory.safeParse(kept.kept);
    const task = await readTask(ctx, input);
    const before = known.data ?? {
      before: (task.checklistItems ?? []).map((step) => step.id ?? ''),
      ...(input.change === 'add' ? {} : { step: resultOf(input, task, stepOf(task, input.stepId)) }),
    };
    if (!known.success) await kept.keep(before);
    const step = await carryOut(ctx, input, task, before.before);
    const result = before.step ?? resultOf(input, task, step!);
    return {
      summary: `${words[input.change]} "${result.title}" ${input.change === 'add' ? 'to' : 'of'} "${titleOf(task)}"`,
      warnings: [],
      links: [],
      result,
    };
  },

  recover: async () => 'repeat',

  async undo(ctx, input, { result }) {
    const path = taskPath(result, 'checklistItems', result.stepId);
    if (input.change === 'add') await unlessGone(ctx.graph.delete(path));
    else if (input.change !== 'remove')
      await ctx.graph.patch(path, { isChecked: result.wasDone }, { repeatable: true });
    else {
      const { checklistItems = [] } = await readTask(ctx, result);
      const again = checklistItems!.some(
        (step) => step.displayName === result.title && step.isChecked === result.wasDone,
      );
      if (!again)
        await ctx.graph.post(taskPath(result, 'checklistItems'), {
          displayName: result.title,
          isChecked: result.wasDone,
        });
    }
    return { summary: `The steps of "${result.taskTitle}" are as they were` };
  },
};

/** @param before ids of the steps there were when this began: one that is new and called so was added by it */
async function carryOut(ctx: Context, input: Input, task: TodoTask, before: string[]) {
  if (input.change === 'add') {
    const { title } = input;
    const added = task.checklistItems?.find((step) => step.displayName === title && !before.includes(step.id ?? ''));
    const body = { displayName: title, isChecked: false };
    return shape(added ?? (await ctx.graph.post<ChecklistItem>(taskPath(input, 'checklistItems'), body)));
  }
  const path = taskPath(input, 'checklistItems', input.stepId);
  if (input.change === 'remove') await unlessGone(ctx.graph.delete(path));
  else await ctx.graph.patch(path, { isChecked: input.change === 'check' }, { repeatable: true });
  return undefined;
}

interface Step {
  id: string;
  title: string;
  done: boolean;
}
const shape = ({ id, displayName, isChecked }: ChecklistItem): Step => ({
  id: id ?? '',
  title: displayName ?? '',
  done: isChecked ?? false,
});

const resultOf = ({ listId, taskId }: Input, task: TodoTask, step: Step): Output => ({
  listId,
  taskId,
  taskTitle: titleOf(task),
  stepId: step.id,
  title: step.title,
  wasDone: step.done,
});

function stepOf({ checklistItems }: TodoTask, stepId: string): Step {
  const step = checklistItems?.find(({ id }) => id === stepId);
  if (step) return shape(step);
  throw new AideError('not_found', {
    userMessage: 'This step is not there any more.',
    remedy: 'Look at the task to see its steps.',
  });
}
