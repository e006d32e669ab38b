import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, maxWidth: '60rem' },
});

/** What stands there until the host has answered. */
export function Starting() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Aide is starting" className={styles.page}>
      <SkeletonItem size={32} style={{ width: '50%' }} />
      <SkeletonItem size={64} />
      <SkeletonItem size={64} />
      <SkeletonItem size={64} />
    </Skeleton>
  );
}

export const starting = <Starting />;
