import type { Task } from '@aide/contracts/tasks';
import { Body1, Button, makeStyles, Spinner } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
});

const pageSize = 25;

/** The completed tasks of a list, read when they are asked for. */
export function Completed({ listId, row }: { listId: string; row(task: Task): ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button
        appearance="subtle"
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Completed
      </Button>
      {open ? <Pages listId={listId} row={row} /> : null}
    </div>
  );
}

function Pages({ listId, row }: { listId: string; row(task: Task): ReactNode }) {
  const styles = useStyles();
  const { api } = useSession();
  const [pages, setPages] = useState(1);
  const { value, error, loading, reload } = useLoad(
    `done ${listId}`,
    (signal) =>
      api.query<{ tasks: Task[]; more: boolean }>(
        'tasks.list',
        { listId, done: true, top: Math.min(100, pageSize * pages) },
        signal,
      ),
    pages,
  );
  useOperations((changed) => {
    if (changed?.action.startsWith('tasks.')) reload();
  });
  if (!value) return loading ? <Spinner label="Reading" /> : <Problem error={error} retry={reload} />;
  if (value.tasks.length === 0) return <Body1>Nothing is completed in this list yet.</Body1>;
  return (
    <>
      <ul className={styles.list} aria-label="Completed tasks">
        {value.tasks.map(row)}
      </ul>
      {value.more && pages * pageSize < 100 ? <Button onClick={() => setPages(pages + 1)}>Show more</Button> : null}
    </>
  );
}
