import type { OperationView } from '@aide/contracts/operations';
import { Body1, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { type Api, ApiError } from '../../api.ts';
import { Failed } from '../../app/failed.tsx';
import { Problem } from '../../app/problem.tsx';
import { Empty } from '../../app/section.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import type { ViewProps } from '../../app/views.ts';
import { Entry, withChanged } from './entry.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  title: { marginBottom: tokens.spacingVerticalM },
});

/** What Aide did for the person, newest first, with Undo where it is possible. */
export default function Activity({ item }: ViewProps) {
  const styles = useStyles();
  const { api } = useSession();
  const { value, error, reload, set } = useLoad('activity', async (signal) => {
    const [newest, linked] = await Promise.all([api.operations(50, signal), item ? one(api, item, signal) : []]);
    // An older one that a link names is shown as well.
    return [...linked.filter(({ operation }) => !newest.some((o) => o.operation === operation)), ...newest];
  });
  useOperations((changed) => (changed ? set((all = []) => withChanged(all, changed)) : reload()));
  if (value === undefined)
    return error === undefined ? <Starting /> : <Failed title="Activity" error={error} retry={reload} />;
  // What was only proposed has not happened.
  const done = value.filter(({ state }) => state !== 'proposed');
  const isGone = item !== undefined && !value.some(({ operation }) => operation === item);
  return (
    <>
      <Title3 as="h1" block className={styles.title}>
        Activity
      </Title3>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      {isGone ? <Body1 role="status">What the link leads to is not kept any more, or is not yours.</Body1> : null}
      {done.length === 0 ? (
        <Empty icon={<HistoryRegular />}>
          Nothing yet. Whatever Aide does for you, here or in chat, is listed here and can be undone.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {done.map((operation) => (
            <Entry key={operation.operation} operation={operation} isLinked={operation.operation === item} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What a link names; nothing, when it is too old, or somebody else's. */
async function one(api: Api, id: string, signal: AbortSignal): Promise<OperationView[]> {
  try {
    return [await api.operation(id, signal)];
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'not_found') return [];
    throw error;
  }
}
