import type { TaskList } from '@aide/contracts/tasks';
import { Button, CounterBadge, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import {
  AddRegular,
  CalendarLtrRegular,
  FlagRegular,
  HomeRegular,
  ListRegular,
  PeopleRegular,
  StarRegular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import { readTaskPlace, type Where, writeTaskPlace } from './place.ts';

const useStyles = makeStyles({
  nav: { display: 'none', '@media (min-width: 720px)': { display: 'grid', gap: '2px', alignContent: 'start' } },
  entry: { justifyContent: 'start', width: '100%', minWidth: 0, fontWeight: tokens.fontWeightRegular },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    fontWeight: tokens.fontWeightSemibold,
  },
  name: { flexGrow: 1, textAlign: 'start', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  narrow: { display: 'flex', gap: tokens.spacingHorizontalS, '@media (min-width: 720px)': { display: 'none' } },
  select: { flexGrow: 1, minWidth: 0 },
});

interface ListsProps {
  lists: TaskList[];
  where: Where;
  /** Open tasks in a place. */
  count(where: Where): number;
  show(where: Where): void;
  make(): void;
}

interface Entry {
  where: Where;
  name: string;
  icon: ComponentType;
}

/** Where one can look: at the left, or where there is no room, in one field. */
export function Lists({ lists, where, count, show, make }: ListsProps) {
  const styles = useStyles();
  const entries: Entry[] = [
    { where: { kind: 'due' }, name: 'By due date', icon: CalendarLtrRegular },
    { where: { kind: 'important' }, name: 'Important', icon: StarRegular },
    ...lists.map((list) => ({
      where: { kind: 'list' as const, listId: list.id },
      name: list.name,
      icon: iconOf(list),
    })),
  ];
  const selected = writeTaskPlace({ where });
  return (
    <>
      <nav aria-label="Lists" className={styles.nav}>
        {entries.map(({ where: to, name, icon: Icon }) => {
          const id = writeTaskPlace({ where: to });
          const open = count(to);
          return (
            <Button
              key={id}
              appearance="subtle"
              icon={<Icon />}
              className={mergeClasses(styles.entry, id === selected && styles.selected)}
              aria-current={id === selected ? 'page' : undefined}
              onClick={() => show(to)}
            >
              <span className={styles.name}>{name}</span>
              {open > 0 ? (
                <CounterBadge count={open} overflowCount={999} appearance="ghost" color="informative" />
              ) : null}
            </Button>
          );
        })}
        <Button appearance="subtle" icon={<AddRegular />} className={styles.entry} onClick={make}>
          <span className={styles.name}>New list</span>
        </Button>
      </nav>
      <div className={styles.narrow}>
        <Select
          className={styles.select}
          aria-label="List"
          value={selected}
          onChange={(_, { value }) => show(readTaskPlace(value).where)}
        >
          {entries.map(({ where: to, name }) => (
            <option key={writeTaskPlace({ where: to })} value={writeTaskPlace({ where: to })}>
              {name}
            </option>
          ))}
        </Select>
        <Button icon={<AddRegular />} aria-label="New list" onClick={make} />
      </div>
    </>
  );
}

function iconOf({ kind, shared }: TaskList): ComponentType {
  if (kind === 'tasks') return HomeRegular;
  if (kind === 'flagged') return FlagRegular;
  return shared ? PeopleRegular : ListRegular;
}
