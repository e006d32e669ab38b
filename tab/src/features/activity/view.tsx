import type { OperationView } from '@aide/contracts/operations';
import {
  Badge,
  Body1,
  Button,
  Caption1,
  Link,
  makeStyles,
  Subtitle2,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'grid', gap: tokens.spacingVerticalXXS, flex: '1 1 14rem', minWidth: 0 },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  title: { marginBottom: tokens.spacingVerticalM },
});

const states: Record<
  OperationView['state'],
  { text: string; color: 'success' | 'warning' | 'danger' | 'informative' }
> = {
  proposed: { text: 'Not confirmed', color: 'informative' },
  attempting: { text: 'Still at work', color: 'informative' },
  done: { text: 'Done', color: 'success' },
  failed: { text: 'Did not happen', color: 'danger' },
  unknown: { text: 'Not known', color: 'warning' },
  undone: { text: 'Undone', color: 'informative' },
};

/** What Aide did for the person, newest first, with Undo where it is possible. */
export default function Activity() {
  const styles = useStyles();
  const { api } = useSession();
  const { value, error, loading, reload, set } = useLoad('activity', (signal) => api.operations(50, signal));
  const replace = (changed: OperationView) =>
    set((all = []) =>
      all.some((o) => o.operation === changed.operation)
        ? all.map((o) => (o.operation === changed.operation ? changed : o))
        : [changed, ...all],
    );
  useOperations((changed) => (changed ? replace(changed) : reload()));
  if (value === undefined) return loading ? <Starting /> : <Problem error={error} retry={reload} />;
  return (
    <>
      <Title3 as="h1" block className={styles.title}>
        Activity
      </Title3>
      {error === undefined ? null : <Problem error={error} retry={reload} />}
      {value.length === 0 ? (
        <Body1>Nothing yet. Whatever Aide does for you, here or in chat, is listed here and can be undone.</Body1>
      ) : (
        <ul className={styles.list}>
          {value.map((operation) => (
            <Entry key={operation.operation} operation={operation} changed={replace} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ operation, changed }: { operation: OperationView; changed(operation: OperationView): void }) {
  const styles = useStyles();
  const { api, host } = useSession();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<unknown>();
  const { receipt, proposal, problem, state } = operation;
  const undo = async () => {
    setWorking(true);
    setError(undefined);
    try {
      changed(await api.undo(operation.operation));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setWorking(false);
    }
  };
  const when = new Intl.DateTimeFormat(host.locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <Subtitle2>{receipt?.summary ?? proposal?.title ?? operation.action}</Subtitle2>
        <Caption1>{when.format(new Date(operation.updatedAt))}</Caption1>
        {problem ? <Body1>{`${problem.detail} ${problem.remedy}`}</Body1> : null}
        {state === 'done' && receipt && receipt.links.length > 0 ? (
          <div className={styles.links}>
            {receipt.links.map((link) => (
              <Link key={link.url} as="button" onClick={() => host.openLink(link.url)}>
                {link.title}
              </Link>
            ))}
          </div>
        ) : null}
        {error === undefined ? null : <Problem error={error} retry={undo} />}
      </div>
      <Badge appearance="tint" color={states[state].color}>
        {states[state].text}
      </Badge>
      {operation.canUndo ? (
        <Button icon={<ArrowUndoRegular />} disabled={working} onClick={undo}>
          Undo
        </Button>
      ) : null}
    </li>
  );
}
