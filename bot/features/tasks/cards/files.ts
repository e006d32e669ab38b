import type { Attachment, Task } from '@aide/contracts/tasks';
import { card, type Element, text } from '../../../chat/cards.ts';
import { bold, buttons, line, link, small } from '../../../chat/parts.ts';
import { sizeText } from '../../../chat/size.ts';
import type { Reply } from '../../chat.ts';
import { plural, taskLink } from '../task.ts';

/** Names that are shown; the rest is in To Do. */
const mostShown = 10;
/** Files with a button of their own; one more of the six leads to To Do. */
const mostButtons = 5;

/** "Files: 2", then name and size of each. */
export function fileLines(files: Attachment[]): Element[] {
  if (files.length === 0) return [];
  return [
    bold(`Files: ${files.length}`),
    ...files
      .slice(0, mostShown)
      .map(({ name, size }) => text(`📎 ${line(name)} · ${sizeText(size)}`, { spacing: 'None' })),
    ...(files.length > mostShown ? [small(`and ${files.length - mostShown} more`)] : []),
  ];
}

/** The files at a task. Graph has no address that opens one in a browser; To Do does that. @param draft what its buttons are about */
export function filesReply(task: Task, draft: string): Reply {
  const files = task.attachments ?? [];
  const { title, url } = taskLink(task);
  const summary =
    files.length === 0
      ? `No file is attached to "${line(task.title)}".`
      : `${plural(files.length, 'file')} at "${line(task.title)}"`;
  return {
    text: summary,
    card: card({
      title: line(task.title),
      body: files.length === 0 ? ['No file is attached to it.'] : fileLines(files),
      ...(files.length > mostButtons ? { note: 'For the others say: remove … from the task.' } : {}),
      actions: [
        ...link(title, url),
        ...buttons(
          files.slice(0, mostButtons).map(({ name }, index) => ({
            label: `Remove ${line(name)}`,
            verb: 'tasks.detach',
            data: { draft, index },
          })),
        ),
      ],
      fallbackText: [summary, ...files.map(({ name }) => name)].join('\n'),
    }),
  };
}
