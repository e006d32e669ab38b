import type { OperationView } from '@aide/contracts/operations';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { Problem } from '../app/problem.tsx';

const useStyles = makeStyles({
  review: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  title: { outline: 'none' },
  facts: { margin: 0, display: 'grid', gap: tokens.spacingVerticalS },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, whiteSpace: 'pre-line' },
  warning: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorPaletteYellowBorder1}`,
    backgroundColor: tokens.colorPaletteYellowBackground1,
    // The tokens of the yellow palette do not change in the contrast theme.
    color: tokens.colorNeutralForeground1,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  operation: OperationView;
  error?: unknown;
  confirm: string;
  perform(): void;
  cancel(): void;
}

/** What will happen, what is to be known before, and what undo will be. */
export function Review({ operation, error, confirm, perform, cancel }: Props) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { title = '', facts = [], warnings = [], undo, remains } = operation.proposal ?? {};
  return (
    <section className={styles.review}>
      <Text as="h3" weight="semibold" block ref={heading} tabIndex={-1} className={styles.title}>
        {title}?
      </Text>
      {facts.length > 0 ? (
        <dl className={styles.facts}>
          {facts.map((fact) => (
            <div key={fact.title + fact.value}>
              <dt className={styles.name}>{fact.title}</dt>
              <dd className={styles.value}>{fact.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {warnings.map((warning) => (
        <div key={warning} className={styles.warning}>
          <WarningRegular fontSize={20} aria-label="To be known" />
          <Text>{warning}</Text>
        </div>
      ))}
      <Text>{undoInWords(undo, remains)}</Text>
      {error === undefined ? null : <Problem error={error} retry={perform} />}
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={perform}>
          {confirm}
        </Button>
        <Button onClick={cancel}>Change it</Button>
      </div>
    </section>
  );
}

/** Honest about what comes back. */
export function undoInWords(undo: string | undefined, remains: string | undefined): string {
  if (undo === 'none') return ['This cannot be undone.', remains].filter(Boolean).join(' ');
  return ['You can undo this afterwards.', undo === 'compensating' ? remains : ''].filter(Boolean).join(' ');
}
