import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { FlagRegular, HomeRegular, TaskListLtrRegular } from '@fluentui/react-icons';
import { hrefOf } from '../app/route.ts';
import { useNarrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import type { TaskList } from './task.ts';

const useStyles = makeStyles({
  nav: {
    width: '260px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: '16px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '8px',
    minWidth: 0,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': {
      backgroundColor: tokens.colorNeutralBackground1,
      boxShadow: tokens.shadow2,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  icon: { flexShrink: 0 },
  select: { padding: '8px 12px 0' },
});

const icons: Record<string, typeof HomeRegular> = { defaultList: HomeRegular, flaggedEmails: FlagRegular };

/** The person's lists; where there is no room beside the tasks, one field above them. */
export function ListNav({ lists, open }: { lists: TaskList[]; open: string }) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  if (isNarrow)
    return (
      <div className={styles.select}>
        <Select aria-label="List" value={open} onChange={(_, { value }) => go({ view: 'tasks', detail: value })}>
          {lists.map((list) => (
            <option key={list.id} value={list.id}>
              {list.displayName}
            </option>
          ))}
        </Select>
      </div>
    );
  return (
    <nav className={styles.nav} aria-label="Lists">
      <ul className={styles.list}>
        {lists.map((list) => {
          const Icon = icons[list.wellknownListName] ?? TaskListLtrRegular;
          return (
            <li key={list.id}>
              <a
                className={styles.link}
                href={hrefOf({ view: 'tasks', detail: list.id })}
                aria-current={list.id === open ? 'page' : undefined}
              >
                <Icon className={styles.icon} fontSize={20} aria-hidden />
                {list.displayName}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
