import type { OperationView, Part } from '@aide/contracts/operations';
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Problem } from '../app/problem.tsx';
import { useWrite } from '../app/use-write.ts';
import { Outcome } from './outcome.tsx';
import { Review } from './review.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

interface Props {
  action: string;
  /** What the action gets; undefined: something is missing. */
  input: object | undefined;
  /** false: the form has another step before its button. */
  ready?: boolean;
  /** What the button says: "Add the task". */
  confirm: string;
  /** What is said meanwhile: "Saving 3 files …". */
  working: string;
  /** What will happen is shown even where there is nothing to warn of. */
  ask?: boolean;
  /** Back to the email. */
  back(): void;
  children: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
  /** While it is at work: how far each of several things is. */
  meanwhile?(parts: Part[]): ReactNode;
  /** Below the line that says what was done. */
  details?(operation: OperationView): ReactNode;
  /** What belongs to it as well, and is taken back with it. */
  also?: string[];
}

/** A form that ends in a write: filled in, looked at where that is needed, done, with Undo. What was typed stays until it is done. */
export function WriteForm(props: Props) {
  const { action, input, ready = true, confirm, working, ask, back, children, more, meanwhile, details, also } = props;
  const styles = useStyles();
  const write = useWrite();
  const { step } = write;
  if (step.at === 'done')
    return (
      <Outcome operation={step.operation} also={also} back={back}>
        {details?.(step.operation)}
      </Outcome>
    );
  if (step.at === 'review')
    return (
      <Review
        operation={step.operation}
        error={step.error}
        confirm={confirm}
        perform={write.confirm}
        cancel={write.back}
      />
    );
  const begin = () => void (input && write.begin(action, input, { ask }));
  const isWorking = step.at === 'working';
  const parts = step.at === 'working' ? step.parts : undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWorking) begin();
      }}
    >
      {/* Not taken away while it works: what was typed stays, and so does the place of the keyboard. */}
      <fieldset disabled={isWorking} style={{ display: 'contents' }}>
        {children}
      </fieldset>
      {step.at === 'form' && step.error !== undefined ? <Problem error={step.error} retry={begin} /> : null}
      {parts?.length ? meanwhile?.(parts) : null}
      <div className={styles.buttons}>
        {ready ? (
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={isWorking || input === undefined}
            icon={isWorking ? <Spinner size="tiny" /> : undefined}
          >
            {confirm}
          </Button>
        ) : null}
        {isWorking ? null : more}
        <span role="status">{isWorking ? working : ''}</span>
      </div>
    </form>
  );
}
