import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { Failed } from '../../app/failed.tsx';
import { Problem } from '../../app/problem.tsx';
import { Empty } from '../../app/section.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import { Entry, withChanged } from './entry.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  title: { marginBottom: tokens.spacingVerticalM },
});

/** What Aide did for the person, newest first, with Undo where it is possible. */
export default function Activity() {
  const styles = useStyles();
  const { api } = useSession();
  const { value, error, reload, set } = useLoad('activity', (signal) => api.operations(50, signal));
  useOperations((changed) => (changed ? set((all = []) => withChanged(all, changed)) : reload()));
  if (value === undefined)
    return error === undefined ? <Starting /> : <Failed title="Activity" error={error} retry={reload} />;
  // What was only proposed has not happened.
  const done = value.filter(({ state }) => state !== 'proposed');
  return (
    <>
      <Title3 as="h1" block className={styles.title}>
        Activity
      </Title3>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      {done.length === 0 ? (
        <Empty icon={<HistoryRegular />}>
          Nothing yet. Whatever Aide does for you, here or in chat, is listed here and can be undone.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {done.map((operation) => (
            <Entry key={operation.operation} operation={operation} />
          ))}
        </ul>
      )}
    </>
  );
}
