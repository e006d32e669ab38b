import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL },
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    '@media (min-width: 860px)': { gridTemplateColumns: '1.15fr 1fr' },
  },
  side: { display: 'grid', gap: tokens.spacingVerticalL, alignContent: 'start' },
  tall: { height: '420px' },
  low: { height: '160px' },
});

/** The shape of the day until it is there. */
export function DaySkeleton() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Your day is on its way" className={styles.page}>
      <SkeletonItem size={40} style={{ width: '60%' }} />
      <div className={styles.columns}>
        <SkeletonItem className={styles.tall} />
        <div className={styles.side}>
          <SkeletonItem className={styles.low} />
          <SkeletonItem className={styles.low} />
        </div>
      </div>
    </Skeleton>
  );
}
