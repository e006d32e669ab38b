import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL },
  bar: {
    height: '20px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
    animationDirection: 'alternate',
    animationName: { from: { opacity: 1 }, to: { opacity: 0.4 } },
  },
});

/** What stands there until there is something to show. */
export function Starting({ label, lines = 4 }: { label: string; lines?: number }) {
  const styles = useStyles();
  return (
    <div role="progressbar" aria-busy aria-label={label} className={styles.page}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <div key={i} className={styles.bar} style={{ width: i === 0 ? '60%' : '100%' }} />
      ))}
    </div>
  );
}

export const loading = <Starting label="Loading" />;
