import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { type Place, readPlace } from './place.ts';
import { useSession } from './session.ts';
import { Starting } from './starting.tsx';
import { views } from './views.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', minHeight: '100vh' },
  tabs: { overflowX: 'auto', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, flexShrink: 0 },
  content: {
    flexGrow: 1,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    maxWidth: '72rem',
    width: '100%',
    boxSizing: 'border-box',
    marginInline: 'auto',
  },
});

/** The views as tabs. The host draws the app's name and icon above: nothing of it is repeated here. */
export function Shell() {
  const styles = useStyles();
  const { host } = useSession();
  const [place, setPlace] = useState<Place>(() => readPlace(host.subPageId, views));
  const view = views.find((v) => v.id === place.view) ?? views[0];
  if (!view) return null;
  const Content = view.content;
  return (
    <div className={styles.page}>
      <nav aria-label="Views" className={styles.tabs}>
        <TabList selectedValue={view.id} onTabSelect={(_, { value }) => setPlace({ view: String(value) })}>
          {views.map(({ id, title, icon: Icon }) => (
            <Tab key={id} value={id} icon={<Icon />}>
              {title}
            </Tab>
          ))}
        </TabList>
      </nav>
      <main className={styles.content}>
        <ErrorBoundary key={view.id}>
          <Suspense fallback={<Starting />}>
            <Content item={place.item} show={(item) => setPlace({ view: view.id, item })} />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}
