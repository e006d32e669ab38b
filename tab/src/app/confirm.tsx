import type { OperationView, Proposal } from '@aide/contracts/operations';
import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { useRef } from 'react';
import { Problem } from './problem.tsx';
import { useSession } from './session.ts';
import { undoInWords } from './undo-words.ts';
import { useAct } from './use-act.ts';
import { useLoad } from './use-load.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0 },
  warnings: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, color: tokens.colorPaletteRedForeground1 },
});

interface ConfirmProps {
  action: string;
  input: object;
  /** What the button that does it says: "Delete". */
  verb: string;
  close(): void;
  /** Called as soon as it was confirmed. */
  begun?(): void;
  /** Called when it is known what became of it. */
  settled?(operation: OperationView | undefined): void;
}

/** What will happen, said by the server before it is done: facts, warnings, and what undo would be. */
export function Confirm({ action, input, verb, close, begun, settled }: ConfirmProps) {
  const styles = useStyles();
  const { api } = useSession();
  // The proposal and what becomes of it are one operation.
  const key = useRef(crypto.randomUUID()).current;
  const { value, error, reload } = useLoad(key, () => api.propose(action, input, key));
  const act = useAct();
  const confirm = async () => {
    close();
    begun?.();
    settled?.(await act(action, input, { key }));
  };
  const proposal = value?.proposal;
  return (
    <Dialog open onOpenChange={(_, { open }) => open || close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{proposal ? `${proposal.title}?` : verb}</DialogTitle>
          <DialogContent className={styles.content}>
            {error !== undefined ? <Problem error={error} retry={reload} /> : null}
            {proposal ? <Told proposal={proposal} /> : error === undefined ? <Waiting /> : null}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={!proposal} onClick={confirm}>
              {verb}
            </Button>
            <Button onClick={close}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Told({ proposal }: { proposal: Proposal }) {
  const styles = useStyles();
  return (
    <>
      {proposal.facts.length > 0 ? (
        <dl className={styles.facts}>
          {proposal.facts.map(({ title, value }) => [
            <dt key={title} className={styles.name}>
              {title}
            </dt>,
            <dd key={`${title} value`} className={styles.value}>
              {value}
            </dd>,
          ])}
        </dl>
      ) : null}
      {proposal.warnings.length > 0 ? (
        <ul className={styles.warnings}>
          {proposal.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
      <Body1>{undoInWords(proposal)}</Body1>
    </>
  );
}

const Waiting = () => (
  <Skeleton aria-label="Looking what would happen">
    <SkeletonItem size={16} />
  </Skeleton>
);
