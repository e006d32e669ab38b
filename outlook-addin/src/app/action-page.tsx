import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { outline: 'none' },
});

/** One thing that can be done, with the way back. Opened, it is read out and the keyboard is there. */
export function ActionPage({ title, back, children }: { title: string; back?(): void; children: ReactNode }) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div className={styles.head}>
        {back ? (
          <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label="Back to the email" onClick={back} />
        ) : null}
        <Text as="h2" size={400} weight="semibold" ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </Text>
      </div>
      {children}
    </>
  );
}
