import type { OperationView } from '@aide/contracts/operations';
import {
  Badge,
  Body1,
  Button,
  Caption1,
  Link,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useLinked } from '../../components/use-linked.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalMNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottom: 'none' },
  },
  text: { display: 'grid', gap: tokens.spacingVerticalXXS, flex: '1 1 12rem', minWidth: 0 },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  linked: {
    outline: `2px solid ${tokens.colorBrandStroke1}`,
    outlineOffset: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
  },
  when: { color: tokens.colorNeutralForeground3 },
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

interface Props {
  operation: OperationView;
  brief?: boolean;
  /** A link led here: it is shown and has the focus. */
  isLinked?: boolean;
}

/** One thing that Aide did: what, when, what became of it, and Undo while that is possible. */
export function Entry({ operation, brief = false, isLinked = false }: Props) {
  const styles = useStyles();
  const row = useLinked(isLinked);
  const { api, host, changed } = useSession();
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
  const title = receipt?.summary ?? proposal?.title ?? operation.action;
  return (
    <li
      ref={row}
      className={mergeClasses(styles.row, isLinked && styles.linked)}
      aria-current={isLinked ? 'true' : undefined}
      tabIndex={isLinked ? -1 : undefined}
    >
      <div className={styles.text}>
        <Text weight="semibold">{title}</Text>
        <Caption1 className={styles.when}>
          <time dateTime={operation.updatedAt}>{when.format(new Date(operation.updatedAt))}</time>
        </Caption1>
        {problem && !brief ? <Body1>{`${problem.detail} ${problem.remedy}`}</Body1> : null}
        {state === 'done' && !brief && receipt && receipt.links.length > 0 ? (
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
      {brief && state === 'done' ? null : (
        <Badge appearance="tint" color={states[state].color}>
          {states[state].text}
        </Badge>
      )}
      {operation.canUndo ? (
        <Button
          icon={<ArrowUndoRegular />}
          size={brief ? 'small' : 'medium'}
          disabled={working}
          aria-label={`Undo: ${title}`}
          onClick={undo}
        >
          Undo
        </Button>
      ) : null}
    </li>
  );
}

/** With one that has changed in the place of what it was; one that is new comes first. */
export const withChanged = (all: OperationView[], changed: OperationView): OperationView[] =>
  all.some((o) => o.operation === changed.operation)
    ? all.map((o) => (o.operation === changed.operation ? changed : o))
    : [changed, ...all];
