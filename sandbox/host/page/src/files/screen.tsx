import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { narrow } from '../app/use-narrow.ts';
import { Trail, type TrailStep } from './trail.tsx';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    padding: '12px 16px 8px 12px',
    [narrow]: { padding: '8px' },
  },
  trail: { flexGrow: 1, minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', [narrow]: { marginLeft: '-4px' } },
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    overflowY: 'auto',
    containerType: 'inline-size',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

/** Where one is, what one can do there, and what is there. */
export function Screen({ steps, tools, children }: { steps: TrailStep[]; tools?: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <div className={styles.trail}>
          <Trail steps={steps} />
        </div>
        {tools && <div className={styles.tools}>{tools}</div>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Files">
        {children}
      </section>
    </div>
  );
}
