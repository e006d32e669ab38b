import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Suspense, useEffect } from 'react';
import { useSession } from '../session/session.tsx';
import { Rail } from './rail.tsx';
import { followLinks } from './sharepoint-links.ts';
import { TopBar } from './top-bar.tsx';
import { narrow } from './use-narrow.ts';
import { useRoute } from './use-route.ts';
import { viewsFor } from './views.ts';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateAreas: '"bar bar" "rail main"',
    gridTemplateColumns: '68px minmax(0, 1fr)',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground4,
    [narrow]: {
      gridTemplateAreas: '"bar" "main" "rail"',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'auto minmax(0, 1fr) auto',
    },
  },
  main: {
    gridArea: 'main',
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    backgroundColor: tokens.colorNeutralBackground2,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    overflow: 'hidden',
    ':focus': { outline: 'none' },
    [narrow]: { borderTopLeftRadius: 0 },
  },
  waiting: { margin: 'auto' },
  skip: {
    position: 'absolute',
    top: '-60px',
    left: '12px',
    zIndex: 10,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { top: '8px' },
  },
});

/** Top bar, rail, and the view that the address names. */
export function Shell() {
  const styles = useStyles();
  const { chat, clock, me } = useSession();
  const { view: id, detail } = useRoute();
  const views = viewsFor(me);
  const view = views.find((v) => v.id === id) ?? views[0]!;
  useEffect(() => {
    document.title = `${view.label} · ${me.displayName} · Aide sandbox`;
  }, [view, me]);
  useEffect(() => followLinks(me.userPrincipalName), [me]);
  useEffect(() => {
    const leaving = new AbortController();
    void chat.start(leaving.signal);
    const tick = () => void clock.refresh().catch(() => undefined);
    tick();
    const timer = setInterval(tick, 20_000);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [chat, clock]);
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <TopBar />
      <Rail current={view} />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Suspense fallback={<Spinner className={styles.waiting} label={`Opening ${view.label}`} />}>
          <view.Page detail={detail} />
        </Suspense>
      </main>
    </div>
  );
}
