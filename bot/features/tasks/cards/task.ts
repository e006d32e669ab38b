import type { Task } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import type { z } from 'zod';
import { card, type Element, execute, text } from '../../../chat/cards.ts';
import { bold, buttons, line, link, small } from '../../../chat/parts.ts';
import { tabPlace } from '../../../chat/tab-links.ts';
import { readerOf } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import type { Operation } from '../../operation.ts';
import type { addOutput } from '../actions/add.ts';
import { dayText, timeText, whenDue } from '../describe.ts';
import { taskLink } from '../task.ts';
import { fileLines } from './files.ts';

/** What a task is, in facts. */
export function taskFacts(task: Task, now: DateTime): { title: string; value: string }[] {
  const { due, reminder, repeats, importance, categories, completedOn } = task;
  return [
    { title: 'List', value: line(task.list) },
    ...(completedOn ? [{ title: 'Completed', value: dayText(completedOn, now) }] : []),
    ...(due ? [{ title: 'Due', value: `${dayText(due, now)}${near(due, now)}` }] : []),
    ...(reminder ? [{ title: 'Reminder', value: timeText(reminder, readerOf(now)) }] : []),
    ...(repeats ? [{ title: 'Repeats', value: repeats }] : []),
    ...(importance === 'normal' ? [] : [{ title: 'Importance', value: importance }]),
    ...(categories.length > 0 ? [{ title: 'Categories', value: line(categories.join(', ')) }] : []),
  ];
}

/** "(tomorrow)". */
function near(due: string, now: DateTime): string {
  const words = whenDue(due, now);
  return words === dayText(due, now) ? '' : ` (${words})`;
}

const placeOf = ({ listId, taskId }: Task) => tabPlace('tasks', 'task', listId, taskId);

/** Only where it came from; one button more than this leads to To Do. */
const sources = (task: Task) => task.links.slice(0, 1).flatMap(({ title, url }) => link(`Open ${title}`, url));

/** A task that was just added. */
export function addedReply(operation: Operation<z.output<typeof addOutput>>, now: DateTime, note?: string): Reply {
  const { summary, warnings, result } = operation.receipt!;
  const { task } = result;
  const { title, url } = taskLink(task);
  return {
    text: summary,
    card: card({
      title: line(task.title),
      status: note ? { text: note, kind: 'warning' } : { text: 'Added', kind: 'good' },
      body: task.note ? [small(line(task.note))] : [],
      facts: taskFacts(task, now),
      warnings,
      tab: placeOf(task),
      actions: [
        ...sources(task),
        ...link(title, url),
        ...(operation.canUndo ? [execute('Undo', 'operation.undo', { id: operation.id }, 'destructive')] : []),
      ],
      fallbackText: summary,
    }),
  };
}

/** Notes and steps that are shown; the rest is in To Do. */
const longestNote = 2000;
const mostSteps = 20;

/** One task with everything in it. @param draft what its buttons are about */
export function taskReply(task: Task, now: DateTime, draft: string): Reply {
  const steps = task.steps ?? [];
  const files = task.attachments ?? [];
  const done = steps.filter((step) => step.done).length;
  const body: Element[] = [
    ...(task.note
      ? task.note
          .slice(0, longestNote)
          .split('\n')
          .filter((part) => part.trim())
          .slice(0, 20)
          .map((part) => text(part))
      : []),
    ...(steps.length > 0 ? [bold(`Steps: ${done} of ${steps.length}`)] : []),
    ...steps.slice(0, mostSteps).map((step) => text(`${step.done ? '☑' : '☐'} ${step.title}`, { spacing: 'None' })),
    ...(steps.length > mostSteps ? [small(`and ${steps.length - mostSteps} more`)] : []),
    ...fileLines(files),
  ];
  const act = (label: string, what: string) => ({ label, verb: 'tasks.act', data: { draft, act: what } });
  const { title, url } = taskLink(task);
  // There is room for three.
  const last = files.length > 0 ? act('Files', 'files') : act('Next week', 'week');
  const open = [act('Done', 'complete'), act('Tomorrow', 'tomorrow'), last];
  return {
    text: `${task.title}${task.due ? `, due ${whenDue(task.due, now)}` : ''}`,
    card: card({
      title: line(task.title),
      ...(task.done ? { status: { text: 'Completed', kind: 'good' as const } } : {}),
      body,
      facts: taskFacts(task, now),
      tab: placeOf(task),
      actions: [
        ...buttons(task.done ? [act('Reopen', 'reopen')] : open),
        ...sources(task),
        ...link(title, url),
        ...buttons([act('Delete', 'delete')]),
      ],
    }),
  };
}
