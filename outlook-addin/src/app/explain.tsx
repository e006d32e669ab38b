import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL },
});

/** There is nothing to be done here: why, and where there is. */
export function Explain({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Subtitle2 as="h1">{title}</Subtitle2>
      <Body1>{children}</Body1>
    </main>
  );
}
