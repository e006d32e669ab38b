import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { Problem } from './problem.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
});

/** A view of which nothing could be read. */
export function Failed({ title, error, retry }: { title: string; error: unknown; retry(): void }) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <Title3 as="h1">{title}</Title3>
      <Problem error={error} retry={retry} />
    </div>
  );
}
