import type { Task, TaskList } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import { card, type Element, execute, shorten } from '../../../chat/cards.ts';
import { asked, bold, buttons, line, type Option, say, small } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';
import { whenDue } from '../describe.ts';
import { plural } from '../task.ts';

/** Tasks on one page: keeps the card readable on a phone and far below what Teams takes. */
export const pageSize = 10;

/** A task with the heading it stands under. */
export interface Entry {
  heading: string;
  task: Task;
}

export interface TasksPage {
  title: string;
  entries: Entry[];
  /** Index of the first of them in the whole. */
  from: number;
  /** How many there are; undefined = not known. */
  total?: number;
  more: boolean;
  /** Lists of which not everything was read. */
  cut?: string[];
  now: DateTime;
  draft: string;
  /** Said when there is nothing. */
  nothing: string;
}

/** Tasks to be ticked: one choice set under each heading, and one button for all that is ticked. */
export function tasksReply(page: TasksPage): Reply {
  const { title, entries, from, total, more, cut = [], now, draft, nothing } = page;
  const open = entries.some(({ task }) => !task.done);
  const count = total === undefined ? '' : `: ${plural(total, 'task')}`;
  const summary = entries.length === 0 && from === 0 ? `${title}: ${nothing}` : `${title}${count}`;
  const range = total === undefined ? '' : ` of ${total}`;
  return {
    text: summary,
    card: card({
      title: line(title),
      body: entries.length === 0 ? [nothing] : choices(entries, now),
      ...(from > 0 || more ? { note: `${from + 1}–${from + entries.length}${range}` } : {}),
      warnings: cut.map((name) => `There is more in ${line(name)} than I read at once.`),
      actions: [
        ...(open ? [execute('Mark as done', 'tasks.tick', { draft }, 'positive')] : []),
        ...(from > 0 ? [execute('Earlier', 'tasks.more', { draft, from: Math.max(0, from - pageSize) })] : []),
        ...(more ? [execute('More', 'tasks.more', { draft, from: from + pageSize })] : []),
      ],
      fallbackText: [summary, ...entries.map(({ task }) => label(task, now))].join('\n'),
    }),
  };
}

function choices(entries: Entry[], now: DateTime): Element[] {
  const headings = [...new Set(entries.map(({ heading }) => heading))];
  return headings.flatMap((heading, i) => {
    const mine = entries.flatMap((entry, index) => (entry.heading === heading ? [{ ...entry, index }] : []));
    return [
      ...(heading ? [bold(heading)] : []),
      ...(mine.every(({ task }) => task.done)
        ? mine.map(({ task }) => small(`☑ ${label(task, now)}`))
        : [
            {
              type: 'Input.ChoiceSet',
              id: `picked${i}`,
              style: 'expanded',
              isMultiSelect: true,
              wrap: true,
              ...(heading ? {} : { label: 'Tasks' }),
              // Positions on this page: what comes back is looked up in what was shown.
              choices: mine.map(({ task, index }) => ({ title: label(task, now), value: String(index) })),
            },
          ]),
    ];
  });
}

/** "Send the deck · tomorrow · Work · important". A choice shows plain text, no Markdown. */
export function label(task: Task, now: DateTime): string {
  const marks = [
    ...(task.done && task.completedOn ? [`completed ${whenDue(task.completedOn, now)}`] : []),
    ...(task.due && !task.done ? [whenDue(task.due, now)] : []),
    task.list,
    ...(task.importance === 'high' ? ['important'] : []),
    ...(task.repeats ? [task.repeats] : []),
  ];
  return [shorten(task.title.replace(/\s+/gu, ' '), 120), ...marks.map((mark) => shorten(mark, 60))].join(' · ');
}

/** Which of these is meant? */
export function whichReply(question: string, tasks: Task[], now: DateTime, draft: string, more: Option[]): Reply {
  const options = tasks.map((task, index) => ({
    label: line(task.title),
    verb: 'tasks.which',
    data: { draft, index },
  }));
  const made = card({
    title: question,
    body: tasks.map((task) => small(label(task, now))),
    actions: buttons([...options, ...more]),
  });
  return asked(made, question, [...options, ...more]);
}

export function listsReply(lists: TaskList[]): Reply {
  const shown = lists.slice(0, 30);
  return {
    text: `You have ${plural(lists.length, 'list')}.`,
    card: card({
      title: 'Your task lists',
      body: [
        ...shown.map((list) => small(`${line(list.name)}${list.shared ? ' · shared' : ''}`)),
        ...(lists.length > shown.length ? [small(`and ${lists.length - shown.length} more`)] : []),
      ],
      actions: buttons(shown.slice(0, 6).map((list) => say(line(list.name), `show list "${list.name}"`))),
    }),
  };
}

/** Which list? @param lists to choose from @param create a new one of this name is offered as well */
export function whichListReply(
  question: string,
  lists: TaskList[],
  draft: string,
  create: string | undefined,
  verb: string,
): Reply {
  const options: Option[] = [
    ...lists.slice(0, create ? 5 : 6).map((list, index) => ({ label: line(list.name), verb, data: { draft, index } })),
    ...(create ? [{ label: `New list ${line(create)}`, verb, data: { draft, create: true } }] : []),
  ];
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}
