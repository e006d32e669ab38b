import { makeStyles, tokens } from '@fluentui/react-components';
import { ErrorBoundary } from './error-boundary.tsx';
import { Nav } from './nav.tsx';
import { Notifications } from './notify.tsx';
import { useSession } from './session.ts';
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

/** The person's own tab: its views. The host draws the app's name and icon above: nothing of it is repeated here. */
export function Shell() {
  const styles = useStyles();
  const { host } = useSession();
  const [place, show] = usePlace(host, views);
  const view = views.find((v) => v.id === place.view) ?? views[0]!;
  const Content = view.content;
  return (
    <Notifications>
      <div className={styles.page}>
        <Nav views={views} selected={view.id} show={(id) => show({ view: id })} />
        <main className={styles.content}>
          <ErrorBoundary key={view.id}>
            <Content item={place.item} show={(item) => show({ view: view.id, item })} go={show} />
          </ErrorBoundary>
        </main>
      </div>
    </Notifications>
  );
}
