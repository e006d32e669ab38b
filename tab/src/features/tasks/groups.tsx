import type { Task } from '@aide/contracts/tasks';
import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { TaskListLtrRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { Empty } from '../../app/section.tsx';
import type { Group, Where } from './place.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  head: { display: 'block', marginBottom: tokens.spacingVerticalXS },
});

/** Rows that are drawn before somebody asks for more. */
const pageSize = 50;

const teachings: Record<Where['kind'], string> = {
  due: 'Nothing to do. Add a task above, or write to Aide in chat: “remind me to send the deck on Friday 9am”.',
  important: 'Nothing is marked as important. Press the star of a task, and it shows up here.',
  list: 'This list is empty. Add a task above; write a day or a time into it, and it gets a due date and a reminder.',
};

/** Groups one below the other, of all together a page at a time. */
export function Groups({ where, groups, row }: { where: Where; groups: Group[]; row(task: Task): ReactNode }) {
  const styles = useStyles();
  const [shown, setShown] = useState(pageSize);
  const total = groups.reduce((sum, { tasks }) => sum + tasks.length, 0);
  if (total === 0) return <Empty icon={<TaskListLtrRegular />}>{teachings[where.kind]}</Empty>;
  let left = shown;
  return (
    <>
      {groups.map(({ title, tasks }) => {
        const drawn = tasks.slice(0, Math.max(0, left));
        left -= drawn.length;
        return drawn.length === 0 ? null : (
          <section key={title} aria-label={title}>
            {where.kind === 'due' ? (
              <Subtitle2 as="h2" className={styles.head}>
                {title}
              </Subtitle2>
            ) : null}
            <ul className={styles.list} aria-label={`${title} tasks`}>
              {drawn.map(row)}
            </ul>
          </section>
        );
      })}
      {total > shown ? (
        <Button onClick={() => setShown(shown + pageSize)}>Show more ({total - shown} left)</Button>
      ) : null}
    </>
  );
}
