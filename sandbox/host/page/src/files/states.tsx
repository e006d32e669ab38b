import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '48px 24px',
    margin: 'auto',
    maxWidth: '42ch',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  icon: { color: tokens.colorNeutralForeground3 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
  rows: { display: 'grid', gap: '12px', padding: '16px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 3fr) minmax(0, 1fr)',
    gap: '12px',
    alignItems: 'center',
  },
});

/** Nothing here, and what to do about it. */
export function Empty({ icon: Icon, title, children }: { icon: FluentIcon; title: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.state}>
      <Icon className={styles.icon} fontSize={48} aria-hidden />
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p className={styles.text}>{children}</p>}
    </div>
  );
}

export function Failed({ error, again }: { error: string; again(): void }) {
  const styles = useStyles();
  return (
    <div className={styles.state}>
      <p className={styles.text} role="alert">
        {error}
      </p>
      <Button appearance="primary" onClick={again}>
        Try again
      </Button>
    </div>
  );
}

const widths = ['62%', '45%', '70%', '38%', '55%', '66%'];

/** Where the rows will be. */
export function Reading({ label, rows = widths.length }: { label: string; rows?: number }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={label} className={styles.rows}>
      {widths.slice(0, rows).map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonItem shape="square" size={24} />
          <SkeletonItem style={{ width }} />
          <SkeletonItem />
        </div>
      ))}
    </Skeleton>
  );
}
