import type { OperationView } from '@aide/contracts/operations';
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular, CheckmarkCircleRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { Problem } from '../app/problem.tsx';
import { useSession } from '../app/session.ts';
import { useUndo } from './use-undo.ts';

const useStyles = makeStyles({
  outcome: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  line: { display: 'grid', gridTemplateColumns: 'auto 1fr', gap: tokens.spacingHorizontalS, outline: 'none' },
  icon: { color: tokens.colorPaletteGreenForeground1 },
  links: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One line of what was done, where to look at it, and Undo. */
export function Outcome({
  operation,
  also = [],
  back,
  children,
}: {
  operation: OperationView;
  /** Operations that are taken back with it. */
  also?: string[];
  back(): void;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const { host } = useSession();
  const { undo, working, error, undone } = useUndo([operation.operation, ...also]);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus(), []);
  const { summary = 'Done', warnings = [], links = [] } = operation.receipt ?? {};
  return (
    <div className={styles.outcome}>
      <div ref={line} role="status" tabIndex={-1} className={styles.line}>
        <CheckmarkCircleRegular fontSize={20} className={styles.icon} aria-hidden />
        <Text weight="semibold">{undone ? (undone.receipt?.summary ?? 'Undone') : summary}</Text>
      </div>
      {undone ? null : (
        <>
          {children ?? warnings.map((warning) => <Text key={warning}>{warning}</Text>)}
          <div className={styles.links}>
            {links.map(({ title, url }) => (
              <Link key={url} as="button" onClick={() => host.openLink(url)}>
                {title}
              </Link>
            ))}
          </div>
        </>
      )}
      {error === undefined ? null : <Problem error={error} retry={undo} />}
      <div className={styles.buttons}>
        {operation.canUndo && !undone ? (
          <Button icon={<ArrowUndoRegular />} disabledFocusable={working} onClick={undo}>
            Undo
          </Button>
        ) : null}
        <Button appearance={operation.canUndo && !undone ? 'secondary' : 'primary'} onClick={back}>
          Back to the email
        </Button>
      </div>
    </div>
  );
}
