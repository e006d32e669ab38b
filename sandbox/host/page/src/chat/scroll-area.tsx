import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSession } from '../session/session.tsx';

const useStyles = makeStyles({
  frame: { position: 'relative', flexGrow: 1, minHeight: 0 },
  scroll: {
    position: 'absolute',
    inset: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  content: { maxWidth: '900px', margin: '0 auto', padding: '16px 20px 8px', boxSizing: 'border-box' },
  pill: {
    position: 'absolute',
    bottom: '8px',
    left: '50%',
    transform: 'translateX(-50%)',
    borderRadius: tokens.borderRadiusCircular,
    boxShadow: tokens.shadow8,
  },
});

const toEnd = (area: HTMLElement | null) => {
  if (area) area.scrollTop = area.scrollHeight;
};

/** This near to the end counts as the end. Pixels. */
const near = 48;

/** The messages, scrolled as a chat is: it stays at the end while one is at the end, and says so when something new came below. */
export function ScrollArea({ id, count, children }: { id: string; count: number; children: ReactNode }) {
  const styles = useStyles();
  const { chat } = useSession();
  const scroll = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);

  // Cards and pictures grow after they were put in: the end is kept then as well.
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => atEnd.current && toEnd(scroll.current));
    if (content.current) watch.observe(content.current);
    if (scroll.current) watch.observe(scroll.current);
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new message
  useEffect(() => {
    if (atEnd.current) toEnd(scroll.current);
    else setBelow(true);
  }, [count]);

  const onScroll = () => {
    const area = scroll.current;
    if (!area) return;
    atEnd.current = area.scrollHeight - area.scrollTop - area.clientHeight < near;
    if (!atEnd.current) return;
    setBelow(false);
    chat.seen(id);
  };
  return (
    <div className={styles.frame}>
      <div
        ref={scroll}
        className={styles.scroll}
        onScroll={onScroll}
        role="log"
        aria-label="Messages"
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div ref={content} className={styles.content}>
          {children}
        </div>
      </div>
      {below && (
        <Button
          className={styles.pill}
          appearance="primary"
          size="small"
          icon={<ArrowDownRegular />}
          onClick={() => toEnd(scroll.current)}
        >
          New messages
        </Button>
      )}
    </div>
  );
}
