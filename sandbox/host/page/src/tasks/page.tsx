import { makeStyles, Spinner } from '@fluentui/react-components';
import { DateTime } from 'luxon';
import { narrow } from '../app/use-narrow.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { ListNav } from './list-nav.tsx';
import { Problem } from './problem.tsx';
import { TasksOfList } from './tasks-of-list.tsx';
import { useLists, useTasksGraph } from './use-tasks.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0, [narrow]: { flexDirection: 'column' } },
  tasks: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
  state: { margin: 'auto' },
});

/** The person's Microsoft To Do, read from Graph as its own app reads it. */
export default function TasksPage({ detail }: { detail?: string }) {
  const styles = useStyles();
  const { clock, me } = useSession();
  const graph = useTasksGraph();
  const { value: lists, error, again } = useLists(graph);
  const minute = useMinute(clock);
  const now = DateTime.fromMillis(minute, { zone: me.timeZone });
  // A list that has been deleted leaves its address behind.
  const open = lists?.find(({ id }) => id === detail) ?? lists?.[0];
  if (!lists || !open)
    return (
      <div className={styles.page}>
        {error ? (
          <Problem text={error} onAgain={() => void again()} />
        ) : (
          <Spinner className={styles.state} label="Reading the lists" />
        )}
      </div>
    );
  return (
    <div className={styles.page}>
      <ListNav lists={lists} open={open.id} />
      <div className={styles.tasks}>
        <TasksOfList key={open.id} graph={graph} list={open} now={now} />
      </div>
    </div>
  );
}
