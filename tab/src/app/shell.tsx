import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { Nav } from './nav.tsx';
import { Notifications } from './notify.tsx';
import { useSession } from './session.ts';
import { Shared } from './shared.tsx';
import { Starting } from './starting.tsx';
import { usePlace } from './use-place.ts';
import { views } from './views.ts';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  content: {
    flexGrow: 1,
    padding: `${tokens.spacingVerticalXL} clamp(${tokens.spacingHorizontalM}, 3vw, ${tokens.spacingHorizontalXXXL})`,
    maxWidth: '76rem',
    width: '100%',
    minWidth: 0,
    boxSizing: 'border-box',
    marginInline: 'auto',
  },
});

/** The views as tabs. The host draws the app's name and icon above: nothing of it is repeated here. */
export function Shell() {
  const { host } = useSession();
  // A view for teams would be `shared`; nothing personal is shown where others look.
  const shown = host.isShared ? views.filter((view) => view.shared) : views;
  return shown.length === 0 ? <Shared /> : <Views shown={shown} />;
}

function Views({ shown }: { shown: typeof views }) {
  const styles = useStyles();
  const { host } = useSession();
  const [place, show] = usePlace(host, shown);
  const view = shown.find((v) => v.id === place.view) ?? shown[0]!;
  const Content = view.content;
  return (
    <Notifications>
      <div className={styles.page}>
        <Nav views={shown} selected={view.id} show={(id) => show({ view: id })} />
        <main className={styles.content}>
          <ErrorBoundary key={view.id}>
            <Suspense fallback={<Starting />}>
              <Content item={place.item} show={(item) => show({ view: view.id, item })} go={show} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </Notifications>
  );
}
