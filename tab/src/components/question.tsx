import type { Proposal } from '@aide/contracts/operations';
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
  Skeleton,
  SkeletonItem,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import { Problem } from '../app/problem.tsx';
import { undoInWords } from '../app/undo-words.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(5rem, max-content) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, minWidth: 0, whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  },
});

interface Props {
  /** Undefined: it is being asked for. */
  proposal: Proposal | undefined;
  /** What the button says: 'Delete'. */
  verb: string;
  /** It is being done: nothing can be pressed. */
  working?: boolean;
  error?: unknown;
  /** Asks again, or does it again. */
  retry(): void;
  confirm(): void;
  cancel(): void;
}

/** What will happen, said by the server before it is done: facts, warnings, and what undo will be. An error leaves it open. */
export function Question({ proposal, verb, working = false, error, retry, confirm, cancel }: Props) {
  const styles = useStyles();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => (open || working ? undefined : cancel())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{proposal ? `${proposal.title}?` : verb}</DialogTitle>
          <DialogContent className={styles.content}>
            {proposal ? <Told proposal={proposal} /> : error === undefined ? <Waiting /> : null}
            {error === undefined ? null : <Problem error={error} retry={retry} />}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={working || !proposal}
              onClick={confirm}
              icon={working ? <Spinner size="tiny" /> : null}
            >
              {verb}
            </Button>
            <Button disabled={working} onClick={cancel}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Told({ proposal }: { proposal: Proposal }) {
  const styles = useStyles();
  const { facts, warnings } = proposal;
  return (
    <>
      {facts.length > 0 ? (
        <dl className={styles.facts}>
          {facts.map(({ title, value }) => (
            <Fragment key={title}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      ) : null}
      {warnings.map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      ))}
      <Body1>{undoInWords(proposal)}</Body1>
    </>
  );
}

const Waiting = () => (
  <Skeleton aria-label="Looking what would happen">
    <SkeletonItem size={16} />
  </Skeleton>
);
