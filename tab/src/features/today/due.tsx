import type { Task } from '@aide/contracts/tasks';
import type { DueTasks } from '@aide/contracts/today';
import { Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, StarFilled } from '@fluentui/react-icons';
import { dayInWords } from '../../app/dates.ts';
import { Empty } from '../../app/section.tsx';
import { useSession } from '../../app/session.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'flex',
    alignItems: 'start',
    minWidth: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottom: 'none' },
  },
  check: { flexGrow: 1, minWidth: 0, alignItems: 'start' },
  late: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
  label: { display: 'grid' },
  star: { color: tokens.colorBrandForeground1, marginLeft: tokens.spacingHorizontalXS, verticalAlign: '-2px' },
});

/** What is late, then what is due today; ticked off at once. */
export function Due({ tasks, today, complete }: { tasks: DueTasks; today: string; complete(task: Task): void }) {
  const styles = useStyles();
  const { host } = useSession();
  const all = [...tasks.overdue, ...tasks.today];
  if (all.length === 0)
    return (
      <Empty icon={<CheckmarkCircleRegular />}>
        Nothing is due today. A task with a date shows up here on its day, whichever list it is in.
      </Empty>
    );
  return (
    <>
      <ul className={styles.list}>
        {all.map((task) => (
          <li key={task.taskId} className={styles.row}>
            <Checkbox
              className={styles.check}
              shape="circular"
              checked={false}
              onChange={() => complete(task)}
              label={
                <span className={styles.label}>
                  <span>
                    {task.title}
                    {task.importance === 'high' ? <StarFilled className={styles.star} aria-label="Important" /> : null}
                  </span>
                  <Caption1 className={styles.quiet}>
                    {task.due && task.due < today ? (
                      <span className={styles.late}>Late: {dayInWords(task.due, today, host.locale)}</span>
                    ) : (
                      'Today'
                    )}
                    {` · ${task.list}`}
                  </Caption1>
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {tasks.cut.length > 0 ? <Caption1>There is more in {tasks.cut.join(', ')} than is shown here.</Caption1> : null}
    </>
  );
}
