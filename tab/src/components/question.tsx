import type { OperationView } from '@aide/contracts/operations';
import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { Problem } from '../app/problem.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(5rem, max-content) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, whiteSpace: 'pre-line' },
  },
});

export interface Questioned {
  operation: OperationView;
  /** What the button says. */
  confirm: string;
  perform(): Promise<OperationView>;
  /** Done, or undefined: the person decided against it. */
  answer(operation: OperationView | undefined): void;
}

/** What will happen, what is to be known before, and what undo will be. An error leaves it open, to be tried again. */
export function Question({ operation, confirm, perform, answer }: Questioned) {
  const styles = useStyles();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<unknown>();
  const { title = '', facts = [], warnings = [], undo, remains } = operation.proposal ?? {};
  const go = async () => {
    setWorking(true);
    setError(undefined);
    try {
      answer(await perform());
    } catch (thrown) {
      setError(thrown);
      setWorking(false);
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => (open || working ? undefined : answer(undefined))}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {facts.length > 0 ? (
              <dl className={styles.facts}>
                {facts.map((fact) => (
                  <Fact key={fact.title} {...fact} />
                ))}
              </dl>
            ) : null}
            {warnings.map((warning) => (
              <MessageBar key={warning} intent="warning" layout="multiline">
                <MessageBarBody>{warning}</MessageBarBody>
              </MessageBar>
            ))}
            {undo === 'none' || remains ? (
              <Body1>
                {[undo === 'none' ? 'This cannot be undone.' : 'You can undo it.', remains].filter(Boolean).join(' ')}
              </Body1>
            ) : null}
            {error === undefined ? null : <Problem error={error} retry={go} />}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={working}
              onClick={go}
              icon={working ? <Spinner size="tiny" /> : null}
            >
              {confirm}
            </Button>
            <Button disabled={working} onClick={() => answer(undefined)}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Fact({ title, value }: { title: string; value: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  );
}
