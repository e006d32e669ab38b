import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { readable } from '../api/http.ts';
import { useAppsApi } from '../session/use-apps.ts';
import { useReading } from '../session/use-reading.ts';
import { placeOf, type TabPlace } from './address.ts';
import { showTab } from './show.ts';
import { TabHost } from './tab-host.tsx';

const useStyles = makeStyles({
  state: {
    margin: 'auto',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '12px',
    padding: '24px',
    textAlign: 'center',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  text: { margin: 0, maxWidth: '44ch', color: tokens.colorNeutralForeground2 },
});

/** The app's tab as Teams, Outlook and Microsoft 365 show it; or why there is none. */
export default function AppPage({ detail }: { detail?: string }) {
  const styles = useStyles();
  const api = useAppsApi();
  const place = placeOf(detail);
  const { channelId } = place;
  useEffect(() => {
    // Pinned in a channel or chat, it is there.
    if (channelId !== undefined) showTab(placeOf(detail), true);
  }, [channelId, detail]);
  const read = useCallback(() => api.installed(), [api]);
  const { value: apps, error, again } = useReading(read, 0);
  if (!apps || channelId !== undefined)
    return (
      <div className={styles.state}>
        {error ? (
          <>
            <p role="alert">{error}</p>
            <Button appearance="primary" onClick={again}>
              Try again
            </Button>
          </>
        ) : (
          <Spinner label="Opening the app" />
        )}
      </div>
    );
  const [app] = apps;
  if (!app) return <NotInstalled onAdded={again} />;
  if (app.tabs.length === 0)
    return (
      <div className={styles.state}>
        <h2 className={styles.title}>{app.displayName} has no tab</h2>
        <p className={styles.text}>Its package names no personal tab. Find it in your chats.</p>
      </div>
    );
  const tab = app.tabs.find(({ entityId }) => entityId === place.entityId) ?? app.tabs[0]!;
  const show = (to: TabPlace) =>
    showTab(to.channelId === undefined ? { ...to, entityId: to.entityId ?? tab.entityId } : to);
  return <TabHost app={app} tab={tab} subPageId={place.subPageId} show={show} />;
}

function NotInstalled({ onAdded }: { onAdded(): void }) {
  const styles = useStyles();
  const api = useAppsApi();
  const read = useCallback(() => api.available(), [api]);
  const { value: available, error: unread } = useReading(read, 0);
  const [error, setError] = useState<string>();
  const [app] = available ?? [];
  const add = (id: string) => api.add(id).then(onAdded, (reason) => setError(readable(reason)));
  const problem = error ?? unread;
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>You don't have this app</h2>
      <p className={styles.text}>
        {app ? 'You removed it. It can be added again.' : 'Your administrator has not made it available to you.'}
      </p>
      {problem && <p role="alert">{problem}</p>}
      {app && (
        <Button appearance="primary" onClick={() => void add(app.teamsAppId)}>
          Add {app.displayName}
        </Button>
      )}
    </div>
  );
}
