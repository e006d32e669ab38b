import type { Task, TaskList } from '@aide/contracts/tasks';
import {
  Body1,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Confirm } from '../../app/confirm.tsx';
import { addDays } from '../../app/dates.ts';
import { Failed } from '../../app/failed.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import type { ViewProps } from '../../app/views.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import { onDemand } from '../../components/on-demand.tsx';
import { Add } from './add.tsx';
import { Completed } from './completed.tsx';
import { Groups } from './groups.tsx';
import { Lists } from './lists.tsx';
import { groupsIn, readTaskPlace, refOf, type TaskPlace, taskItem, type Where, writeTaskPlace } from './place.ts';
import { Row } from './row.tsx';
import { useTasks } from './use-tasks.ts';

const Editor = onDemand(() => import('./editor.tsx'));

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-width: 720px)': {
      gridTemplateColumns: '15rem minmax(0, 1fr)',
      columnGap: tokens.spacingHorizontalXXL,
    },
  },
  main: { display: 'grid', gap: tokens.spacingVerticalL, alignContent: 'start', minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { flexGrow: 1, minWidth: 0 },
});

/** Which dialog is open. */
type Asking =
  | { kind: 'new' }
  | { kind: 'rename'; list: TaskList }
  | { kind: 'drop'; list: TaskList }
  | { kind: 'delete'; task: Task };

/** Microsoft To Do: by day, by importance, or list by list. */
export default function Tasks({ item, show }: ViewProps) {
  const styles = useStyles();
  const { host } = useSession();
  const notify = useNotify();
  const { value: all, error, reload, acts } = useTasks();
  const [asking, setAsking] = useState<Asking>();
  const { where, open } = readTaskPlace(item);
  const go = (place: TaskPlace) => show(writeTaskPlace(place));
  if (!all) return error === undefined ? <Starting /> : <Failed title="Tasks" error={error} retry={reload} />;
  const { tasks, lists, today, timeZone, cut } = all;
  const week = addDays(today, 7);
  const list = where.kind === 'list' ? lists.find(({ id }) => id === where.listId) : undefined;
  const title =
    where.kind === 'due'
      ? 'Tasks by due date'
      : where.kind === 'important'
        ? 'Important tasks'
        : (list?.name ?? 'List');
  const count = (at: Where) =>
    at.kind === 'due' ? 0 : groupsIn(at, tasks, today, week).reduce((sum, g) => sum + g.tasks.length, 0);
  const share = async (subPage: string, label: string) => {
    const shared = await host.share(`tasks/${subPage}`, label).catch(() => false);
    if (!shared) notify.say('This app has no links to places in a tab.');
  };
  const row = (task: Task) => (
    <Row
      key={`${task.listId} ${task.taskId}`}
      task={task}
      today={today}
      timeZone={timeZone}
      acts={acts}
      showList={where.kind !== 'list'}
      open={(one) => go({ where, open: refOf(one) })}
      remove={(one) => setAsking({ kind: 'delete', task: one })}
      share={(one) => share(taskItem(one), one.title)}
    />
  );
  const done = () => setAsking(undefined);
  return (
    <div className={styles.page}>
      <Lists
        lists={lists}
        where={where}
        count={count}
        show={(to) => go({ where: to })}
        make={() => setAsking({ kind: 'new' })}
      />
      <div className={styles.main}>
        <div className={styles.head}>
          <Title3 as="h1" className={styles.title}>
            {title}
          </Title3>
          {list ? (
            <ListMenu list={list} ask={setAsking} share={() => share(writeTaskPlace({ where }), list.name)} />
          ) : null}
        </div>
        {error === undefined ? null : <Problem error={error} retry={reload} />}
        {where.kind === 'list' && !list ? (
          <Body1>This list is not there any more. Choose another one.</Body1>
        ) : (
          <>
            {list?.kind === 'flagged' ? null : (
              <Add
                lists={lists}
                listId={list?.kind === 'own' ? list.id : undefined}
                today={today}
                timeZone={timeZone}
                acts={acts}
              />
            )}
            <Groups
              key={writeTaskPlace({ where })}
              where={where}
              groups={groupsIn(where, tasks, today, week)}
              row={row}
            />
            {cut.length > 0 ? (
              <Body1>There is more in {cut.join(', ')} than Aide reads at once. Look there in To Do.</Body1>
            ) : null}
            {list ? <Completed key={list.id} listId={list.id} row={row} /> : null}
          </>
        )}
      </div>
      {open ? (
        <Editor
          open={open}
          lists={lists}
          acts={acts}
          close={() => go({ where })}
          remove={(task) => setAsking({ kind: 'delete', task })}
        />
      ) : null}
      {asking?.kind === 'delete' ? (
        <Confirm
          action="tasks.delete"
          input={refOf(asking.task)}
          verb="Delete"
          close={done}
          begun={() => acts.forget(asking.task)}
          settled={reload}
        />
      ) : null}
      {asking?.kind === 'drop' ? (
        <Confirm
          action="tasks.deleteList"
          input={{ listId: asking.list.id }}
          verb="Delete list"
          close={done}
          settled={(operation) => {
            if (operation) go({ where: { kind: 'due' } });
            reload();
          }}
        />
      ) : null}
      {asking?.kind === 'new' ? (
        <NameDialog
          title="New list"
          label="Name"
          verb="Make it"
          close={done}
          save={async (name) => {
            const made = await acts.act('tasks.addList', { name });
            const { list: created } = (made?.receipt?.result ?? {}) as { list?: TaskList };
            if (created) go({ where: { kind: 'list', listId: created.id } });
            return made !== undefined;
          }}
        />
      ) : null}
      {asking?.kind === 'rename' ? (
        <NameDialog
          title={`Rename ${asking.list.name}`}
          label="Name"
          verb="Rename"
          initial={asking.list.name}
          close={done}
          save={async (name) => (await acts.act('tasks.renameList', { listId: asking.list.id, name })) !== undefined}
        />
      ) : null}
    </div>
  );
}

function ListMenu({ list, ask, share }: { list: TaskList; ask(asking: Asking): void; share(): void }) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={`More for the list ${list.name}`} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={share}>Copy link</MenuItem>
          {list.kind === 'own' ? <MenuItem onClick={() => ask({ kind: 'rename', list })}>Rename</MenuItem> : null}
          {list.kind === 'own' ? <MenuItem onClick={() => ask({ kind: 'drop', list })}>Delete list</MenuItem> : null}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
