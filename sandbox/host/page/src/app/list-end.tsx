import { makeStyles, Spinner } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';

const useStyles = makeStyles({
  more: { padding: '16px', textAlign: 'center' },
});

/** What stands below the last row while there are more: reads them when it comes near. @param onSeen another function for each page */
export function ListEnd({ onSeen }: { onSeen(): void }) {
  const styles = useStyles();
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && onSeen(), {
      rootMargin: '400px',
    });
    if (mark.current) watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [onSeen]);
  return (
    <div ref={mark} className={styles.more}>
      <Spinner size="tiny" label="Reading more" />
    </div>
  );
}
