import type { Task } from '@aide/contracts/tasks';
import {
  Button,
  Caption1,
  Checkbox,
  Link,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular, StarFilled, StarRegular } from '@fluentui/react-icons';
import { addDays, dayInWords, nextMonday, timeIn } from '../../app/dates.ts';
import { useSession } from '../../app/session.ts';
import type { TaskActs } from './use-tasks.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    padding: `${tokens.spacingVerticalXXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottom: 'none' },
  },
  text: { flex: '1 1 auto', minWidth: 0, display: 'grid', gap: '2px', paddingBlock: tokens.spacingVerticalXS },
  title: { textAlign: 'start', color: tokens.colorNeutralForeground1, justifySelf: 'start' },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
  about: { color: tokens.colorNeutralForeground3 },
  late: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  star: { color: tokens.colorBrandForeground1 },
});

interface RowProps {
  task: Task;
  today: string;
  timeZone: string;
  acts: TaskActs;
  /** Not told where every task is of one list. */
  showList: boolean;
  open(task: Task): void;
  remove(task: Task): void;
  share(task: Task): void;
}

/** A task: tick it off, star it, move its day; its title opens it. */
export function Row({ task, today, timeZone, acts, showList, open, remove, share }: RowProps) {
  const styles = useStyles();
  const { host } = useSession();
  const { title, done, due, importance } = task;
  const isImportant = importance === 'high';
  const reschedule = (day: string | null) => () => acts.update(task, { due: day });
  return (
    <li className={styles.row}>
      <Checkbox
        shape="circular"
        checked={done}
        aria-label={done ? `Reopen ${title}` : `Complete ${title}`}
        onChange={() => (done ? acts.reopen(task) : acts.complete(task))}
      />
      <div className={styles.text}>
        <Link as="button" className={mergeClasses(styles.title, done && styles.done)} onClick={() => open(task)}>
          {title}
        </Link>
        <About task={task} today={today} timeZone={timeZone} locale={host.locale} showList={showList} />
      </div>
      {done ? null : (
        <>
          <Button
            appearance="subtle"
            icon={isImportant ? <StarFilled className={styles.star} /> : <StarRegular />}
            aria-label={`Important: ${title}`}
            aria-pressed={isImportant}
            onClick={() => acts.update(task, { importance: isImportant ? 'normal' : 'high' })}
          />
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={`More for ${title}`} />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {due === today ? null : <MenuItem onClick={reschedule(today)}>Due today</MenuItem>}
                <MenuItem onClick={reschedule(addDays(today, 1))}>Due tomorrow</MenuItem>
                <MenuItem onClick={reschedule(nextMonday(today))}>Due next Monday</MenuItem>
                {due && !task.repeats ? <MenuItem onClick={reschedule(null)}>No due date</MenuItem> : null}
                <MenuDivider />
                <MenuItem onClick={() => open(task)}>Edit</MenuItem>
                <MenuItem onClick={() => share(task)}>Copy link</MenuItem>
                <MenuItem onClick={() => remove(task)}>Delete</MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        </>
      )}
    </li>
  );
}

function About(props: { task: Task; today: string; timeZone: string; locale: string; showList: boolean }) {
  const styles = useStyles();
  const { task, today, timeZone, locale, showList } = props;
  const { due, reminder, repeats, list, done, completedOn, links, hasAttachments, note } = task;
  const isLate = !done && due !== undefined && due < today;
  const parts = [
    ...(done && completedOn ? [`Completed ${dayInWords(completedOn, today, locale)}`] : []),
    ...(due && !done ? [`${isLate ? 'Late: ' : ''}${dayInWords(due, today, locale)}`] : []),
    ...(reminder && !done ? [`reminder ${timeIn(timeZone, Date.parse(reminder), locale)}`] : []),
    ...(repeats && !done ? [repeats] : []),
    ...(showList ? [list] : []),
    ...(links[0] ? [`from ${links[0].title}`] : []),
    ...(hasAttachments ? ['with files'] : []),
    ...(note ? ['note'] : []),
  ];
  if (parts.length === 0) return null;
  const [first, ...rest] = parts;
  return (
    <Caption1 className={styles.about}>
      {isLate ? <span className={styles.late}>{first}</span> : first}
      {rest.map((part) => ` · ${part}`).join('')}
    </Caption1>
  );
}
