import { Button, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  problem: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '8px 16px',
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    overflowWrap: 'anywhere',
  },
});

/** What went wrong, and another try. */
export function Problem({ text, onAgain }: { text: string; onAgain(): void }) {
  const styles = useStyles();
  return (
    <div className={styles.problem}>
      <span role="alert">{text}</span>
      <Button size="small" onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}
