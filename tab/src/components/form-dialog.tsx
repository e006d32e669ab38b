import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';
import { Problem } from '../app/problem.tsx';
import { useWork } from './use-work.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start' },
});

interface Props {
  title: string;
  /** What the button says that does it: 'Post'. */
  verb: string;
  /** Whether what is filled in can be done. */
  ready: boolean;
  /** @returns something when it was done: then the dialog closes. An error is said in it, and what was typed stays */
  submit(): Promise<unknown>;
  close(): void;
  /** The least height of what is inside, so that the dialog does not jump while things come: '16rem'. */
  minHeight?: string;
  children: ReactNode;
}

/** A form in a dialog, with one button that does it. */
export function FormDialog({ title, verb, ready, submit, close, minHeight, children }: Props) {
  const styles = useStyles();
  const { working, error, run, retry } = useWork();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || working) return;
    void run(async () => {
      if (await submit()) close();
    });
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => (open || working ? undefined : close())}>
      <DialogSurface>
        {/* What is wrong is said at its field, in our words. */}
        <form noValidate onSubmit={send}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content} style={{ minHeight }}>
              {children}
              {error === undefined ? null : <Problem error={error} retry={retry} />}
            </DialogContent>
            <DialogActions>
              <Button
                type="submit"
                appearance="primary"
                disabled={working || !ready}
                icon={working ? <Spinner size="tiny" /> : null}
              >
                {verb}
              </Button>
              <Button disabled={working} onClick={close}>
                Cancel
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
